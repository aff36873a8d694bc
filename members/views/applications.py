"""Applications: the queue, the form, one page an application, one view a verb."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation import audit
from foundation.core.http import allow, answer, reads, reads_and_writes
from foundation.core.pages import page_of
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from members import services
from members.forms import ApplicationForm, PlaceForm, ReasonForm, VerbForm
from members.models import Application
from members.policies import check_can_apply
from members.rights import Right
from members.workflow import APPLICATION

TABS = {
    "mine": _("待我审核"),
    "open": _("办理中"),
    "unplaced": _("待分配"),
    "enrolled": _("已建会籍"),
    "all": _("全部"),
}


def _rows(user: Any, tab: str) -> Any:
    rows = Application.objects.visible_to(user).select_related("union", "employer", "scope")
    if tab == "mine":
        return rows.waiting_for(user)
    if tab == "open":
        return rows.open()
    if tab in ("unplaced", "enrolled"):
        return rows.filter(state=tab)
    return rows


@reads
@allow(Right.READ)
def queue(request: HttpRequest) -> HttpResponse:
    """Applications in scope, by tab; newest first."""
    tab = request.GET.get("tab", "open")
    tab = tab if tab in TABS else "open"
    page = page_of(request, _rows(request.user, tab).order_by("-created_at", "-pk"))
    context = {
        "tabs": TABS,
        "tab": tab,
        "page": page,
        "apply_refusal": refusal_of(check_can_apply, request.user),
    }
    return render(request, "members/queue.html", context, fragment="application-table")


@reads_and_writes
@allow(Right.APPLY)
def apply(request: HttpRequest) -> HttpResponse:
    """File and submit an application in one step."""
    form = ApplicationForm(request.POST or None, user=request.user)

    def act() -> Application:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return services.file_application(by=request.user, scope=request.user.unit, **facts)  # type: ignore[arg-type, union-attr]

    return answer(
        request,
        form=form,
        act=act,
        template="members/apply.html",
        fragment="application-form",
        to=lambda application: str(application.get_absolute_url()),
        said=lambda application: _("已提交入会申请 %(reference)s。") % {"reference": application.reference},
    )


def _get(request: HttpRequest, reference: str) -> Application:
    rows = Application.objects.visible_to(request.user).select_related("union__unit", "employer", "scope", "person")
    return get_object_or_404(rows, reference=reference)


@reads
@allow(Right.READ)
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One application, personal data masked."""
    application = _get(request, reference)
    context = {
        "application": application,
        "offers": APPLICATION.offers(request.user, application),
        "happenings": audit.history(application),
    }
    return render(request, "members/application.html", context, fragment="application-panel")


def _verb(
    verb: str, right: Right, said: Any, *, form_class: type[Any] = VerbForm, needs_user: bool = False
) -> Callable[[HttpRequest, str], HttpResponse]:
    """The page of one verb: what it does, its form, its button; one service call of the same name.

    It does not exist for those who hold `right` nowhere; whether it may be done to this application the policy says.
    """

    @reads_and_writes
    @allow(right)
    def view(request: HttpRequest, reference: str) -> HttpResponse:
        application = _get(request, reference)
        extra = {"user": request.user} if needs_user else {}
        form = form_class(request.POST or None, record=application, **extra)

        def act() -> Any:
            facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
            service = getattr(services, verb)
            return service(application=application, by=request.user, version=form.seen_version, **facts)

        def context() -> dict[str, Any]:
            fresh = _get(request, reference)
            action = APPLICATION.action(verb)
            return {"application": fresh, "action": action, "refused": refusal_of(action.check, request.user, fresh)}

        return answer(
            request,
            form=form,
            act=act,
            template="members/verb.html",
            fragment="verb-form",
            context=context,
            to=reverse("members:application", args=[reference]),
            said=said,
        )

    view.__name__ = verb
    return view


submit = _verb("submit", Right.APPLY, _("已提交。"))
place = _verb("place", Right.APPLY, _("已分配，审核人已收到通知。"), form_class=PlaceForm, needs_user=True)
take_up = _verb("take_up", Right.REVIEW, _("已开始审核。"))
approve = _verb(
    "approve", Right.REVIEW, lambda membership: _("已批准入会，会员号 %(number)s。") % {"number": membership.number}
)
return_application = _verb("return_application", Right.REVIEW, _("已退回，填报人已收到通知。"), form_class=ReasonForm)
refuse = _verb("refuse", Right.REVIEW, _("已登记不予通过及理由。"), form_class=ReasonForm)
mark_duplicate = _verb("mark_duplicate", Right.REVIEW, _("已标为重复申请。"))
withdraw = _verb("withdraw", Right.APPLY, _("已撤回申请。"))
