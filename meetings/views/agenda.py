"""Building the agenda, sending it, clearing it, closing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.http import allow, answer, reads, reads_and_writes
from foundation.core.partials import render
from foundation.orgs.enums import Side
from meetings import services
from meetings.enums.agenda import ItemKind
from meetings.forms.meetings import ClearAgendaForm, ItemForm, SendForReviewForm
from meetings.forms.topics import ReasonForm, StepForm
from meetings.models import AgendaItem, Meeting
from meetings.rights import Right
from meetings.services.agenda import EDITABLE_FIELDS
from meetings.views.meetings import meeting_context, visible_meeting
from meetings.views.posting import typed


@reads
@allow(Right.PREPARE)
def agenda(request: HttpRequest, reference: str) -> HttpResponse:
    """The builder: order, minutes, topics that are ready."""
    return _builder(request, reference)


@reads_and_writes
@allow(Right.PREPARE)
def add_item(request: HttpRequest, reference: str) -> HttpResponse:
    meeting = visible_meeting(request, reference)
    form = ItemForm(typed(request))
    return answer(
        request,
        form=form,
        act=lambda: services.add_item(meeting=meeting, by=request.user, facts=form.facts),  # type: ignore[arg-type]
        template="meetings/step.html",
        fragment="step",
        context=lambda: _words(meeting, _("添加事项"), _("议题以外的事项，如通报、讲话。排在最后一项，可再调整次序。")),
        to=_builder_url(meeting),
        said=lambda item: _("已列为第%(n)d项") % {"n": item.position},
    )


@reads_and_writes
@allow(Right.PREPARE)
def edit_item(request: HttpRequest, reference: str, item: str) -> HttpResponse:
    """Presenter, minutes, section; an item that is not a topic in full."""
    row = _item(request, reference, item)
    editable = EDITABLE_FIELDS[ItemKind(row.kind)]
    form = ItemForm(typed(request), instance=_item(request, reference, item), editable=editable)
    return answer(
        request,
        form=form,
        act=lambda: services.edit_item(item=row, by=request.user, facts=form.facts),  # type: ignore[arg-type]
        template="meetings/step.html",
        fragment="step",
        context=lambda: _words(
            row.meeting, _("修改议程项"), _("第%(n)d项：%(title)s") % {"n": row.position, "title": row.title}
        ),
        to=_builder_url(row.meeting),
        said=_("已保存"),
    )


@reads_and_writes
@allow(Right.PREPARE)
def move_item(request: HttpRequest, reference: str, item: str) -> HttpResponse:
    """POST `to`: the new place. 上移 and 下移 send it; dragging may."""
    row = _item(request, reference, item)
    wanted = request.POST.get("to", "")
    place = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else row.position
    if request.method != "POST":
        return _builder(request, reference)
    return answer(
        request,
        act=lambda: services.move_item(item=row, by=request.user, to=place),  # type: ignore[arg-type]
        template="meetings/agenda.html",
        fragment="agenda-items",
        context=lambda: _builder_context(request, reference),
        to=_builder_url(row.meeting),
    )


@reads_and_writes
@allow(Right.PREPARE)
def remove_item(request: HttpRequest, reference: str, item: str) -> HttpResponse:
    row = _item(request, reference, item)
    return answer(
        request,
        form=StepForm(typed(request)),
        act=lambda: services.remove_item(item=row, by=request.user),  # type: ignore[arg-type]
        template="meetings/step.html",
        fragment="step",
        context=lambda: _words(
            row.meeting, _("移出议程"), _("移出“%(title)s”。议题回到议题库，随时可以再列入。") % {"title": row.title}
        ),
        to=_builder_url(row.meeting),
        said=_("已移出议程"),
    )


@reads_and_writes
@allow(Right.PREPARE)
def send_for_review(request: HttpRequest, reference: str) -> HttpResponse:
    meeting = visible_meeting(request, reference)
    form = SendForReviewForm(typed(request), record=meeting, meeting=meeting)
    return answer(
        request,
        form=form,
        act=lambda: services.send_for_review(
            meeting=meeting,
            by=request.user,  # type: ignore[arg-type]
            reviewers=form.cleaned_data["reviewers"],
            due_at=form.cleaned_data["due_at"],
            version=form.seen_version,
        ),
        template="meetings/step.html",
        fragment="step",
        context=lambda: _words(
            visible_meeting(request, reference),
            _("议程送审"),
            _("每位领导逐项审阅。没有改动的项目，已有的审阅结论继续有效。"),
        ),
        to=meeting.get_absolute_url(),
        said=lambda sent: _("议程%(letter)s稿已送审") % {"letter": sent.letter},
    )


@reads_and_writes
@allow(Right.PREPARE)
def recall(request: HttpRequest, reference: str) -> HttpResponse:
    meeting = visible_meeting(request, reference)
    form = StepForm(typed(request), record=meeting)
    return answer(
        request,
        form=form,
        act=lambda: services.recall(meeting=meeting, by=request.user, version=form.seen_version),  # type: ignore[arg-type]
        template="meetings/step.html",
        fragment="step",
        context=lambda: _words(
            visible_meeting(request, reference), _("收回议程"), _("收回后领导暂不能审阅，已有的结论保留。")
        ),
        to=meeting.get_absolute_url(),
        said=_("议程已收回"),
    )


@reads_and_writes
@allow(Right.CLEAR_UNION, Right.CLEAR_GOVERNMENT)
def clear_agenda(request: HttpRequest, reference: str) -> HttpResponse:
    """The host's word on the version that was sent last."""
    meeting = visible_meeting(request, reference)
    user: Any = request.user
    host = Side.UNION if user.holds(Right.CLEAR_UNION) else Side.GOVERNMENT
    form = ClearAgendaForm(typed(request), record=meeting)

    def act() -> Any:
        facts = form.cleaned_data
        return services.clear_agenda(
            meeting=meeting, by=user, host=host, verdict=facts["verdict"], note=facts["note"], version=form.seen_version
        )

    return answer(
        request,
        form=form,
        act=act,
        template="meetings/clear_agenda.html",
        fragment="step",
        context=lambda: {**meeting_context(request, reference), "clearing_host": host},
        to=meeting.get_absolute_url(),
        said=lambda sent: _("已登记对%(letter)s稿的审定") % {"letter": sent.letter},
    )


@reads_and_writes
@allow(Right.PREPARE)
def freeze(request: HttpRequest, reference: str) -> HttpResponse:
    meeting = visible_meeting(request, reference)
    form = StepForm(typed(request), record=meeting)
    return answer(
        request,
        form=form,
        act=lambda: services.freeze(meeting=meeting, by=request.user, version=form.seen_version),  # type: ignore[arg-type]
        template="meetings/step.html",
        fragment="step",
        context=lambda: _words(
            visible_meeting(request, reference), _("议程定稿"), _("定稿后议程和其中的议题都不能再改，可以发会议通知。")
        ),
        to=meeting.get_absolute_url(),
        said=lambda sent: _("议程%(letter)s稿已定稿") % {"letter": sent.letter},
    )


@reads_and_writes
@allow(Right.PREPARE)
def unfreeze(request: HttpRequest, reference: str) -> HttpResponse:
    meeting = visible_meeting(request, reference)
    form = ReasonForm(typed(request), record=meeting)
    return answer(
        request,
        form=form,
        act=lambda: services.unfreeze(
            meeting=meeting,
            by=request.user,  # type: ignore[arg-type]
            reason=form.cleaned_data["reason"],
            version=form.seen_version,
        ),
        template="meetings/step.html",
        fragment="step",
        context=lambda: _words(
            visible_meeting(request, reference), _("解除定稿"), _("解除后可以改议程，改动的部分要重新送审和审定。")
        ),
        to=meeting.get_absolute_url(),
        said=_("已解除定稿"),
    )


# --- Inside ----------------------------------------------------------------------------------------------------------


def _builder(request: HttpRequest, reference: str) -> HttpResponse:
    return render(request, "meetings/agenda.html", _builder_context(request, reference), fragment="agenda-items")


def _builder_context(request: HttpRequest, reference: str) -> dict[str, Any]:
    return meeting_context(request, reference)


def _builder_url(meeting: Meeting) -> str:
    return reverse("meetings:agenda", args=[meeting.reference])


def _item(request: HttpRequest, reference: str, item: str) -> AgendaItem:
    meeting = visible_meeting(request, reference)
    rows = AgendaItem.objects.visible_to(request.user).select_related("topic", "unit")
    row: AgendaItem = get_object_or_404(rows, meeting=meeting, reference=f"{meeting.reference}-{item}")
    row.meeting = meeting
    return row


def _words(meeting: Meeting, title: str, lead: str) -> dict[str, Any]:
    back = meeting.get_absolute_url()
    return {"record": meeting, "back": back, "title": title, "lead": lead, "button": title, "tone": "primary"}
