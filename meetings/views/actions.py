"""Action items: the ledger, one page an item, one view a verb."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from foundation.core import clock
from foundation.core.http import allow, answer, reads, reads_and_writes, records_view
from foundation.core.pages import capped_count, page_of
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from foundation.documents import services as documents
from meetings import services
from meetings.forms import actions as forms
from meetings.models import ActionEntry, ActionEvidence, ActionItem
from meetings.rights import Right
from meetings.states.action import FINISHED, ActionState
from meetings.workflow import ACTION

READERS = (Right.READ_ALL, Right.SUPERVISE, Right.ACT)
TABS = {
    "open": gettext_lazy("在办"),
    "mine": gettext_lazy("待我办理"),
    "late": gettext_lazy("逾期"),
    "long_term": gettext_lazy("长期推进"),
    "shelved": gettext_lazy("挂账"),
    "closed": gettext_lazy("已销号"),
}


def _rows(user: Any, tab: str) -> Any:
    rows = ActionItem.objects.visible_to(user)
    if tab == "mine":
        return rows.waiting_for(user)
    if tab == "late":
        return rows.open().overdue(clock.now())
    if tab in ("long_term", "shelved", "closed"):
        return rows.filter(state=tab)
    return rows.open()


@reads
@allow(*READERS)
def actions(request: HttpRequest) -> HttpResponse:
    """督办台账: by lead unit, the nearest deadline first."""
    tab = request.GET.get("tab", "open")
    tab = tab if tab in TABS else "open"
    text = request.GET.get("q", "").strip()[:50]
    rows = _rows(request.user, tab)
    if text:
        rows = rows.filter(
            Q(title__contains=text) | Q(reference__icontains=text) | Q(lead_unit__short_name__contains=text)
        )
    rows = rows.select_related("lead_unit", "decision__meeting", "decision__item")
    now = clock.now()
    page = page_of(request, rows.order_by("lead_unit__sort_order", "lead_unit__path", "due_on", "pk"), per_page=50)
    counts = {code: capped_count(_rows(request.user, code)) for code in ("mine", "late")}
    lights = [(action, action.light(now)) for action in page]
    context = {
        "tabs": TABS,
        "tab": tab,
        "page": page,
        "lights": lights,
        "counts": counts,
        "q": text,
        "now": now,
        "open_count": capped_count(_rows(request.user, "open")),
        "closed_count": capped_count(_rows(request.user, "closed")),
    }
    return render(request, "meetings/actions.html", context, fragment="action-table")


def _get(request: HttpRequest, reference: str) -> ActionItem:
    rows = ActionItem.objects.visible_to(request.user).select_related(
        "lead_unit", "decision__meeting", "decision__topic", "decision__item"
    )
    return get_object_or_404(rows, reference=reference)


@reads
@allow(*READERS)
def action(request: HttpRequest, reference: str) -> HttpResponse:
    """One action item: what was decided, by when, what was done, what comes next."""
    item = _get(request, reference)
    entries = (
        ActionEntry.objects.filter(action=item)
        .select_related("unit")
        .prefetch_related(Prefetch("evidence", ActionEvidence.objects.select_related("file").order_by("pk")))
    )
    now = clock.now()
    context = {
        "action": item,
        "offers": ACTION.offers(request.user, item),
        "entries": entries[:100],
        "light": item.light(now),
        "milestones": item.milestones.all(),
        "helps": item.helps.select_related("unit"),
        "today": clock.today(),
        "finished": item.state in FINISHED,
        "states": ActionState,
    }
    return render(request, "meetings/action.html", context, fragment="action-panel")


@reads
@records_view("attachment.downloaded")
@allow(*READERS)
def evidence(request: HttpRequest, reference: str, key: str) -> HttpResponseBase:
    """One file of evidence, as a download; who fetched it is recorded."""
    item = _get(request, reference)
    link = get_object_or_404(ActionEvidence.objects.select_related("file"), entry__action=item, file__key=key)
    request.viewed = link.file  # type: ignore[attr-defined]
    return documents.serve(link.file, request)


def _verb(
    verb: str, form_class: type[Any], *rights: Right, lead: Any = "", said: Any
) -> Callable[[HttpRequest, str], HttpResponse]:
    """The page of one verb: its form and one service call of the same name."""

    @reads_and_writes
    @allow(*rights)
    def view(request: HttpRequest, reference: str) -> HttpResponse:
        item = _get(request, reference)
        form = form_class(request.POST or None, request.FILES or None, action=item)
        words = ACTION.action(verb)

        def context() -> dict[str, Any]:
            fresh = _get(request, reference)
            return {
                "record": fresh,
                "title": words.label,
                "button": words.label,
                "lead": lead,
                "tone": words.tone or "primary",
                "back": fresh.get_absolute_url(),
                "refused": refusal_of(words.check, request.user, fresh),
            }

        return answer(
            request,
            form=form,
            act=lambda: getattr(services, verb)(
                action=item, by=request.user, version=form.seen_version, **form.facts()
            ),
            template="meetings/action_step.html",
            fragment="step",
            context=context,
            to=item.get_absolute_url(),
            said=said,
        )

    view.__name__ = verb
    return view


_ACT, _SUPERVISE = Right.ACT, Right.SUPERVISE
dispatch_action = _verb(
    "dispatch_action",
    forms.DispatchForm,
    _SUPERVISE,
    lead=gettext_lazy("交办后开始计时，牵头单位和配合单位会收到通知。"),
    said=gettext_lazy("已交办，开始计时"),
)
accept_action = _verb(
    "accept_action",
    forms.ActionStepForm,
    _ACT,
    lead=gettext_lazy("签收表示本单位牵头办理；期限从交办时起算，不因签收延后。"),
    said=gettext_lazy("已签收"),
)
return_action = _verb(
    "return_action",
    forms.ActionReasonForm,
    _ACT,
    lead=gettext_lazy("写明不属于本单位职责的依据，由督查员重新交办。"),
    said=gettext_lazy("已申请退回"),
)
report_progress = _verb("report_progress", forms.ProgressForm, _ACT, said=gettext_lazy("已登记进展"))
request_extension = _verb(
    "request_extension",
    forms.ExtensionForm,
    _ACT,
    lead=gettext_lazy("期限届满前才能申请，由督查员审批。"),
    said=gettext_lazy("已申请延期"),
)
decide_extension = _verb("decide_extension", forms.ExtensionAnswerForm, _SUPERVISE, said=gettext_lazy("已答复延期申请"))
report_done = _verb(
    "report_done",
    forms.DoneForm,
    _ACT,
    lead=gettext_lazy("反馈后停止计时，由督查员审核；要有佐证材料。"),
    said=gettext_lazy("已反馈，等待审核"),
)
send_back = _verb(
    "send_back",
    forms.ActionReasonForm,
    _SUPERVISE,
    lead=gettext_lazy("写明还缺什么；期限不变，继续计时。"),
    said=gettext_lazy("已退回补办"),
)
accept_report = _verb("accept_report", forms.ActionStepForm, _SUPERVISE, said=gettext_lazy("已认可办结"))
close_action = _verb(
    "close_action",
    forms.ActionNoteForm,
    _SUPERVISE,
    lead=gettext_lazy("销号后，本议题关联的每件诉求转入回访。"),
    said=gettext_lazy("已销号"),
)
make_long_term = _verb(
    "make_long_term",
    forms.ActionReasonForm,
    _SUPERVISE,
    lead=gettext_lazy("长期推进的事项不计期限，按季度反馈。"),
    said=gettext_lazy("已转为长期推进"),
)
shelve = _verb(
    "shelve", forms.ActionReasonForm, _SUPERVISE, lead=gettext_lazy("挂账期间暂停计时。"), said=gettext_lazy("已挂账")
)
resume_action = _verb("resume_action", forms.ActionStepForm, _SUPERVISE, said=gettext_lazy("已恢复办理"))
terminate = _verb(
    "terminate",
    forms.ActionReasonForm,
    _SUPERVISE,
    lead=gettext_lazy("终止后不再办理，理由随事项保存。"),
    said=gettext_lazy("已终止"),
)
