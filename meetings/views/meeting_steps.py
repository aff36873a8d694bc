"""The steps of a meeting from its notice to the archive: one page, one form, one service call each."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.forms import PortalForm
from foundation.core.http import allow, answer, reads_and_writes
from meetings import services
from meetings.forms.session import NotifyForm
from meetings.forms.topics import ReasonForm, StepForm
from meetings.models import Meeting, Minutes
from meetings.policies import session as may
from meetings.rights import Right
from meetings.views.meetings import visible_meeting
from meetings.workflow import MEETING


@reads_and_writes
@allow(Right.PREPARE)
def notify_meeting(request: HttpRequest, reference: str) -> HttpResponse:
    row = visible_meeting(request, reference)
    seats = row.invitations.count()
    with_account = row.invitations.exclude(user=None).count()
    left, asked = may.notice_days(row)
    lead = _("参会名单%(seats)d人，其中%(users)d人收到站内通知和附日程的邮件；没有账号的%(rest)d人请另送书面通知。") % {
        "seats": seats,
        "users": with_account,
        "rest": seats - with_account,
    }
    if left < asked:
        lead += _("会议通知应提前%(asked)d个工作日发出，现在距会议%(left)d个工作日。") % {
            "asked": asked,
            "left": max(left, 0),
        }
    form = NotifyForm(request.POST or None, record=row, late=left < asked)
    return _step(request, row, "notify", services.notify_meeting, form=form, lead=lead, said=_("会议通知已发出"))


@reads_and_writes
@allow(Right.PREPARE)
def open_meeting(request: HttpRequest, reference: str) -> HttpResponse:
    row = visible_meeting(request, reference)
    return _step(
        request,
        row,
        "open",
        services.open_meeting,
        lead=_("开会后逐项登记结论和议定事项，回执同时截止。"),
        said=_("会议开始"),
        to=reverse("meetings:session", args=[reference]),
    )


@reads_and_writes
@allow(Right.PREPARE)
def end_meeting(request: HttpRequest, reference: str) -> HttpResponse:
    row = visible_meeting(request, reference)
    decided = row.decisions.count()
    tracked = row.decisions.filter(makes_action=True).count()
    return _step(
        request,
        row,
        "end",
        services.end_meeting,
        lead=_("结束后，各议题的结果、%(n)d项议定事项即告生效，其中%(tracked)d项列入督办；关联诉求同时收到议定内容。")
        % {"n": decided, "tracked": tracked},
        said=_("会议结束"),
    )


@reads_and_writes
@allow(Right.PREPARE)
def reschedule(request: HttpRequest, reference: str) -> HttpResponse:
    row = visible_meeting(request, reference)
    return _step(
        request,
        row,
        "reschedule",
        services.reschedule,
        form_class=ReasonForm,
        lead=_("已发通知的人员会收到会议延期的通知，日程随之取消。定下新的时间后恢复筹备。"),
        said=_("会议已延期"),
    )


@reads_and_writes
@allow(Right.PREPARE)
def resume_meeting(request: HttpRequest, reference: str) -> HttpResponse:
    row = visible_meeting(request, reference)
    return _step(
        request,
        row,
        "resume",
        services.resume_meeting,
        lead=_("恢复后先改定会议时间；议程重新送审、审定、定稿后再发通知。"),
        said=_("会议恢复筹备"),
    )


@reads_and_writes
@allow(Right.PREPARE)
def cancel_meeting(request: HttpRequest, reference: str) -> HttpResponse:
    row = visible_meeting(request, reference)
    return _step(
        request,
        row,
        "cancel",
        services.cancel_meeting,
        form_class=ReasonForm,
        lead=_("取消后不能恢复。议程中的议题回到议题库，已发通知的人员会收到取消通知。"),
        said=_("会议已取消"),
    )


@reads_and_writes
@allow(Right.PREPARE)
def archive_meeting(request: HttpRequest, reference: str) -> HttpResponse:
    row = visible_meeting(request, reference)
    return _step(
        request,
        row,
        "archive",
        services.archive_meeting,
        lead=_("归档后会议、纪要和议定事项只供查阅。"),
        said=_("会议已归档"),
    )


@reads_and_writes
@allow(Right.PREPARE)
def draft_minutes(request: HttpRequest, reference: str) -> HttpResponse:
    row = visible_meeting(request, reference)
    return _step(
        request,
        row,
        "draft_minutes",
        services.draft_minutes,
        lead=_("按会议记录生成初稿：会议听取、指出、强调、要求和议定事项。文号在签发时编定。"),
        said=_("纪要初稿已生成"),
        to=lambda made: made.get_absolute_url() if isinstance(made, Minutes) else row.get_absolute_url(),
    )


# --- Inside ----------------------------------------------------------------------------------------------------------


def _step(
    request: HttpRequest,
    meeting: Meeting,
    verb: str,
    service: Callable[..., Any],
    *,
    lead: str,
    said: str,
    form_class: type[PortalForm] = StepForm,
    form: Any = None,
    to: str | Callable[[Any], str] = "",
) -> HttpResponse:
    """A step whose form is at most a reason."""
    form = form or form_class(request.POST or None, record=meeting)
    action = MEETING.action(verb)

    def act() -> Any:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return service(meeting=meeting, by=request.user, version=form.seen_version, **facts)

    def context() -> dict[str, Any]:
        fresh = visible_meeting(request, meeting.reference)
        return {
            "record": fresh,
            "back": fresh.get_absolute_url(),
            "title": str(action.label),
            "lead": lead,
            "button": str(action.label),
            "tone": action.tone or "primary",
        }

    return answer(
        request,
        form=form,
        act=act,
        template="meetings/step.html",
        fragment="step",
        context=context,
        to=to or meeting.get_absolute_url(),
        said=said,
    )
