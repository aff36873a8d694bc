"""Meetings: the list, the page, preparing and editing one."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.db.models import OuterRef, Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from foundation.core import clock
from foundation.core.http import allow, answer, reads, reads_and_writes
from foundation.core.nested import nested, remember, unnest
from foundation.core.partials import render
from meetings import services
from meetings.enums.agenda import ReviewAnswer
from meetings.forms.meetings import MeetingForm
from meetings.models import AgendaItem, AgendaVersion, Clearance, Meeting, Review, Topic
from meetings.rights import READERS, Right
from meetings.states.meeting import BEFORE_NOTICE, MeetingState
from meetings.views.around import around
from meetings.views.posting import typed
from meetings.views.topics import clearance_rows
from meetings.workflow.offers import meeting_offers

PAGE = 20


@reads
@allow(*READERS)
def meetings(request: HttpRequest) -> HttpResponse:
    """All meetings this person may see, the latest first."""
    rows = Meeting.objects.visible_to(request.user).order_by("-ordinal")
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may_prepare": request.user.holds(Right.PREPARE),  # type: ignore[union-attr]
    }
    return render(request, "meetings/meetings.html", context)


@reads
@allow(*READERS)
def meeting(request: HttpRequest, reference: str) -> HttpResponse:
    """One meeting: where it stands, its agenda with times, reviews and both clearances, topics that are ready."""
    return render(request, "meetings/meeting.html", meeting_context(request, reference), fragment="agenda-items")


@reads_and_writes
@allow(Right.PREPARE)
def prepare_meeting(request: HttpRequest) -> HttpResponse:
    """A new meeting; item 1 of its agenda is made with it."""
    form = MeetingForm(typed(request))
    return answer(
        request,
        form=form,
        act=lambda: services.prepare_meeting(by=request.user, facts=form.facts),  # type: ignore[arg-type]
        template="meetings/prepare_meeting.html",
        fragment="meeting-form",
        to=lambda row: row.get_absolute_url(),
        said=lambda row: (
            _("已建立%(ordinal)s联席会议%(reference)s") % {"ordinal": row.ordinal_text, "reference": row.reference}
        ),
    )


@reads_and_writes
@allow(Right.PREPARE)
def edit_meeting(request: HttpRequest, reference: str) -> HttpResponse:
    row = visible_meeting(request, reference)
    form = MeetingForm(typed(request), instance=visible_meeting(request, reference))
    return answer(
        request,
        form=form,
        act=lambda: services.edit_meeting(
            meeting=row,
            by=request.user,  # type: ignore[arg-type]
            facts=form.facts,
            version=form.seen_version,
        ),
        template="meetings/edit_meeting.html",
        fragment="meeting-form",
        context=lambda: {"meeting": visible_meeting(request, reference)},
        to=row.get_absolute_url(),
        said=_("已保存"),
    )


def visible_meeting(request: HttpRequest, reference: str) -> Meeting:
    """The meeting, or 404 for whom it does not exist."""
    rows = Meeting.objects.visible_to(request.user).select_related("union_host", "government_host", "prepared_by")
    meeting: Meeting = get_object_or_404(rows, reference=reference)
    return meeting


def meeting_with_papers(request: HttpRequest, reference: str) -> Meeting:
    """The meeting with its minutes and report, each with the word whether this person may see it (`around`)."""
    rows = Meeting.objects.visible_to(request.user).with_papers(request.user)
    rows = rows.select_related("union_host", "government_host", "prepared_by")
    meeting: Meeting = get_object_or_404(rows, reference=reference)
    return meeting


def meeting_context(request: HttpRequest, reference: str) -> dict[str, Any]:
    """Everything the meeting's page shows to this person, read anew."""
    user: Any = request.user
    row = meeting_with_papers(request, reference)
    host = user.holds(Right.READ_ALL)
    if host:
        prefetch_related_objects([row], VERSIONS)
        for version in row.agenda_versions.all():
            unnest(version, "clearances", version.words)  # type: ignore[attr-defined]
    items = agenda_rows(row, user)
    if host:  # the whole agenda, which the policies look through as well
        remember(row, "items", [one["item"] for one in items])
    versions = sorted(row.agenda_versions.all(), key=lambda version: -version.number) if host else []
    latest = versions[0] if versions else None
    mine = [review for one in items for review in one["reviews"] if review.reviewer_id == user.pk]
    return {
        "meeting": row,
        "host": host,
        "offers": meeting_offers(user, row),
        "around": around(user, row),
        "progress": progress(row) if host else [],
        "items": items,
        "minutes": sum(one["item"].minutes for one in items),
        "over": over_run(row, items) if host else 0,
        "versions": versions,
        "changed": latest is not None and latest.agenda_hash != row.agenda_hash,
        "clearances": clearance_rows(row.agenda_hash, latest.clearances.all()) if latest else [],
        "reviewers": reviewer_progress(items) if host else [],
        "my_reviews": len(mine),
        "my_waiting": sum(review.item_hash != review.item.item_hash for review in mine),
        "ready": list(Topic.objects.visible_to(user).ready().select_related("unit").order_by("reference")[:20])
        if user.holds(Right.PREPARE) and row.state in BEFORE_NOTICE
        else [],
    }


VERSIONS = Prefetch(
    "agenda_versions",
    AgendaVersion.objects.select_related("sent_by").annotate(
        words=nested(
            Clearance.objects.filter(agenda=OuterRef("pk")).order_by("decided_at", "pk"), decided_by=("display_name",)
        )
    ),
)
"""What the hosts read of an agenda's history: one query for policies, clearances and the list of versions."""

STEPS = (
    (_lazy("筹备"), (MeetingState.PREPARING, MeetingState.RESCHEDULED)),
    (_lazy("议程送审"), (MeetingState.AGENDA_REVIEW,)),
    (_lazy("会前准备"), (MeetingState.NOTIFIED,)),
    (_lazy("会议进行"), (MeetingState.IN_SESSION,)),
    (_lazy("纪要印发"), (MeetingState.ENDED, MeetingState.DRAFTING, MeetingState.COUNTERSIGNING, MeetingState.SIGNING)),
    (_lazy("督办落实"), (MeetingState.ISSUED, MeetingState.SUPERVISING)),
    (_lazy("办结归档"), (MeetingState.CONCLUDED, MeetingState.ARCHIVED)),
)
"""The stepper of a meeting: its word and the states it stands for."""


def progress(meeting: Meeting) -> list[dict[str, Any]]:
    """The stepper: what is done, where the meeting stands, and a date where there is one."""
    here = next((place for place, (_word, states) in enumerate(STEPS) if meeting.state in states), -1)
    day = clock.local(meeting.starts_at).date()
    frozen = clock.local(meeting.agenda_frozen_at).date() if meeting.agenda_frozen_at else None
    notes = {
        1: _("%(m)d月%(d)d日定稿") % {"m": frozen.month, "d": frozen.day} if frozen else "",
        3: _("%(m)d月%(d)d日") % {"m": day.month, "d": day.day},
    }
    return [
        {
            "label": label,
            "state": "done" if place < here else "here" if place == here else "",
            "note": notes.get(place, ""),
        }
        for place, (label, _states) in enumerate(STEPS)
    ]


def agenda_rows(meeting: Meeting, user: Any) -> list[dict[str, Any]]:
    """The items this person may see, with the time each begins and what officials said. Who does not see the whole
    agenda gets no numbers and no times: they would tell of items that do not exist for him."""
    rows = AgendaItem.objects.visible_to(user).filter(meeting=meeting).in_order()
    rows = rows.select_related("unit", "topic", "topic__unit", "topic__lead_unit")
    reviews = Review.objects.filter(item=OuterRef("pk")).order_by("reviewer__unit__sort_order", "pk")
    rows = rows.annotate(
        asked_reviews=nested(reviews, reviewer=("display_name", "title"), reviewer__unit=("short_name",))
    )
    whole = user.holds(Right.READ_ALL)
    starts_at = meeting.starts_at
    out = []
    for item in rows:
        item.meeting = meeting
        unnest(item, "reviews", item.asked_reviews)
        standing = [review for review in item.reviews.all() if review.answer]
        if not whole:
            standing = [review for review in standing if review.reviewer_id == user.pk]
        current = [review for review in standing if review.item_hash == item.item_hash]
        asked = len(item.reviews.all())
        out.append(
            {
                "item": item,
                "reviews": list(item.reviews.all()),
                "starts_at": starts_at if whole else None,
                "number": item.position if whole else None,
                "tail": item.reference.rpartition("-")[2],
                "up": item.position - 1,
                "down": item.position + 1,
                "said": [review for review in current if review.answer != ReviewAnswer.AGREE],
                "returned": [review for review in current if review.answer == ReviewAnswer.RETURN],
                "reopened": len(standing) - len(current),
                "asked": asked,
                "answered": len(current),
                "all_agreed": bool(asked)
                and len(current) == asked
                and all(review.answer != ReviewAnswer.RETURN for review in current),
            }
        )
        starts_at += dt.timedelta(minutes=item.minutes)
    return out


def over_run(meeting: Meeting, items: list[dict[str, Any]]) -> int:
    """Minutes the agenda takes longer than the meeting; 0 when it fits."""
    planned = sum(one["item"].minutes for one in items)
    available = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    return int(max(planned - available, 0))


def reviewer_progress(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Per official: items asked, answered on the text as it stands, returned."""
    out: dict[int, dict[str, Any]] = {}
    for review in (review for one in items for review in one["reviews"]):
        entry = out.setdefault(review.reviewer_id, {"reviewer": review.reviewer, "asked": 0, "done": 0, "returned": 0})
        entry["asked"] += 1
        if review.answer and review.item_hash == review.item.item_hash:
            entry["done"] += 1
            entry["returned"] += review.answer == ReviewAnswer.RETURN
    return list(out.values())
