"""What the joint meeting does to a cluster and to each of its concerns. Called by `meetings`, never by our views.

Lock order everywhere: the cluster, then its concerns in order of their keys.
"""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from concerns import notices
from concerns.models import Cluster, Concern
from concerns.services.callback import MEETING, open_callback
from concerns.services.cluster import cluster_facts
from concerns.services.handling import handlers
from concerns.services.steps import tell
from concerns.states import BEFORE_CALLBACK, RAISED, ClusterState
from concerns.workflow import CLUSTER
from foundation import audit, outbox
from foundation.core import clock
from foundation.core.actors import Actor


@transaction.atomic
def pause_for_topic(*, cluster: Cluster, by: Actor, topic_reference: str) -> Cluster:
    """The cluster is raised as topic `topic_reference`.

    After: its members and its de-identified facts are frozen; the running clock of each concern pauses with the reason
    `raised`, the states stay. Handling units are told. Refused unless the cluster is still gathering.
    """
    facts = cluster_facts(CLUSTER.lock(cluster))
    row: Cluster = CLUSTER.advance(
        cluster, "pause_for_topic", by=MEETING, raised_at=clock.now(), topic_reference=topic_reference, facts=facts
    )
    row.links.update(frozen=True)
    for concern in _concerns(row):
        if concern.clock_started_at and not concern.clock_stopped_at and not concern.paused_at:
            _save(concern, concern.pause(RAISED))
        _note(
            concern,
            "raise",
            "raised",
            by=by,
            topic=topic_reference,
            summary=_("随%(cluster)s提请上会，议题%(topic)s") % {"cluster": row.reference, "topic": topic_reference},
        )
        outbox.put(notices.RAISED, about=concern, to=handlers(concern), by=by, once=topic_reference)
    audit.record("cluster.raised", by=by, about=row, topic=topic_reference, concerns=facts["concerns"])
    return row


@transaction.atomic
def resume_after_withdrawal(*, cluster: Cluster, by: Actor) -> Cluster:
    """The topic was withdrawn, returned or redirected: clocks go on, the cluster gathers again, its facts thaw."""
    topic = cluster.topic_reference
    row: Cluster = CLUSTER.advance(
        cluster, "resume_after_withdrawal", by=MEETING, raised_at=None, topic_reference="", facts=None
    )
    row.links.update(frozen=False)
    for concern in _concerns(row):
        _go_on(concern)
        _note(
            concern,
            "resume_after_withdrawal",
            "topic_withdrawn",
            by=by,
            topic=topic,
            summary=_("议题%(topic)s未上会，恢复计时") % {"topic": topic},
        )
    audit.record("cluster.topic_withdrawn", by=by, about=row, topic=topic)
    return row


@transaction.atomic
def receive_decision(
    *, cluster: Cluster, by: Actor, decision_reference: str, text: str, opens_callback: bool
) -> Cluster:
    """The meeting decided: each concern has the decision in its story and its clock runs again.

    `opens_callback`: the decision creates no action item, so every open concern is called back at once. Otherwise the
    call-back opens when the action is closed (`open_callbacks`). A further decision on the same cluster is added.
    """
    followed = opens_callback or CLUSTER.lock(cluster).state == ClusterState.FOLLOWED_UP
    goal = ClusterState.FOLLOWED_UP if followed else ClusterState.DECIDED
    row: Cluster = CLUSTER.advance(
        cluster,
        "receive_decision",
        by=MEETING,
        target=goal,
        decided_at=clock.now(),
        decision_reference=decision_reference,
    )
    for concern in _concerns(row):
        _go_on(concern)
        _note(
            concern,
            "receive_decision",
            "decision_received",
            by=by,
            decision=decision_reference,
            text=text,
            summary=_("联席会议议定，%(decision)s") % {"decision": decision_reference},
        )
        outbox.put(notices.DECISION_RECEIVED, about=concern, to=handlers(concern), by=by, once=decision_reference)
        if opens_callback:
            _call(concern, by=by, reference=decision_reference)
    audit.record("cluster.decided", by=by, about=row, decision=decision_reference)
    return row


@transaction.atomic
def open_callbacks(*, cluster: Cluster, by: Actor, action_reference: str) -> Cluster:
    """The action item that came of the decision is done: every concern still open is called back.

    Safe to call twice: concerns already waiting for the call-back, or closed, are left alone.
    """
    row: Cluster = CLUSTER.advance(cluster, "open_callbacks", by=MEETING)
    for concern in _concerns(row):
        _call(concern, by=by, reference=action_reference)
    audit.record("cluster.followed_up", by=by, about=row, action=action_reference)
    return row


def _concerns(cluster: Cluster) -> Iterator[Concern]:
    rows = Concern.objects.filter(cluster_link__cluster=cluster).select_for_update(of=("self",), no_key=True)
    yield from rows.order_by("pk")


def _go_on(concern: Concern) -> None:
    if concern.paused_at and concern.raised:
        _save(concern, concern.resume())


def _call(concern: Concern, *, by: Actor, reference: str) -> None:
    if concern.state in BEFORE_CALLBACK:
        open_callback(concern=concern, by=by, reason=_("%(reference)s已落实，开启回访") % {"reference": reference})


def _save(concern: Concern, changes: dict[str, object]) -> None:
    concern.version += 1
    concern.changed_at = clock.now()
    concern.save(update_fields=["version", "changed_at", *changes])


def _note(concern: Concern, verb: str, event: str, *, by: Actor, summary: str, text: str = "", **facts: object) -> None:
    tell(concern, verb, by=by, summary=summary, text=text)
    audit.record(f"concern.{event}", by=by, about=concern, unit=concern.unit, **facts)
