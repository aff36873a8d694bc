"""What a viewer may know of the chain a record belongs to: a constant few queries, each through `visible_to`.

A chain hangs on its topic, or on the cluster while no topic exists, or on a single concern before any cluster. From any
record of it the same anchor is found, so that the chain looks the same wherever one enters it. A meeting has several
topics: their chains are gathered together and cost as many queries as one.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Model, OuterRef, Q
from django.db.models.functions import JSONObject

from concerns.models import Callback, Cluster, Concern
from meetings.models import ActionItem, AgendaItem, Decision, Meeting, Minutes, Opinion, Topic, WorkReport
from meetings.states.topic import TopicState
from news.models import Release
from unionportal.chain.course import Asked, Decided, Published, Reported, Task, Word, records, with_course

GONE = (TopicState.WITHDRAWN, TopicState.MERGED, TopicState.REDIRECTED)
CONCERNS = 200
"""Concerns read of one cluster."""


@dataclass(frozen=True, slots=True)
class Call:
    """One try to call a worker back."""

    contact: str
    solved: str
    satisfaction: str
    called_at: dt.datetime


def calls_of(concern: Any) -> list[Call]:
    """The call-backs of a concern, oldest first, read with the concern."""
    return records(Call, concern.called)


@dataclass(slots=True)
class Facts:
    """Everything of one chain the viewer may see. `*_sealed`: a visible record states that there is more."""

    record: Model
    cluster: Cluster | None = None
    topic: Topic | None = None
    concerns: list[Concern] = field(default_factory=list)
    clearances: list[Word] = field(default_factory=list)
    opinions: list[Asked] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)
    actions: list[Task] = field(default_factory=list)
    report_lines: list[Reported] = field(default_factory=list)
    releases: list[Published] = field(default_factory=list)
    cluster_sealed: bool = False

    @property
    def meeting(self) -> Meeting | None:
        """The meeting the topic is on, once the viewer may see it: others hear of it with the notice."""
        return self.topic.meeting if self.topic and self.topic.meeting_visible else None  # type: ignore[attr-defined]


def topics_of(record: Model, viewer: Any) -> list[Topic]:
    """The topics whose chain `record` is part of, as far as `viewer` may see them, each
    with its course: one query. A meeting has several."""
    where: Q
    match record:
        case Topic():
            where = Q(pk=record.pk)
        case Concern() if record.cluster is None:
            return []
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
    visible_cluster = Cluster.objects.visible_to(viewer).filter(pk=OuterRef("cluster"))
    visible_meeting = Meeting.objects.visible_to(viewer).filter(pk=OuterRef("meeting"))
    rows = (
        Topic.objects.visible_to(viewer)
        .filter(where)
        .exclude(state__in=GONE)
        .annotate(cluster_visible=Exists(visible_cluster), meeting_visible=Exists(visible_meeting))
        .select_related("cluster__unit", "cluster__category", "meeting", "unit", "lead_unit")
        .order_by("-pk")
        .distinct()
    )
    return list(with_course(rows, viewer)[:12])


def facts_for(record: Model, viewer: Any, topic: Topic | None = None) -> Facts:
    """Gather one chain: three queries at most. `topic` when the caller has already chosen one of several (a meeting's)."""
    if topic is None:
        topic = next(iter(topics_of(record, viewer)), None)
    if topic is not None:
        return facts_of_topics(record, viewer, [topic])[0]
    facts = Facts(record)
    if isinstance(record, Concern):
        facts.cluster = _cluster_seen(record, viewer)
    elif isinstance(record, Cluster):
        facts.cluster = record
    _add_concerns([facts], viewer)
    return facts


def _cluster_seen(concern: Concern, viewer: Any) -> Cluster | None:
    """The concern's cluster; the concern's own page has asked already whether the viewer may see it."""
    if concern.cluster is None:
        return None
    if hasattr(concern, "sees_cluster"):
        return concern.cluster if concern.sees_cluster else None
    return Cluster.objects.visible_to(viewer).select_related("unit").filter(pk=concern.cluster.pk).first()


def facts_of_topics(record: Model, viewer: Any, topics: Sequence[Topic]) -> list[Facts]:
    """The chains of `topics`, which `topics_of` gave: one query for the concerns of all."""
    found = [_course(record, topic) for topic in topics]
    _add_concerns(found, viewer)
    return found


def _course(record: Model, topic: Any) -> Facts:
    """What the topic's row already tells. Report and release are those of the meeting that decided first."""
    facts = Facts(record, topic=topic)
    if topic.cluster_id and topic.cluster_visible:
        facts.cluster = topic.cluster
    facts.cluster_sealed = bool(topic.cluster_id) and facts.cluster is None
    facts.clearances = records(Word, topic.said)
    facts.opinions = records(Asked, topic.asked)
    facts.decisions = records(Decided, topic.decided)
    if facts.decisions:
        meeting, seen = facts.decisions[0].meeting, {decision.pk for decision in facts.decisions}
        facts.actions = [task for task in records(Task, topic.tasks) if task.decision in seen]
        lines = records(Reported, topic.reported)
        facts.report_lines = [line for line in lines if line.decision in seen and line.since == meeting]
        facts.releases = [one for one in records(Published, topic.published) if one.meeting == meeting]
    return facts


def _cluster_of(facts: Facts) -> int | None:
    return facts.topic.cluster_id if facts.topic else facts.cluster.pk if facts.cluster else None


def _add_concerns(chains: Sequence[Facts], viewer: Any) -> None:
    """The clusters' concerns in the viewer's scope, the one she came from first, then by date."""
    clusters = {cluster for cluster in map(_cluster_of, chains) if cluster is not None}
    own = next((facts.record for facts in chains if isinstance(facts.record, Concern)), None)
    if not clusters and own is None:
        return
    called = (
        Callback.objects.filter(concern=OuterRef("pk"))
        .order_by("called_at", "pk")
        .values(call=JSONObject(contact="contact", solved="solved", satisfaction="satisfaction", called_at="called_at"))
    )
    where = Q(cluster_link__cluster__in=clusters) if clusters else Q(pk=own.pk)  # type: ignore[union-attr]
    rows = (
        Concern.objects.visible_to(viewer)
        .filter(where)
        .select_related("street_unit", "category", "reporter")
        .defer("narrative", "result")
        .annotate(called=ArraySubquery(called), grouped_in=F("cluster_link__cluster"))
        .order_by("registered_at", "pk")
    )
    by_cluster: dict[int | None, list[Concern]] = defaultdict(list)
    for concern in rows[: CONCERNS * max(len(clusters), 1)]:
        by_cluster[concern.grouped_in if clusters else None].append(concern)
    for facts in chains:
        found = by_cluster[_cluster_of(facts)][:CONCERNS]
        facts.concerns = sorted(found, key=lambda concern: own is None or concern.pk != own.pk)
