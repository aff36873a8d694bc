"""Opinions: answering for one's own unit, dealing with what was said."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.core.policies import Refused
from meetings.models import Opinion
from meetings.rights import Right
from meetings.states.opinion import OpinionState
from meetings.states.topic import BEING_CLEARED, TopicState

ANSWERABLE = (TopicState.CONSULTING, TopicState.CONSOLIDATED, *BEING_CLEARED)
"""A late answer still counts until both hosts have cleared the topic."""


def check_can_answer(user: Any, opinion: Opinion) -> None:
    if not user.holds(Right.ANSWER, unit=opinion.unit):
        raise Refused(_("意见由%(unit)s联络员答复。") % {"unit": opinion.unit.short_name})
    if opinion.topic.state not in ANSWERABLE:
        raise Refused(_("议题%(state)s，不再收意见。") % {"state": opinion.topic.get_state_display()})


def check_can_reask(user: Any, opinion: Opinion) -> None:
    """Only when the text has changed since the unit answered."""
    if not user.holds(Right.SCREEN):
        raise Refused(_("请单位确认由区总工会办公室办理。"))
    if not opinion.on_older_text:
        raise Refused(_("意见就是按现稿作出的，不需要再确认。"))
    if opinion.topic.state not in ANSWERABLE:
        raise Refused(_("议题%(state)s，不再收意见。") % {"state": opinion.topic.get_state_display()})


def check_can_stop(user: Any, opinion: Opinion) -> None:
    if not user.holds(Right.SCREEN):
        raise Refused(_("停止征求由区总工会办公室办理。"))


def check_can_adopt(user: Any, opinion: Opinion) -> None:
    if not user.holds(Right.SCREEN):
        raise Refused(_("采纳情况由区总工会办公室登记。"))
    if opinion.state != OpinionState.GIVEN:
        raise Refused(_("单位还没有答复，不能登记采纳情况。"))


def check_can_urge(user: Any, opinion: Opinion) -> None:
    if not user.holds(Right.SCREEN):
        raise Refused(_("催办由区总工会办公室办理。"))
    if opinion.state != OpinionState.ASKED:
        raise Refused(_("该单位已经答复，不需要催办。"))
