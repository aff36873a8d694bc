"""The clerk's console during the meeting: items, results, decisions, arrivals."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.http import allow, answer, keep_awake, polls, reads, reads_and_writes
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from meetings import services
from meetings.enums.session import Reply
from meetings.forms.session import DecisionForm, ResultForm
from meetings.models import AgendaItem, ItemResult, Meeting
from meetings.policies import session as may
from meetings.rights import Right
from meetings.states.meeting import MeetingState
from meetings.views.course import CHOICES, Stage, course, current, expected_end, item_clock, running_minutes
from meetings.views.meetings import visible_meeting


@reads
@allow(Right.PREPARE)
def session(request: HttpRequest, reference: str) -> HttpResponse:
    """The console: the item in hand with its result and decisions, the agenda with real times, who is there."""
    return render(request, "meetings/session.html", _console(request, reference), fragment="session")


@polls
@reads
@allow(Right.PREPARE)
def pulse(request: HttpRequest, reference: str) -> HttpResponse:
    """The figures and clocks of the console alone, asked for while the clerk types."""
    console = _console(request, reference)
    if console["in_session"]:
        keep_awake(request)
    return render(request, "meetings/session.html", console, fragment="pulse")


@reads_and_writes
@allow(Right.PREPARE)
def start_item(request: HttpRequest, reference: str, item: str) -> HttpResponse:
    row = _item(request, reference, item)
    return _answer(request, row, lambda: services.start_item(item=row, by=request.user))  # type: ignore[arg-type]


@reads_and_writes
@allow(Right.PREPARE)
def record_result(request: HttpRequest, reference: str, item: str) -> HttpResponse:
    """The result of one item; with `next` the following item begins at once."""
    row = _item(request, reference, item)
    form = ResultForm(request.POST or None)

    def act() -> ItemResult:
        facts = form.cleaned_data
        return services.record_result(
            item=row,
            by=request.user,  # type: ignore[arg-type]
            result=facts["result"],
            note=facts["note"],
            go_on="next" in request.POST,
        )

    return _answer(
        request,
        row,
        act,
        form=form,
        result_form=form,
        said=lambda done: _("第%(n)d项：%(result)s") % {"n": row.position, "result": done.get_result_display()},
    )


@reads_and_writes
@allow(Right.PREPARE)
def record_decision(request: HttpRequest, reference: str, item: str) -> HttpResponse:
    """One sentence of what was decided on one item."""
    row = _item(request, reference, item)
    form = DecisionForm(request.POST or None)
    return _answer(
        request,
        row,
        lambda: services.record_decision(item=row, by=request.user, **form.facts),  # type: ignore[arg-type]
        form=form,
        decision_form=form,
        said=lambda made: _("已记录议定事项%(reference)s") % {"reference": made.reference},
    )


@reads_and_writes
@allow(Right.PREPARE)
def mark_arrival(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """POST `arrived`: 1 or 0."""
    meeting = visible_meeting(request, reference)
    seat = get_object_or_404(meeting.invitations, key=key)
    arrived = request.POST.get("arrived") != "0"
    return answer(
        request,
        act=lambda: services.mark_arrival(invitation=seat, by=request.user, arrived=arrived),  # type: ignore[arg-type]
        template="meetings/session.html",
        fragment="session",
        context=lambda: _console(request, reference),
        to=f"{_url(meeting)}#arrivals",
    )


# --- Inside ----------------------------------------------------------------------------------------------------------


def _item(request: HttpRequest, reference: str, item: str) -> AgendaItem:
    rows = AgendaItem.objects.visible_to(request.user).select_related("meeting", "topic", "unit")
    row: AgendaItem = get_object_or_404(rows, meeting__reference=reference, reference=f"{reference}-{item}")
    return row


def _answer(
    request: HttpRequest, item: AgendaItem, act: Any, *, form: Any = None, said: Any = "", **bound: Any
) -> HttpResponse:
    """To the console; an item other than the one in hand stays open for what else is to be noted about it."""
    tail = item.reference.rpartition("-")[2]
    here = ItemResult.objects.filter(item=item, ended_at=None).exists() or "next" in request.POST
    return answer(
        request,
        form=form,
        act=act,
        template="meetings/session.html",
        fragment="session",
        context=lambda: _console(request, item.meeting.reference, shown=tail if bound else "", **bound),
        to=_url(item.meeting) if here or not bound else f"{_url(item.meeting)}?item={tail}",
        said=said,
    )


def _console(
    request: HttpRequest,
    reference: str,
    *,
    result_form: ResultForm | None = None,
    decision_form: DecisionForm | None = None,
    shown: str = "",
) -> dict[str, Any]:
    """Everything the console shows, read anew. `?item=03` opens a past item to correct it without starting it again."""
    meeting = visible_meeting(request, reference)
    stages = course(AgendaItem.objects.visible_to(request.user), meeting)
    now = current(stages)
    tail = shown or request.GET.get("item", "")
    here = next((stage for stage in stages if stage.tail == tail and stage.outcome), None) or now
    seats = list(meeting.invitations.select_related("unit").order_by("part", "sort_order", "pk"))
    form = result_form or ResultForm(initial=_said(here))
    return {
        "meeting": meeting,
        "stages": stages,
        "here": here,
        "in_session": meeting.state == MeetingState.IN_SESSION,
        "clock": item_clock(now),
        "running": running_minutes(stages),
        "expected_end": expected_end(stages, meeting),
        "done": sum(stage.is_done for stage in stages),
        "decided": sum(len(stage.decisions) for stage in stages),
        "seats": seats,
        "arrived": sum(seat.arrived_at is not None for seat in seats),
        "leave": sum(seat.reply == Reply.LEAVE and seat.arrived_at is None for seat in seats),
        "result_form": form,
        "choices": _choices(form),
        "decision_form": decision_form or DecisionForm(initial=_lead(here)),
        "following": next((stage for stage in stages if here and stage.item.position > here.item.position), None),
        "end_refused": refusal_of(may.check_can_end, request.user, meeting),
    }


def _said(stage: Stage | None) -> dict[str, Any]:
    return {"result": stage.outcome.result, "note": stage.outcome.note} if stage and stage.outcome else {}


def _lead(stage: Stage | None) -> dict[str, Any]:
    return {"lead_unit": stage.item.topic.lead_unit_id} if stage and stage.item.topic else {}


def _choices(form: ResultForm) -> list[dict[str, Any]]:
    chosen = form["result"].value()
    return [
        {"value": result.value, "label": result.label, "tone": tone, "icon": icon, "on": chosen == result.value}
        for result, tone, icon in CHOICES
    ]


def _url(meeting: Meeting) -> str:
    return reverse("meetings:session", args=[meeting.reference])
