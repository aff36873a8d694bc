"""Holding the meeting: notice, opening, results, decisions, closing."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.policies import Refused
from foundation.worktime import calendar
from foundation.worktime.models import TimeLimit
from meetings.models import AgendaItem, Meeting
from meetings.policies.meetings import check_can_prepare
from meetings.rights import Right
from meetings.states.meeting import MeetingState


def check_can_notify(user: Any, meeting: Meeting) -> None:
    """The notice goes out once the agenda is final, and somebody is invited."""
    check_can_prepare(user)
    if meeting.agenda_frozen_at is None:
        raise Refused(_("议程经两家审定并定稿后才能发会议通知。"))
    if not meeting.invitations.exclude(user=None).exists():
        raise Refused(_("参会名单里还没有门户账号，请先添加参会人员。"))


def notice_days(meeting: Meeting) -> tuple[int, int]:
    """Working days from today to the meeting, and those the house asks for (limit `notice`, D§1.2: 5)."""
    left = calendar.working_days_between(clock.today(), clock.local(meeting.starts_at).date())
    return left, TimeLimit.objects.find("notice").amount


def check_notice_in_time(meeting: Meeting, urgent_reason: str) -> None:
    """A notice later than the house asks for needs its 加急理由 (D§1.4)."""
    left, asked = notice_days(meeting)
    if left < asked and not urgent_reason:
        raise Refused(
            _("距会议还有%(left)d个工作日，不足%(asked)d个工作日，请写明加急理由。")
            % {"left": max(left, 0), "asked": asked}
        )


def check_can_invite(user: Any, meeting: Meeting) -> None:
    check_can_prepare(user)
    if meeting.state not in (MeetingState.PREPARING, MeetingState.AGENDA_REVIEW, MeetingState.NOTIFIED):
        raise Refused(_("会议%(state)s，不能再调整参会人员。") % {"state": meeting.get_state_display()})


def check_can_open(user: Any, meeting: Meeting) -> None:
    check_can_prepare(user)
    if not meeting.invitations.exists():
        raise Refused(_("还没有参会人员，请先列出参会名单。"))


def check_in_session(user: Any, meeting: Meeting) -> None:
    """What is recorded during the meeting is recorded by its clerks."""
    check_can_prepare(user)
    if meeting.state != MeetingState.IN_SESSION:
        raise Refused(_("会议没有在进行，不能登记会议情况。"))


def check_can_end(user: Any, meeting: Meeting) -> None:
    """Every item has its result before the meeting ends."""
    check_in_session(user, meeting)
    left = AgendaItem.objects.filter(meeting=meeting, outcome__isnull=True).count()
    left += AgendaItem.objects.filter(meeting=meeting, outcome__result="").count()
    if left:
        raise Refused(_("还有%(n)d项议程没有登记结果。") % {"n": left})


def check_by_record(user: Any, meeting: Meeting) -> None:
    """The meeting's state after its end follows the minutes and the action items; nobody sets it by hand."""
    raise Refused(_("会后状态随纪要和督办事项自动更新。"))


def check_can_reply(user: Any, invitation: Any) -> None:
    if invitation.user_id != user.pk:
        raise Refused(_("回执由受邀人本人填写。"))
    if invitation.meeting.state != MeetingState.NOTIFIED:
        raise Refused(_("会议%(state)s，回执已经截止。") % {"state": invitation.meeting.get_state_display()})


def check_can_stop(user: Any, meeting: Meeting) -> None:
    check_can_prepare(user)


def may_see_console(user: Any) -> bool:
    return bool(user.holds(Right.PREPARE))
