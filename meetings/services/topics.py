"""Topics: from the draft to the agenda."""

from collections.abc import Mapping
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from concerns import services as concerns
from concerns.models import Cluster
from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.policies import Refused, Stale
from foundation.documents import services as documents
from foundation.search import services as search
from meetings import notices
from meetings.enums.topic import Origin
from meetings.models import Topic, TopicPaper
from meetings.policies import topics as may
from meetings.rights import Right
from meetings.services.numbering import next_number
from meetings.services.texts import TEXT_KEEPER, write_edition
from meetings.states.opinion import OpinionState
from meetings.states.topic import BEING_WRITTEN, TopicState
from meetings.workflow import MEETING, OPINION, TOPIC

WRITABLE = (
    "title",
    "kind",
    "origin",
    "background",
    "data",
    "legal_basis",
    "asked_decision",
    "lead_unit",
    "money",
    "money_source",
    "legality_note",
    "presenter",
    "minutes",
)
"""What a form may set; `assisting_units` besides."""


@transaction.atomic
def draft_topic(*, by: User, facts: Mapping[str, Any]) -> Topic:
    """Begin a topic for the user's unit: number YT-year-nnn, state 草拟, seen by that unit alone.

    `facts`: any of `WRITABLE`, and `assisting_units`. Raises `Refused` without the right to file.
    """
    may.check_can_draft(by)
    topic = _new(by=by, facts=facts)
    audit.record("topic.drafted", by=by, about=topic, unit=topic.unit)
    return topic


@transaction.atomic
def raise_from_cluster(*, by: User, cluster: Cluster, facts: Mapping[str, Any]) -> Topic:
    """提请上会: make a cluster of concerns a submitted topic with its de-identified facts, frozen now.

    After: the topic is 已提交 with count and facts that no later concern changes; the cluster's concerns are paused with
    reason 提请上会 and know the topic; the office is told. Raises `Refused` when the cluster is in a topic already or
    `concerns` refuses to pause it.
    """
    locked = Cluster.objects.select_for_update(of=("self",), no_key=True).get(pk=cluster.pk)
    may.check_can_raise(by, locked)
    topic = _new(by=by, facts={**facts, "origin": Origin.CONCERNS}, cluster=locked)
    raised = concerns.pause_for_topic(cluster=locked, by=by, topic_reference=topic.reference)
    facts_now = concerns.cluster_facts(raised)
    topic.facts = {name: value for name, value in facts_now.items() if name != "reference"}
    topic.facts_count = facts_now["concerns"]
    topic.facts_frozen_at = clock.now()
    topic.save(update_fields=["facts", "facts_count", "facts_frozen_at"])
    audit.record("topic.raised", by=by, about=topic, unit=topic.unit, cluster=locked, concerns=topic.facts_count)
    return _submit(topic, by=by, version=None)


@transaction.atomic
def edit_topic(*, topic: Topic, by: User, facts: Mapping[str, Any], why: str = "", version: int | None = None) -> Topic:
    """Change a topic's text. A text that was submitted becomes a new edition, which re-opens what it touches.

    Raises `Stale` when `version` is not the row's; `Refused` by `check_can_edit`.
    """
    row = _locked(topic, by=by, version=version)
    for name in WRITABLE:
        if name in facts:
            setattr(row, name, facts[name])
    row.version += 1
    row.save()
    if "assisting_units" in facts:
        row.assisting_units.set(facts["assisting_units"])
    _keep(row, by=by, why=why)
    search.index(row)
    audit.record("topic.edited", by=by, about=row, unit=row.unit, edition=row.edition)
    return row


@transaction.atomic
def attach_paper(*, topic: Topic, by: User, upload: File, version: int | None = None) -> TopicPaper:  # type: ignore[type-arg]
    """Add a file to a topic; its checksum belongs to the text, so a late paper re-opens clearances as an edit does."""
    row = _locked(topic, by=by, version=version)
    attachment = documents.attach(upload, by=by, unit=row.unit)
    paper = TopicPaper.objects.create(topic=row, attachment=attachment)
    _keep(row, by=by, why=_("增加材料：%(name)s") % {"name": attachment.name})
    audit.record("paper.attached", by=by, about=row, unit=row.unit, paper=attachment)
    return paper


@transaction.atomic
def remove_paper(*, paper: TopicPaper, by: User) -> Topic:
    """Take a file off a topic; it stays on record."""
    row = _locked(paper.topic, by=by, version=None)
    paper.removed_at = clock.now()
    paper.save(update_fields=["removed_at"])
    _keep(row, by=by, why=_("撤下材料：%(name)s") % {"name": paper.attachment.name})
    audit.record("paper.removed", by=by, about=row, unit=row.unit, paper=paper.attachment)
    return row


@transaction.atomic
def submit(*, topic: Topic, by: User, version: int | None = None) -> Topic:
    """Hand a draft (or a returned topic) to the office. After: 已提交, its text kept as an edition; the office is told."""
    return _submit(topic, by=by, version=version)


@transaction.atomic
def accept(*, topic: Topic, by: User, version: int | None = None) -> Topic:
    """初筛: take a submitted topic up. The proposer reads it on the topic's page."""
    row = TOPIC.advance(topic, "accept", by=by, version=version, state_note="")
    audit.record("topic.accepted", by=by, about=row, unit=row.unit)
    return row


@transaction.atomic
def return_topic(*, topic: Topic, by: User, reason: str, version: int | None = None) -> Topic:
    """Give a topic back to its proposer with the reason; running opinions are stopped. The proposer is told."""
    row = TOPIC.advance(topic, "return", by=by, version=version, state_note=reason)
    _stop_opinions(row)
    audit.record("topic.returned", by=by, about=row, unit=row.unit)
    outbox.put(notices.TOPIC_RETURNED, about=row, to=[row.filed_by], by=by)
    return row


@transaction.atomic
def redirect(*, topic: Topic, by: User, reason: str, version: int | None = None) -> Topic:
    """转办: not for the meeting; `reason` says who deals with it instead. Concerns run on; the proposer is told."""
    row = TOPIC.advance(topic, "redirect", by=by, version=version, state_note=reason)
    _release(row, by=by)
    audit.record("topic.redirected", by=by, about=row, unit=row.unit)
    outbox.put(notices.TOPIC_REDIRECTED, about=row, to=[row.filed_by], by=by)
    return row


@transaction.atomic
def merge(*, topic: Topic, into: Topic, by: User, reason: str, version: int | None = None) -> Topic:
    """并案: the matter goes on in `into`; the lineage stays. The proposer is told.

    Raises `Refused` when `into` is the topic itself or is no longer open; a topic from concerns keeps its own way.
    """
    list(Topic.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=[topic.pk, into.pk]).order_by("pk"))
    into.refresh_from_db()
    if into.pk == topic.pk:
        raise Refused(_("不能并入自己。"))
    if not Topic.objects.in_pool().filter(pk=into.pk).exists():
        raise Refused(_("%(reference)s已经办结，不能再并入。") % {"reference": into.reference})
    if topic.cluster_id is not None:
        raise Refused(_("由诉求归并提请的议题不能并入其他议题，请退回后在诉求归并中处理。"))
    row = TOPIC.advance(topic, "merge", by=by, version=version, merged_into=into, state_note=reason)
    audit.record("topic.merged", by=by, about=row, unit=row.unit, into=into)
    outbox.put(notices.TOPIC_MERGED, about=row, to=[row.filed_by], by=by)
    return row


@transaction.atomic
def consolidate(*, topic: Topic, by: User, summary: str, version: int | None = None) -> Topic:
    """Sum the opinions up, overdue units named as overdue. Raises `Refused` while an answer may still come in time."""
    row = TOPIC.advance(topic, "consolidate", by=by, version=version, consolidation=summary)
    audit.record("topic.consolidated", by=by, about=row, unit=row.unit)
    return row


@transaction.atomic
def present(*, topic: Topic, by: User, version: int | None = None) -> Topic:
    """报两家审定: the federation's leader is asked first, then the government office."""
    row = TOPIC.advance(topic, "present", by=by, version=version, state_note="")
    audit.record("topic.presented", by=by, about=row, unit=row.unit)
    outbox.put(notices.TOPIC_PRESENTED, about=row, to=User.objects.holding(Right.CLEAR_UNION), by=by)
    return row


@transaction.atomic
def defer(*, topic: Topic, by: User, reason: str, version: int | None = None) -> Topic:
    """缓议, with the reason; it can be resumed. The proposer is told."""
    row = TOPIC.advance(topic, "defer", by=by, version=version, state_note=reason)
    audit.record("topic.deferred", by=by, about=row, unit=row.unit)
    outbox.put(notices.TOPIC_DEFERRED, about=row, to=[row.filed_by], by=by)
    return row


@transaction.atomic
def resume(*, topic: Topic, by: User, version: int | None = None) -> Topic:
    """Take a deferred topic up again: both hosts clear it anew."""
    row = TOPIC.advance(topic, "resume", by=by, version=version, state_note="")
    audit.record("topic.resumed", by=by, about=row, unit=row.unit)
    outbox.put(notices.TOPIC_PRESENTED, about=row, to=User.objects.holding(Right.CLEAR_UNION), by=by)
    return row


@transaction.atomic
def carry_over(*, topic: Topic, by: User, version: int | None = None) -> Topic:
    """转入下次会议: a postponed topic is in the pool again, cleared as it was; its item on the old agenda stays."""
    row = TOPIC.advance(topic, "carry_over", by=by, version=version, meeting=None, state_note="")
    audit.record("topic.carried_over", by=by, about=row, unit=row.unit)
    return row


@transaction.atomic
def archive(*, topic: Topic, by: User) -> Topic:
    """归档 a topic with its outcome, when its meeting is archived."""
    row = TOPIC.advance(topic, "archive", by=by)
    audit.record("topic.archived", by=by, about=row, unit=row.unit)
    return row


@transaction.atomic
def withdraw_topic(*, topic: Topic, by: User, reason: str, version: int | None = None) -> Topic:
    """撤回: the topic ends, its number stays; running opinions are stopped and the clocks of its concerns run on."""
    row = TOPIC.advance(topic, "withdraw", by=by, version=version, state_note=reason)
    _stop_opinions(row)
    _release(row, by=by)
    search.index(row)
    audit.record("topic.withdrawn", by=by, about=row, unit=row.unit)
    return row


# --- Inside ----------------------------------------------------------------------------------------------------------


def _new(*, by: User, facts: Mapping[str, Any], cluster: Cluster | None = None) -> Topic:
    year = clock.today().year
    topic = Topic(
        unit=may.filing_unit(by),
        filed_by=by,
        year=year,
        cluster=cluster,
        **{name: facts[name] for name in WRITABLE if name in facts},
    )
    topic.number = next_number(Topic, year)
    topic.reference = f"YT-{year}-{topic.number:03d}"
    topic.save()
    topic.assisting_units.set(facts.get("assisting_units", ()))
    topic.text_hash = topic.hash_of_text()
    topic.save(update_fields=["text_hash"])
    search.index(topic)
    return topic


def _submit(topic: Topic, *, by: User, version: int | None) -> Topic:
    row = TOPIC.advance(topic, "submit", by=by, version=version, submitted_at=clock.now(), state_note="")
    write_edition(row, by=by, why=_("由诉求归并生成") if row.cluster_id and not row.versions.exists() else "")
    audit.record("topic.submitted", by=by, about=row, unit=row.unit, edition=row.edition)
    outbox.put(notices.TOPIC_SUBMITTED, about=row, to=User.objects.holding(Right.SCREEN), by=by)
    return row


def _locked(topic: Topic, *, by: User, version: int | None) -> Topic:
    """The row under lock; the meeting it is on first, because an edit re-opens its agenda."""
    if topic.meeting_id is not None:
        MEETING.lock(topic.meeting)
    row: Topic = TOPIC.lock(topic)
    if row.meeting_id != topic.meeting_id or (version is not None and row.version != version):
        raise Stale
    may.check_can_edit(by, row)
    return row


def _keep(row: Topic, *, by: User, why: str) -> None:
    """What is still being written has no editions; what was handed in gets one for every change."""
    if row.state in BEING_WRITTEN:
        row.text_hash = row.hash_of_text()
        row.save(update_fields=["text_hash"])
    else:
        write_edition(row, by=by, why=why)


def _stop_opinions(topic: Topic) -> None:
    for opinion in topic.opinions.filter(state=OpinionState.ASKED).order_by("pk"):
        OPINION.advance(opinion, "stop", by=TEXT_KEEPER, **opinion.stop_clock())


def _release(topic: Topic, *, by: User) -> None:
    if topic.cluster is not None and topic.state in (TopicState.WITHDRAWN, TopicState.REDIRECTED):
        concerns.resume_after_withdrawal(cluster=topic.cluster, by=by)
