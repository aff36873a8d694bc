"""Action items: the lead unit works and reports, the supervisor judges and closes."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.policies import Refused
from meetings.models import ActionItem
from meetings.rights import Right


def check_can_work(user: Any, action: ActionItem) -> None:
    """Whoever acts for the lead unit."""
    if not user.holds(Right.ACT, unit=action.lead_unit):
        raise Refused(_("本事项由%(unit)s牵头办理。") % {"unit": action.lead_unit.short_name})


def check_can_supervise(user: Any, action: ActionItem) -> None:
    """Whoever supervises, but nobody for a unit she acts for herself."""
    if not user.holds(Right.SUPERVISE):
        raise Refused(_("交办、审核和销号由督查员办理。"))
    if user.holds(Right.ACT, unit=action.lead_unit):
        raise Refused(_("不能督办本单位牵头的事项，请由其他督查员办理。"))


def check_can_ask_extension(user: Any, action: ActionItem) -> None:
    """Only before the deadline (D§1.4)."""
    check_can_work(user, action)
    if action.due_at is not None and clock.now() > action.due_at:
        raise Refused(_("期限已过，不能再申请延期，请说明情况并抓紧办理。"))
