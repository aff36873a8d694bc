"""What happened to a topic, read together with it: opinions, decisions, action items, the report, the release.

Each kind travels as a JSON list in the topic's own row, every subquery through `visible_to`, so that the chains of a
whole meeting cost as many queries as one. `Facts` turns the lists into the small records below.
"""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse

from meetings.models import (
    ActionHelp,
    ActionItem,
    Clearance,
    Decision,
    Meeting,
    Milestone,
    Opinion,
    ReportLine,
    Topic,
    WorkReport,
)
from meetings.states.opinion import OpinionState
from meetings.states.report import LOOK as REPORT_LOOK
from meetings.states.report import ReportState
from news.models import Release
from news.states import State as ReleaseState


@dataclass(frozen=True, slots=True)
class Word:
    """What one host said about the topic, on which text."""

    host: str
    verdict: str
    text_hash: str
    decided_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """An opinion: one unit's answer, or that it is awaited."""

    reference: str
    unit: str
    state: str
    answer: str
    due_at: dt.datetime | None
    given_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, with its meeting and agenda item."""

    pk: int
    reference: str
    meeting: int
    ordinal: int
    position: int
    result: str | None
    makes_action: bool
    decided_at: dt.datetime

    @property
    def ordinal_text(self) -> str:
        return Meeting(ordinal=self.ordinal).ordinal_text

    @property
    def url(self) -> str:
        return reverse("meetings:decision", args=[self.reference])


@dataclass(frozen=True, slots=True)
class Stage:
    """A milestone of an action item that is not met."""

    title: str
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class Task:
    """An action item; `stages` are its open milestones, the earliest first."""

    decision: int
    reference: str
    state: str
    lead: str
    helpers: list[str]
    stages: list[dict[str, str]]
    progress: int
    due_on: dt.date
    due_at: dt.datetime | None
    closed_at: dt.datetime | None
    paused_at: dt.datetime | None
    clock_stopped_at: dt.datetime | None

    @property
    def url(self) -> str:
        return reverse("meetings:action", args=[self.reference])

    @property
    def next_stage(self) -> Stage | None:
        return next(iter(records(Stage, self.stages)), None)


@dataclass(frozen=True, slots=True)
class Reported:
    """A line of the work report about one of the decisions."""

    decision: int
    since: int
    reference: str
    ordinal: int
    state: str
    figures_on: dt.date
    issued_at: dt.datetime | None

    @property
    def url(self) -> str:
        return reverse("meetings:report", args=[self.reference])

    @property
    def look(self) -> str:
        return REPORT_LOOK[ReportState(self.state)]

    @property
    def state_text(self) -> str:
        return str(ReportState(self.state).label)

    @property
    def ordinal_text(self) -> str:
        return Meeting(ordinal=self.ordinal).ordinal_text


@dataclass(frozen=True, slots=True)
class Published:
    """The release made from the meeting's minutes."""

    meeting: int
    reference: str
    state: str
    live: int | None
    published_at: dt.datetime | None

    @property
    def url(self) -> str:
        return Release(reference=self.reference, state=self.state).get_absolute_url()

    @property
    def state_text(self) -> str:
        return str(ReleaseState(self.state).label)


Kind = TypeVar("Kind")


def records(kind: type[Kind], rows: list[dict[str, Any]] | None) -> list[Kind]:
    """Rows of JSON as `kind`. Times come as ISO text: fields `…_at` are moments, `…_on` days.

    None stands for a subquery Django did not even ask, because its viewer may see nothing of the kind.
    """
    return [kind(**{field.name: _parsed(field.name, row[field.name]) for field in fields(kind)}) for row in rows or ()]  # type: ignore[arg-type]


def _parsed(name: str, value: Any) -> Any:
    if isinstance(value, str) and name.endswith("_at"):
        return dt.datetime.fromisoformat(value)
    if isinstance(value, str) and name.endswith("_on"):
        return dt.date.fromisoformat(value)
    return value


def _listed(rows: "QuerySet[Any]", *names: str, **others: Any) -> ArraySubquery:
    """`rows` (each belongs to the outer row) as a list of JSON objects with these fields."""
    return ArraySubquery(rows.values(row=JSONObject(**{name: F(name) for name in names}, **others)))


def _seen(model: type[Model], viewer: Any) -> "QuerySet[Any]":
    """Primary keys of what the viewer may see: a subquery of its own, free of joins and DISTINCT."""
    rows: QuerySet[Any] = model._default_manager.visible_to(viewer).order_by().values("pk")  # type: ignore[attr-defined]
    return rows


def with_course(topics: "QuerySet[Topic]", viewer: Any) -> "QuerySet[Any]":
    """The topics with everything that happened to each, as far as `viewer` may see it: no further query."""
    topic = OuterRef("pk")
    opinions = Opinion.objects.visible_to(viewer).filter(topic=topic).exclude(state=OpinionState.WITHDRAWN)
    decisions = Decision.objects.filter(topic=topic, pk__in=_seen(Decision, viewer)).order_by("reference")
    actions = ActionItem.objects.filter(decision__topic=topic, pk__in=_seen(ActionItem, viewer)).order_by("reference")
    stages = Milestone.objects.filter(action=OuterRef("pk"), met_on=None).order_by("due_on", "pk")
    helpers = ActionHelp.objects.filter(action=OuterRef("pk")).order_by("pk").values("unit__short_name")
    lines = ReportLine.objects.filter(decision__topic=topic, report__in=_seen(WorkReport, viewer)).order_by("pk")
    meetings = Decision.objects.filter(topic=OuterRef(OuterRef("pk"))).order_by().values("meeting")
    releases = Release.objects.filter(minutes__meeting__in=meetings, pk__in=_seen(Release, viewer)).order_by("pk")
    return topics.annotate(
        said=_listed(
            Clearance.objects.filter(topic=topic).order_by("decided_at", "pk"),
            "host",
            "verdict",
            "text_hash",
            "decided_at",
        ),
        asked=_listed(
            opinions.order_by("asked_at", "pk"),
            "reference",
            "state",
            "answer",
            "due_at",
            "given_at",
            unit=F("unit__short_name"),
        ),
        decided=_listed(
            decisions,
            "pk",
            "reference",
            "meeting",
            "makes_action",
            "decided_at",
            ordinal=F("meeting__ordinal"),
            position=F("item__position"),
            result=F("item__outcome__result"),
        ),
        tasks=_listed(
            actions,
            *("decision", "reference", "state", "progress", "due_on"),
            *("due_at", "closed_at", "paused_at", "clock_stopped_at"),
            lead=F("lead_unit__short_name"),
            helpers=ArraySubquery(helpers),
            stages=_listed(stages, "title", "due_on"),
        ),
        reported=_listed(
            lines,
            "decision",
            reference=F("report__reference"),
            since=F("report__since"),
            ordinal=F("report__meeting__ordinal"),
            state=F("report__state"),
            figures_on=F("report__as_of"),
            issued_at=F("report__issued_at"),
        ),
        published=_listed(releases, "reference", "state", "live", "published_at", meeting=F("minutes__meeting")),
    )
