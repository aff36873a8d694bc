"""The topic pool and the page of one topic."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from foundation.core import clock
from foundation.core.http import allow, reads
from foundation.core.nested import nested, unnest
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from foundation.documents import services as documents
from foundation.orgs.enums import Side
from meetings.enums.topic import Verdict
from meetings.models import Clearance, Meeting, Opinion, Topic, TopicPaper, TopicVersion
from meetings.models.text import differences
from meetings.policies.topics import check_can_edit
from meetings.rights import READERS, Right
from meetings.states.opinion import OpinionState
from meetings.states.topic import BEING_CLEARED, CLEARED, ENDED, IN_OFFICE, TopicState
from meetings.workflow.offers import opinion_offers, topic_offers

PAGE = 25
OPEN = (
    TopicState.DRAFT,
    TopicState.RETURNED,
    TopicState.DEFERRED,
    *IN_OFFICE,
    *BEING_CLEARED,
    *CLEARED,
    TopicState.DISCUSSED,
)
STAGES = {"open": OPEN, "office": IN_OFFICE, "clearing": BEING_CLEARED, "ready": (TopicState.APPROVED,), "done": ENDED}


@reads
@allow(*READERS)
def topics(request: HttpRequest) -> HttpResponse:
    """The pool: filters by stage, newest first, opinions counted."""
    visible = Topic.objects.visible_to(request.user)
    stage = request.GET.get("stage", "open")
    words = request.GET.get("q", "").strip()[:60]
    stage = stage if stage in STAGES else "open"
    shown = visible.filter(state__in=STAGES[stage])
    if words:
        shown = shown.filter(Q(title__icontains=words) | Q(reference__icontains=words))
    shown = shown.select_related("unit", "lead_unit", "meeting").with_opinion_counts(clock.now())
    counts = visible.stage_counts()
    context = {
        "page": Paginator(shown.order_by("-year", "-number"), PAGE).get_page(request.GET.get("page")),
        "stage": stage,
        "words": words,
        "query": urlencode({"stage": stage, "q": words}),
        "counts": {name: sum(counts.get(state, 0) for state in states) for name, states in STAGES.items()},
        "may_draft": request.user.holds(Right.FILE),  # type: ignore[union-attr]
    }
    return render(request, "meetings/topics.html", context, fragment="topic-table")


@reads
@allow(*READERS)
def topic(request: HttpRequest, reference: str) -> HttpResponse:
    """One topic: what is next, opinions, facts, both clearances, editions, and its fate for who proposed it."""
    return render(request, "meetings/topic.html", topic_context(request, reference), fragment=("opinions", "next"))


@reads
@allow(*READERS)
def compare(request: HttpRequest, reference: str) -> HttpResponse:
    """Two editions of a topic side by side in one text; by default the last two."""
    found = get_object_or_404(Topic.objects.visible_to(request.user), reference=reference)
    versions = list(found.versions.select_related("written_by").order_by("edition"))
    by_edition = {version.edition: version for version in versions}
    new = by_edition.get(_number(request, "new")) or (versions[-1] if versions else None)
    old = by_edition.get(_number(request, "old")) or (by_edition.get(new.edition - 1) if new else None)
    context = {
        "topic": found,
        "versions": versions,
        "old": old,
        "new": new,
        "changes": differences(old.text, new.text) if old and new else [],
    }
    return render(request, "meetings/compare.html", context)


@reads
@allow(*READERS)
def paper(request: HttpRequest, reference: str, key: UUID) -> Any:
    """A file of a topic, for whoever sees the topic."""
    found = get_object_or_404(Topic.objects.visible_to(request.user), reference=reference)
    held = get_object_or_404(
        TopicPaper.objects.current().select_related("attachment"), topic=found, attachment__key=key
    )
    return documents.serve(held.attachment, request)


def topic_context(request: HttpRequest, reference: str) -> dict[str, Any]:
    """Everything the topic's page shows to this person, read anew."""
    user: Any = request.user
    rows = Topic.objects.visible_to(user).select_related("unit", "lead_unit", "meeting", "filed_by", "merged_into")
    rows = rows.annotate(
        sees_target=Exists(Topic.objects.visible_to(user).filter(pk=OuterRef("merged_into"))),
        sees_meeting=Exists(Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting"))),
        words=nested(
            Clearance.objects.filter(topic=OuterRef("pk")).order_by("decided_at", "pk"), decided_by=("display_name",)
        ),
    )
    found = get_object_or_404(rows.prefetch_related("assisting_units"), reference=reference)
    unnest(found, "clearances", found.words)
    insider = user.holds(Right.READ_ALL) or user.holds(Right.FILE, unit=found.unit)
    opinions = list(
        Opinion.objects.visible_to(user).current().filter(topic=found).select_related("unit", "given_by").order_by("pk")
    )
    versions = list(found.versions.select_related("written_by").order_by("-edition")) if insider or opinions else []
    now = clock.now()
    return {
        "topic": found,
        "insider": insider,
        "offers": topic_offers(user, found),
        "opinions": [_opinion_row(user, found, opinion, versions, now) for opinion in opinions],
        "given": sum(opinion.state == OpinionState.GIVEN for opinion in opinions),
        "against": sum(opinion.answer == "disagree" for opinion in opinions),
        "clearances": clearance_rows(found.text_hash, found.clearances.all()) if insider else [],
        "versions": versions if insider else [],
        "papers": list(found.papers.current().select_related("attachment")),
        "may_attach": (user.holds(Right.FILE) or user.holds(Right.SCREEN))
        and refusal_of(check_can_edit, user, found) is None,
        "may_see_target": found.sees_target,
        "may_consult": user.holds(Right.SCREEN) and found.state in (TopicState.SCREENING, TopicState.CONSULTING),
        "own": user.holds(Right.FILE, unit=found.unit),
        "fate": FATE.get(TopicState(found.state), 0),
        "may_see_meeting": found.sees_meeting,
    }


FATE = {
    TopicState.DRAFT: 0,
    TopicState.RETURNED: 0,
    TopicState.SUBMITTED: 1,
    TopicState.SCREENING: 1,
    TopicState.CONSULTING: 2,
    TopicState.CONSOLIDATED: 2,
    TopicState.LEADER_REVIEW: 3,
    TopicState.GOV_OFFICE: 3,
    TopicState.DEFERRED: 3,
    TopicState.APPROVED: 4,
    TopicState.SCHEDULED: 4,
    TopicState.DISCUSSED: 5,
    TopicState.RESOLVED: 5,
    TopicState.AGREED_IN_PRINCIPLE: 5,
    TopicState.NOTED: 5,
    TopicState.POSTPONED: 5,
    TopicState.NOT_ADOPTED: 5,
    TopicState.ARCHIVED: 5,
}
"""How far a topic has come of the five steps a proposer reads: 受理 征求意见 审定 列入议程 上会."""


def clearance_rows(text_hash: str, words: Iterable[Clearance]) -> list[dict[str, Any]]:
    """Per host: its last word out of `words` (oldest first), and whether it still counts for the text as it stands."""
    last: dict[str, Clearance] = {word.host: word for word in words}
    out = []
    for side in Side:
        row = last.get(side)
        standing = row is not None and row.text_hash == text_hash
        out.append(
            {
                "side": side,
                "last": row,
                "standing": standing,
                "cleared": standing and row is not None and row.verdict == Verdict.CLEARED,
                "returned": standing and row is not None and row.verdict == Verdict.RETURNED,
            }
        )
    return out


def _opinion_row(user: Any, found: Topic, opinion: Opinion, versions: list[TopicVersion], now: Any) -> dict[str, Any]:
    opinion.topic = found
    older = opinion.on_older_text
    based_on = (
        next((version for version in versions if version.text_hash == opinion.text_hash), None) if older else None
    )
    newest = versions[0] if versions else None
    return {
        "opinion": opinion,
        "overdue": opinion.is_overdue(now),
        "older": older,
        "changes": differences(based_on.text, newest.text) if based_on and newest else [],
        "offers": opinion_offers(user, opinion),
    }


def _number(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0
