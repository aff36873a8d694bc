"""两家审定: each host clears exactly the text before it."""

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.core.policies import Refused, Stale
from foundation.orgs.enums import Side
from meetings import notices
from meetings.enums.topic import Verdict
from meetings.models import AgendaVersion, Clearance, Meeting, Topic
from meetings.policies import meetings as may
from meetings.rights import Right
from meetings.services.topics import return_topic
from meetings.states.topic import TopicState
from meetings.workflow import MEETING, TOPIC

TURN = {Side.UNION: "clear_for_union", Side.GOVERNMENT: "clear_for_government"}
TURN_STATE = {Side.UNION: TopicState.LEADER_REVIEW, Side.GOVERNMENT: TopicState.GOV_OFFICE}


@transaction.atomic
def clear_topic(
    *, topic: Topic, by: User, host: str, verdict: str, note: str = "", version: int | None = None
) -> Topic:
    """One host's word on the topic's text as it stands.

    After: a `Clearance` that names that text; cleared by the union it waits for the government office, cleared by both
    it is 审定通过 (or back on the agenda it was taken from); returned it is with its proposer again, with the reason.
    Told: who is next, else the proposer. Raises `Stale` when the text changed since the page was opened.
    """
    side = Side(host)
    row: Topic = TOPIC.lock(topic)
    if version is not None and row.version != version:
        raise Stale
    if row.state != TURN_STATE[side]:
        raise Refused(
            _("当前状态是“%(state)s”，不到%(host)s一方审定。") % {"state": row.get_state_display(), "host": side.label}
        )
    TOPIC.action(TURN[side]).check(by, row)
    Clearance.objects.create(
        host=side,
        topic=row,
        verdict=verdict,
        text_hash=row.text_hash,
        edition=row.edition,
        note=note.strip(),
        decided_by=by,
    )
    audit.record(
        "topic.cleared" if verdict == Verdict.CLEARED else "topic.refused",
        by=by,
        about=row,
        unit=row.unit,
        host=side.value,
        edition=row.edition,
    )
    if verdict == Verdict.RETURNED:
        return return_topic(topic=row, by=by, reason=note.strip())
    if side == Side.UNION:
        row = TOPIC.advance(row, TURN[side], by=by, state_note="")
        outbox.put(notices.TOPIC_CLEARED_BY_UNION, about=row, to=User.objects.holding(Right.CLEAR_GOVERNMENT), by=by)
        return row
    goal = TopicState.SCHEDULED if row.meeting_id else TopicState.APPROVED
    row = TOPIC.advance(row, TURN[side], by=by, target=goal, state_note="")
    outbox.put(notices.TOPIC_CLEARED, about=row, to=[row.filed_by, *User.objects.holding(Right.SCREEN)], by=by)
    return row


@transaction.atomic
def clear_agenda(
    *, meeting: Meeting, by: User, host: str, verdict: str, note: str = "", version: int | None = None
) -> AgendaVersion:
    """One host's word on the agenda version that was sent last. Any later change makes another agenda.

    Told: the office. Raises `Stale` when the agenda changed since the page was opened.
    """
    row: Meeting = MEETING.lock(meeting)
    if version is not None and row.version != version:
        raise Stale
    may.check_can_clear_agenda(by, row, host)
    sent = may.latest_version(row)
    if sent is None:
        raise Refused(_("议程还没有送审。"))
    Clearance.objects.create(
        host=host,
        agenda=sent,
        verdict=verdict,
        text_hash=sent.agenda_hash,
        edition=sent.number,
        note=note.strip(),
        decided_by=by,
    )
    row.version += 1
    row.save(update_fields=["version"])
    audit.record(
        "agenda.cleared" if verdict == Verdict.CLEARED else "agenda.refused",
        by=by,
        about=row,
        unit=row.union_host,
        host=str(host),
        letter=sent.letter,
    )
    outbox.put(notices.AGENDA_CLEARED, about=row, to=User.objects.holding(Right.PREPARE), by=by)
    return sent
