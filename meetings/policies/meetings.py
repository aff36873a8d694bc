"""Meetings and agendas: preparing, reviewing, clearing, freezing."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.core.nested import remembered
from foundation.core.policies import Refused
from foundation.orgs.enums import Side
from meetings.enums.agenda import ReviewAnswer
from meetings.enums.topic import Verdict
from meetings.models import AgendaItem, AgendaVersion, Meeting, Review
from meetings.policies.topics import check_meeting_takes_topics
from meetings.rights import Right
from meetings.states.meeting import MeetingState
from meetings.states.topic import TopicState

CLEAR_RIGHT = {Side.UNION: Right.CLEAR_UNION, Side.GOVERNMENT: Right.CLEAR_GOVERNMENT}


def check_can_prepare(user: Any, meeting: Meeting | None = None) -> None:
    if not user.holds(Right.PREPARE):
        raise Refused(_("会议由区总工会办公室筹备。"))


def check_can_build(user: Any, meeting: Meeting) -> None:
    check_can_prepare(user)
    check_meeting_takes_topics(meeting)


def check_can_send_for_review(user: Any, meeting: Meeting) -> None:
    """Item 1 is there, and something has changed since the last version."""
    check_can_build(user, meeting)
    last = latest_version(meeting)
    if last is None and not meeting.items.exists():
        raise Refused(_("议程还是空的，生成议程后才能送审。"))
    if last is not None and last.agenda_hash == meeting.agenda_hash:
        raise Refused(_("议程自%(letter)s稿送审后没有改动，不需要再送。") % {"letter": last.letter})


def check_can_review(user: Any, review: Review) -> None:
    if review.reviewer_id != user.pk:
        raise Refused(_("这一项由%(name)s审阅。") % {"name": review.reviewer.display_name})
    meeting = review.item.meeting
    if meeting.agenda_frozen_at is not None:
        raise Refused(_("议程已经定稿，审阅已结束。"))
    if meeting.state != MeetingState.AGENDA_REVIEW:
        raise Refused(_("会议%(state)s，现在不审阅议程。") % {"state": meeting.get_state_display()})


def check_can_clear_agenda(user: Any, meeting: Meeting, host: str) -> None:
    """The version under clearance is the agenda as it stands, and all its topics are cleared."""
    if not user.holds(CLEAR_RIGHT[Side(host)]):
        who = _("区总工会分管领导") if host == Side.UNION else _("区政府办")
        raise Refused(_("议程的这一方审定由%(who)s办理。") % {"who": who})
    if meeting.state != MeetingState.AGENDA_REVIEW or meeting.agenda_frozen_at is not None:
        raise Refused(_("议程送审期间才能审定。"))
    version = latest_version(meeting)
    if version is None or version.agenda_hash != meeting.agenda_hash:
        raise Refused(_("议程改动后还没有重新送审，送审后才能审定。"))
    if standing_verdict(version, host) == Verdict.CLEARED:
        raise Refused(_("%(letter)s稿已经审定同意，不需要重复审定。") % {"letter": version.letter})
    if still_open := open_topics(meeting):
        raise Refused(_("议程中有%(n)d个议题还没有审定通过。") % {"n": still_open})


def check_can_clear_some_agenda(user: Any, meeting: Meeting) -> None:
    """Whether this person clears for either host now; the button of the page."""
    for host, right in CLEAR_RIGHT.items():
        if user.holds(right):
            check_can_clear_agenda(user, meeting, host)
            return
    raise Refused(_("议程由两家主办单位审定。"))


def check_can_freeze(user: Any, meeting: Meeting) -> None:
    """Both hosts cleared exactly this version and no official's 退回 stands on it."""
    check_can_prepare(user)
    if meeting.agenda_frozen_at is not None:
        raise Refused(_("议程已经定稿。"))
    if meeting.state != MeetingState.AGENDA_REVIEW:
        raise Refused(_("议程送审以后才能定稿。"))
    version = latest_version(meeting)
    if version is None or version.agenda_hash != meeting.agenda_hash:
        raise Refused(_("议程改动后还没有重新送审。"))
    missing = [side.label for side in Side if standing_verdict(version, side) != Verdict.CLEARED]
    if missing:
        raise Refused(
            _("%(hosts)s一方还没有审定%(letter)s稿。")
            % {"hosts": "、".join(map(str, missing)), "letter": version.letter}
        )
    if returned := sum(_is_returned(item) for item in agenda_of(meeting)):
        raise Refused(_("还有%(n)d项被审阅领导退回，补充后才能定稿。") % {"n": returned})


def check_can_unfreeze(user: Any, meeting: Meeting) -> None:
    check_can_prepare(user)
    if meeting.agenda_frozen_at is None:
        raise Refused(_("议程没有定稿。"))
    if meeting.state != MeetingState.AGENDA_REVIEW:
        raise Refused(_("会议%(state)s，不能解除定稿。") % {"state": meeting.get_state_display()})


def check_can_recall(user: Any, meeting: Meeting) -> None:
    check_can_build(user, meeting)


def latest_version(meeting: Meeting) -> AgendaVersion | None:
    """The version sent last; reads no more than the page has fetched already."""
    return max(meeting.agenda_versions.all(), key=lambda version: version.number, default=None)


def standing_verdict(version: AgendaVersion, host: str) -> str:
    """The host's last word on this version, "" for none."""
    words = [word for word in version.clearances.all() if word.host == host]
    return max(words, key=lambda word: (word.decided_at, word.pk)).verdict if words else ""


def open_topics(meeting: Meeting) -> int:
    """Topics on the agenda that are not (or no longer) cleared by both hosts."""
    return sum(item.topic is not None and item.topic.state != TopicState.SCHEDULED for item in agenda_of(meeting))


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The items with topics and reviews; reads no more than the page has fetched already."""
    if remembered(meeting, "items"):
        return list(meeting.items.all())
    return list(meeting.items.select_related("topic").prefetch_related("reviews"))


def _is_returned(item: AgendaItem) -> bool:
    """Whether an official's 退回 stands on the item as it is now."""
    return any(
        review.answer == ReviewAnswer.RETURN and review.item_hash == item.item_hash for review in item.reviews.all()
    )
