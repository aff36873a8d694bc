"""Who may do what with applications, employers and personal data; each refusal is a sentence."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.core.policies import Refused
from members.rights import Right


def check_can_apply(user: Any, application: Any = None) -> None:
    """Filing an application for a worker: cadres of unions and streets, the organisation department."""
    if not user.holds(Right.APPLY):
        raise Refused(_("您没有代职工填报入会申请的权限。"))


def check_can_change_application(user: Any, application: Any) -> None:
    """Submitting, placing, withdrawing: whoever may file, in the unit where it was filed."""
    check_can_apply(user)
    if not user.holds(Right.APPLY, unit=application.scope):
        raise Refused(_("这份申请由%(unit)s受理，请由该单位办理。") % {"unit": application.scope.short_name})


def check_can_place(user: Any, application: Any) -> None:
    """Placing an application with a union: whoever may file for the unit that holds it."""
    check_can_change_application(user, application)


def check_can_review(user: Any, application: Any) -> None:
    """Review by the union applied to, or above it; never by the person who filed the application."""
    if application.union is None:
        raise Refused(_("这份申请还没有确定工会，请先分配。"))
    if not user.holds(Right.REVIEW, unit=application.union.unit):
        raise Refused(_("入会申请由%(union)s审核，您没有该工会的审核权限。") % {"union": application.union.name})
    if application.filed_by == user.actor_reference:
        raise Refused(_("填报人不能审核自己填报的申请，请由另一位同事审核。"))


def check_can_keep_employers(user: Any, employer: Any = None) -> None:
    if not user.holds(Right.KEEP_EMPLOYERS, **({"unit": employer.street} if employer is not None else {})):
        raise Refused(_("您没有登记本街道用人单位的权限。"))


def check_can_keep_roll(user: Any, union: Any) -> None:
    """Entering members from before the portal: who admits members to this union."""
    if not user.holds(Right.REVIEW, unit=union.unit):
        raise Refused(_("存量会员由%(union)s及其上级工会录入，您没有这项权限。") % {"union": union.name})


def check_can_reveal(user: Any, record: Any) -> None:
    """Seeing one personal value whole."""
    if not user.holds(Right.REVEAL, unit=record.scope):
        raise Refused(_("您没有查看完整个人信息的权限。"))
