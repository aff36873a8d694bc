"""The clerk's console during the meeting, and the page participants look at meanwhile."""

import datetime as dt
import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.http import allow, answer, polls, reads, reads_and_writes, signed_in
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from meetings import services
from meetings.enums.session import Reply, Result
from meetings.forms.session import DecisionForm, ResultForm
from meetings.models import AgendaItem, Decision, ItemResult, Meeting
from meetings.policies import session as may
from meetings.rights import Right
from meetings.states.meeting import MeetingState
from meetings.views.meetings import visible_meeting

RESULT_LOOK = {
    Result.AGREED: "done", Result.AGREED_IN_PRINCIPLE: "done", Result.NOTED: "done", Result.TRANSFERRED: "meeting",
    Result.POSTPONED: "paused", Result.NOT_AGREED: "returned",
}


@reads
@allow(Right.PREPARE)
def session(request: HttpRequest, reference: str) -> HttpResponse:
    """The console: the item in hand with its result and decisions, the agenda with real times, who is there."""
    return render(request, "meetings/session.html", _console(request, reference), fragment="session")


@reads_and_writes
@allow(Right.PREPARE)
def start_item(request: HttpRequest, reference: str, item: str) -> HttpResponse:
    row = _item(request, reference, item)
    return _answer(request, row, None, lambda: services.start_item(item=row, by=request.user))  # type: ignore[arg-type]


@reads_and_writes
@allow(Right.PREPARE)
def record_result(request: HttpRequest, reference: str, item: str) -> HttpResponse:
    """The result of one item; with `next` the following item begins at once."""
    row = _item(request, reference, item)
    form = ResultForm(request.POST or None)

    def act() -> ItemResult:
        facts = form.cleaned_data
        done = services.record_result(item=row, by=request.user, result=facts["result"], note=facts["note"])  # type: ignore[arg-type]
        following = AgendaItem.objects.filter(meeting=row.meeting, position__gt=row.position).in_order().first()
        if "next" in request.POST and following is not None:
            services.start_item(item=following, by=request.user)  # type: ignore[arg-type]
        return done

    return _answer(
        request, row, form, act, result_form=form, shown=row,
        said=lambda done: _("第%(n)d项：%(result)s") % {"n": row.position, "result": done.get_result_display()},
    )


@reads_and_writes
@allow(Right.PREPARE)
def record_decision(request: HttpRequest, reference: str, item: str) -> HttpResponse:
    row = _item(request, reference, item)
    form = DecisionForm(request.POST or None)
    return _answer(
        request, row, form, lambda: services.record_decision(item=row, by=request.user, **form.facts),  # type: ignore[arg-type]
        decision_form=form, shown=row, said=lambda made: _("已记录议定事项%(reference)s") % {"reference": made.reference},
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
        template="meetings/session.html", fragment="session", context=lambda: _console(request, reference),
        to=_url(meeting) + "#arrivals",
    )


@polls
@reads
@signed_in
def live(request: HttpRequest, reference: str) -> HttpResponse:
    """What the meeting is at, for those in the room: asked every three seconds, answered 304 while nothing changed."""
    meeting = visible_meeting(request, reference)
    rows = item_rows(AgendaItem.objects.visible_to(request.user), meeting)
    seen = (meeting.version, meeting.state, [row["stamp"] for row in rows], _minutes_since(meeting, rows), request.headers.get("HX-Target"))
    etag = '"' + hashlib.sha256(repr(seen).encode()).hexdigest()[:32] + '"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        context = {
            "meeting": meeting, "rows": rows, "current": next((row for row in rows if row["current"]), None),
            "ends": meeting.state != MeetingState.IN_SESSION, "now": clock.now(),
            "whole": request.user.holds(Right.READ_ALL),  # type: ignore[union-attr]
            "mine": meeting.invitations.filter(user=request.user).first(),
        }
        response = render(request, "meetings/live.html", context, fragment="live")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


# --- Inside ----------------------------------------------------------------------------------------------------------


def item_rows(items: Any, meeting: Meeting) -> list[dict[str, Any]]:
    """The items with their real or expected times, results and decisions; expectations move with what really happened."""
    rows = items.filter(meeting=meeting).in_order().select_related("unit", "topic", "outcome").prefetch_related("decisions__lead_unit")
    out: list[dict[str, Any]] = []
    expected = meeting.starts_at
    for item in rows:
        outcome: ItemResult | None = getattr(item, "outcome", None)
        started = outcome.started_at if outcome else None
        ended = outcome.ended_at if outcome else None
        decisions: list[Decision] = sorted(item.decisions.all(), key=lambda one: one.reference)
        begins = started or max(expected, clock.now() if meeting.state == MeetingState.IN_SESSION else expected)
        expected = ended or begins + dt.timedelta(minutes=item.minutes)
        out.append(
            {
                "item": item, "tail": item.reference.rpartition("-")[2], "outcome": outcome, "begins": begins,
                "current": bool(started and not ended), "done": bool(outcome and outcome.result),
                "result": outcome.get_result_display() if outcome and outcome.result else "",
                "look": RESULT_LOOK[Result(outcome.result)] if outcome and outcome.result else "wait",
                "spent": int((ended - started).total_seconds() // 60) if started and ended else None,
                "decisions": decisions,
                "stamp": (item.pk, started, ended, outcome.result if outcome else "", [one.version for one in decisions]),
            }
        )
    return out


def _minutes_since(meeting: Meeting, rows: list[dict[str, Any]]) -> int:
    """The minute on the clock, which the page shows."""
    return int(clock.now().timestamp() // 60) if meeting.state == MeetingState.IN_SESSION else 0


def _item(request: HttpRequest, reference: str, item: str) -> AgendaItem:
    rows = AgendaItem.objects.visible_to(request.user).select_related("meeting", "topic", "unit")
    row: AgendaItem = get_object_or_404(rows, meeting__reference=reference, reference=f"{reference}-{item}")
    return row


def _answer(
    request: HttpRequest, item: AgendaItem, form: Any, act: Any, *, said: Any = "", **shown: Any
) -> HttpResponse:
    return answer(
        request, form=form, act=act, template="meetings/session.html", fragment="session",
        context=lambda: _console(request, item.meeting.reference, **shown), to=_url(item.meeting), said=said,
    )


def _console(
    request: HttpRequest, reference: str, *, result_form: ResultForm | None = None,
    decision_form: DecisionForm | None = None, shown: AgendaItem | None = None,
) -> dict[str, Any]:
    meeting = visible_meeting(request, reference)
    now = clock.now()
    rows = item_rows(AgendaItem.objects.visible_to(request.user), meeting)
    here = next((row for row in rows if row["item"].pk == shown.pk), None) if shown else None
    here = here or _asked_for(request, rows) or next((row for row in rows if row["current"]), None)
    seats = list(meeting.invitations.select_related("unit").order_by("part", "sort_order", "pk"))
    outcome = here["outcome"] if here else None
    first = next((row["outcome"].started_at for row in rows if row["outcome"] and row["outcome"].started_at), None)
    left = None
    if here and here["current"]:
        left = here["item"].minutes - int((now - outcome.started_at).total_seconds() // 60)
    return {
        "meeting": meeting, "rows": rows, "here": here, "in_session": meeting.state == MeetingState.IN_SESSION,
        "seats": seats, "arrived": sum(seat.arrived_at is not None for seat in seats),
        "leave": sum(seat.reply == Reply.LEAVE for seat in seats),
        "done": sum(row["done"] for row in rows), "decided": sum(len(row["decisions"]) for row in rows),
        "running": int((now - first).total_seconds() // 60) if first else 0, "left": left,
        "result_form": result_form or ResultForm(
            initial={"result": outcome.result, "note": outcome.note} if outcome else None
        ),
        "decision_form": decision_form or DecisionForm(
            initial={"lead_unit": here["item"].topic.lead_unit_id} if here and here["item"].topic else None
        ),
        "following": next((row for row in rows if here and row["item"].position > here["item"].position), None),
        "end_refused": refusal_of(may.check_can_end, request.user, meeting),
    }


def _asked_for(request: HttpRequest, rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """`?item=03`: a past item to correct, without starting it again."""
    return next((row for row in rows if row["tail"] == request.GET.get("item") and row["outcome"]), None)


def _url(meeting: Meeting) -> str:
    return reverse("meetings:session", args=[meeting.reference])
