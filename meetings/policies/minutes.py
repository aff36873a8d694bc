"""Minutes: drafting, countersigning, signing, issuing."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.core.nested import remembered
from foundation.core.policies import Refused
from meetings.models import Countersignature, Minutes
from meetings.policies.meetings import check_can_prepare
from meetings.rights import Right
from meetings.states.minutes import MinutesState


def check_can_edit_minutes(user: Any, minutes: Minutes) -> None:
    check_can_prepare(user)


def check_can_send_to_countersign(user: Any, minutes: Minutes) -> None:
    check_can_prepare(user)
    if not any(section.text for section in minutes.sections.all()):
        raise Refused(_("纪要还没有正文，不能送会签。"))


def open_countersignature(user: Any, minutes: Minutes) -> Countersignature | None:
    """The countersignature this person can give now, of the first of her units asked."""
    for row in _signatures(minutes):
        if row.signed_at is None and user.holds(Right.ANSWER, unit=row.unit):
            return row
    return None


def _signatures(minutes: Minutes) -> list[Countersignature]:
    """All that were asked; reads no more than the page has fetched already."""
    rows = minutes.countersignatures
    return list(rows.all() if remembered(minutes, "countersignatures") else rows.select_related("unit").order_by("pk"))


def check_can_countersign(user: Any, minutes: Minutes) -> None:
    if open_countersignature(user, minutes) is None:
        raise Refused(_("没有等您单位会签的内容。"))


def check_can_return_minutes(user: Any, minutes: Minutes) -> None:
    """The office always; while they are countersigned the units asked, afterwards the signers: who is asked may say no."""
    if user.holds(Right.PREPARE):
        return
    if minutes.state == MinutesState.SIGNING:
        if not user.holds(Right.SIGN):
            raise Refused(_("会签已经结束，由签发领导或者区总工会办公室退回。"))
    elif not any(user.holds(Right.ANSWER, unit=row.unit) for row in _signatures(minutes)):
        raise Refused(_("纪要正在会签，由会签单位或者区总工会办公室退回。"))


def check_can_sign(user: Any, minutes: Minutes) -> None:
    """Signing by a leader who did not prepare the minutes herself (拟稿与签发分开)."""
    if not user.holds(Right.SIGN):
        raise Refused(_("纪要由会议召集单位的领导签发。"))
    if user.pk == minutes.meeting.prepared_by_id:
        raise Refused(_("承办人不能签发自己起草的纪要，请由领导签发。"))


def check_can_issue(user: Any, minutes: Minutes) -> None:
    check_can_prepare(user)
