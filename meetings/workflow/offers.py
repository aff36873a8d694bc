"""The buttons of a topic, an opinion or a meeting: moves of its workflow and acts that leave the state as it is."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.policies import refusal_of
from foundation.core.workflow import Offer
from meetings.models import Meeting, Opinion, Topic
from meetings.policies import meetings as may_meet
from meetings.policies import opinions as may_answer
from meetings.policies import topics as may
from meetings.rights import Right
from meetings.states.meeting import BEFORE_NOTICE
from meetings.states.opinion import OpinionState
from meetings.states.topic import EDITABLE
from meetings.workflow.meeting import MEETING
from meetings.workflow.opinion import OPINION
from meetings.workflow.topic import TOPIC


def topic_offers(user: Any, topic: Topic) -> list[Offer]:
    """For the hosts and the proposing unit; to a unit that was only asked a topic offers nothing."""
    if not (user.holds(Right.READ_ALL) or user.holds(Right.FILE, unit=topic.unit)):
        return []
    found = TOPIC.offers(user, topic)
    if topic.state in EDITABLE:
        refusal = refusal_of(may.check_can_edit, user, topic)
        found.append(
            Offer("edit", _("修改议题"), reverse("meetings:edit_topic", args=[topic.reference]), "", "edit", refusal)
        )
    return found


def opinion_offers(user: Any, opinion: Opinion) -> list[Offer]:
    """Answering for the unit; urging, confirming and adoption for the office."""
    office = user.holds(Right.SCREEN)
    found = [
        offer
        for offer in OPINION.offers(user, opinion)
        if offer.verb == "answer" or (office and (offer.verb != "reask" or opinion.on_older_text))
    ]
    if office and opinion.state == OpinionState.ASKED:
        refusal = refusal_of(may_answer.check_can_urge, user, opinion)
        found.append(
            Offer("urge", _("催办"), reverse("meetings:urge_opinion", args=[opinion.reference]), "", "send", refusal)
        )
    if office and opinion.state == OpinionState.GIVEN:
        refusal = refusal_of(may_answer.check_can_adopt, user, opinion)
        found.append(
            Offer(
                "adopt",
                _("登记采纳情况"),
                reverse("meetings:adopt_opinion", args=[opinion.reference]),
                "primary",
                "check",
                refusal,
            )
        )
    return found


def meeting_offers(user: Any, meeting: Meeting) -> list[Offer]:
    """For the hosts; others only read."""
    if not user.holds(Right.READ_ALL):
        return []

    def act(verb: str, label: str, check: Any, tone: str = "", icon: str = "") -> Offer:
        url = reverse(f"meetings:{verb}", args=[meeting.reference])
        return Offer(verb, label, url, tone, icon, refusal_of(check, user, meeting))

    found = []
    if meeting.state in BEFORE_NOTICE:
        found.append(act("agenda", _("编排议程"), may_meet.check_can_build, "", "sort"))
        found += MEETING.offers(user, meeting)
        found.append(act("clear_agenda", _("审定议程"), may_meet.check_can_clear_some_agenda, "primary", "stamp"))
        if meeting.agenda_frozen_at is None:
            found.append(act("freeze", _("议程定稿"), may_meet.check_can_freeze, "", "lock"))
        else:
            found.append(act("unfreeze", _("解除定稿"), may_meet.check_can_unfreeze, "", "return"))
        found.append(act("edit_meeting", _("修改会议"), may_meet.check_can_prepare, "", "edit"))
        return found
    return MEETING.offers(user, meeting)
