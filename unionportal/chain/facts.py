"""What a viewer may know of the chain a record belongs to: at most eight queries, each through `visible_to`.

A chain hangs on its topic, or on the cluster while no topic exists, or on a single concern before any cluster. From any
record of it the same anchor is found, so that the chain looks the same wherever one enters it.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Model, OuterRef, Q
from django.db.models.functions import JSONObject

from concerns.models import Callback, Cluster, Concern
from meetings.models import (
    ActionHelp,
    ActionItem,
    AgendaItem,
    Clearance,
    Decision,
    Meeting,
    Milestone,
    Minutes,
    Opinion,
    ReportLine,
    Topic,
    WorkReport,
)
from meetings.states.opinion import OpinionState
from meetings.states.topic import TopicState
from news.models import Release

GONE = (TopicState.WITHDRAWN, TopicState.MERGED, TopicState.REDIRECTED)


@dataclass(frozen=True, slots=True)
class Word:
    """What one host said about the topic, on which text."""

    host: str
    verdict: str
    text_hash: str
    decided_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Call:
    """One try to call a worker back."""

    contact: str
    solved: str
    satisfaction: str
    called_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Stage:
    """A milestone of an action item that is not met."""

    title: str
    due_on: dt.date


def words_of(topic: Any) -> list[Word]:
    """The hosts' words, oldest first, as `topics_of` read them with the topic."""
    return [Word(w["host"], w["verdict"], w["text_hash"], dt.datetime.fromisoformat(w["at"])) for w in topic.said]


def calls_of(concern: Any) -> list[Call]:
    """The call-backs of a concern, oldest first, read with the concern."""
    return [
        Call(c["contact"], c["solved"], c["satisfaction"], dt.datetime.fromisoformat(c["at"])) for c in concern.called
    ]


def stages_of(action: Any) -> list[Stage]:
    """Milestones not met, the earliest first, read with the action item."""
    return [Stage(s["title"], dt.date.fromisoformat(s["due"])) for s in action.stages]


@dataclass(slots=True)
class Facts:
    """Everything of one chain the viewer may see. `*_sealed`: a visible record states that there is more."""

    record: Model
    cluster: Cluster | None = None
    topic: Topic | None = None
    concerns: list[Concern] = field(default_factory=list)
    opinions: list[Opinion] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    actions: list[ActionItem] = field(default_factory=list)
    report_lines: list[ReportLine] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    cluster_sealed: bool = False

    @property
    def meeting(self) -> Meeting | None:
        """The meeting the topic is on, once the viewer may see it: others hear of it with the notice."""
        return self.topic.meeting if self.topic and self.topic.meeting_visible else None  # type: ignore[attr-defined]

    @property
    def clearances(self) -> list[Word]:
        """What the hosts said about the topic, oldest first."""
        return words_of(self.topic) if self.topic else []


def topics_of(record: Model, viewer: Any) -> list[Topic]:
    """The topics whose chain `record` is part of, as far as `viewer` may see them: one query. A meeting has several."""
    where: Q
    match record:
        case Topic():
            where = Q(pk=record.pk)
        case Concern():
            where = Q(cluster__links__concern=record)
        case Cluster():
            where = Q(cluster=record)
        case Opinion():
            where = Q(pk=record.topic_id)
        case AgendaItem():
            where = Q(pk=record.topic_id)
        case Decision():
            where = Q(pk=record.topic_id)
        case ActionItem():
            where = Q(decisions__actions=record)
        case Meeting():
            where = Q(meeting=record)
        case Minutes():
            where = Q(meeting=record.meeting_id)
        case WorkReport():
            where = Q(decisions__meeting=record.since_id)
        case Release():
            where = Q(meeting__record__releases=record)
        case _:
            return []
    said = (
        Clearance.objects.filter(topic=OuterRef("pk"))
        .order_by("decided_at", "pk")
        .values(word=JSONObject(host="host", verdict="verdict", text_hash="text_hash", at="decided_at"))
    )
    visible_cluster = Cluster.objects.visible_to(viewer).filter(pk=OuterRef("cluster"))
    visible_meeting = Meeting.objects.visible_to(viewer).filter(pk=OuterRef("meeting"))
    rows = (
        Topic.objects.visible_to(viewer)
        .filter(where)
        .exclude(state__in=GONE)
        .annotate(
            cluster_visible=Exists(visible_cluster), meeting_visible=Exists(visible_meeting), said=ArraySubquery(said)
        )
        .select_related("cluster__unit", "cluster__category", "meeting", "unit", "lead_unit")
        .order_by("-pk")
        .distinct()
    )
    return list(rows[:12])


def facts_for(record: Model, viewer: Any, topic: Topic | None = None) -> Facts:
    """Gather one chain. `topic` when the caller has already chosen one of several (a meeting's)."""
    facts = Facts(record)
    if topic is None:
        topic = next(iter(topics_of(record, viewer)), None)
    facts.topic = topic
    if topic is not None:
        if topic.cluster_id and topic.cluster_visible:  # type: ignore[attr-defined]
            facts.cluster = topic.cluster
        facts.cluster_sealed = bool(topic.cluster_id) and facts.cluster is None
    elif isinstance(record, Concern):
        rows = Cluster.objects.visible_to(viewer).select_related("unit", "category")
        facts.cluster = rows.filter(links__concern=record).first()
    elif isinstance(record, Cluster):
        facts.cluster = record
    _add_concerns(facts, viewer)
    if topic is not None:
        _add_course(facts, viewer, topic)
    return facts


def _add_concerns(facts: Facts, viewer: Any) -> None:
    """The cluster's concerns in the viewer's scope, the one she came from first, then by date."""
    cluster_pk = facts.topic.cluster_id if facts.topic else facts.cluster.pk if facts.cluster else None
    own = facts.record if isinstance(facts.record, Concern) else None
    if cluster_pk is None and own is None:
        return
    called = (
        Callback.objects.filter(concern=OuterRef("pk"))
        .order_by("called_at", "pk")
        .values(call=JSONObject(contact="contact", solved="solved", satisfaction="satisfaction", at="called_at"))
    )
    where = Q(cluster_link__cluster=cluster_pk) if cluster_pk else Q(pk=own.pk)  # type: ignore[union-attr]
    rows = (
        Concern.objects.visible_to(viewer)
        .filter(where)
        .select_related("street_unit", "category", "reporter", "cluster_link")
        .defer("narrative", "result")
        .annotate(called=ArraySubquery(called))
        .order_by("registered_at", "pk")
    )
    found = list(rows[:200])
    facts.concerns = sorted(found, key=lambda concern: own is None or concern.pk != own.pk)


def _add_course(facts: Facts, viewer: Any, topic: Topic) -> None:
    opinions = Opinion.objects.visible_to(viewer).filter(topic=topic).exclude(state=OpinionState.WITHDRAWN)
    facts.opinions = list(opinions.select_related("unit").order_by("asked_at", "pk"))
    if topic.state in (TopicState.DRAFT, TopicState.SUBMITTED, TopicState.SCREENING):
        return
    decisions = Decision.objects.visible_to(viewer).filter(topic=topic)
    facts.decisions = list(decisions.select_related("item__outcome", "meeting").order_by("reference"))
    if not facts.decisions:
        return
    meeting = facts.decisions[0].meeting
    actions = ActionItem.objects.visible_to(viewer).filter(decision__in=facts.decisions)
    helps = ActionHelp.objects.filter(action=OuterRef("pk")).order_by("pk").values("unit__short_name")
    stages = (
        Milestone.objects.filter(action=OuterRef("pk"), met_on=None)
        .order_by("due_on", "pk")
        .values(stage=JSONObject(title="title", due="due_on"))
    )
    actions = actions.annotate(helpers=ArraySubquery(helps), stages=ArraySubquery(stages))
    facts.actions = list(actions.select_related("lead_unit").order_by("reference"))
    reports = WorkReport.objects.visible_to(viewer).filter(since=meeting)
    lines = ReportLine.objects.filter(decision__in=facts.decisions, report__in=reports)
    facts.report_lines = list(lines.select_related("report__meeting"))
    releases = Release.objects.visible_to(viewer).filter(minutes__meeting=meeting)
    facts.releases = list(releases.select_related("current", "live").order_by("pk")[:3])
