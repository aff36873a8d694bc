"""What follows from a changed text: a new edition, and exactly that re-opened which was given on the old one."""

from typing import Any

from django.db.models import Max

from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.core.actors import SystemActor
from meetings import notices
from meetings.models import AgendaItem, Meeting, Topic, TopicVersion
from meetings.models.text import fingerprint
from meetings.rights import Right
from meetings.states.topic import BEING_CLEARED, CLEARED, TopicState
from meetings.workflow import TOPIC

TEXT_KEEPER = SystemActor("text")
"""Re-opens what a change touches: no person decides it."""


def write_edition(topic: Topic, *, by: User, why: str = "") -> bool:
    """Keep the text of `topic` (saved, locked) as a new edition when it differs from the last; True if it did.

    After: `edition` and `text_hash` name the new text; clearances and opinions on the old one no longer count, because
    they carry its hash; a topic that was being or had been cleared is back at the first host; its agenda items have a
    new hash, so their reviews (and no others) are asked again. Told: who clears, who had reviewed.
    """
    text = topic.canonical()
    text_hash = fingerprint(text)
    last = topic.versions.order_by("edition").last()
    if last is not None and last.text_hash == text_hash:
        return False
    topic.text_hash = text_hash
    topic.edition = last.edition + 1 if last else 1
    topic.save(update_fields=["text_hash", "edition"])
    TopicVersion.objects.create(
        topic=topic, edition=topic.edition, text=text, text_hash=text_hash, why=why, written_by=by
    )
    if last is not None:
        _reopen(topic, by=by)
    return True


def _reopen(topic: Topic, *, by: User) -> None:
    if topic.state in (TopicState.GOV_OFFICE, *CLEARED):
        row = TOPIC.advance(topic, "reopen", by=TEXT_KEEPER, state_note="")
        topic.state, topic.version, topic.state_note = row.state, row.version, row.state_note
        audit.record("topic.reopened", by=by, about=topic, unit=topic.unit, edition=topic.edition)
    if topic.state in BEING_CLEARED:
        outbox.put(notices.TOPIC_REOPENED, about=topic, to=User.objects.holding(Right.CLEAR_UNION), by=by)
    for item in AgendaItem.objects.select_for_update(of=("self",), no_key=True).filter(topic=topic).order_by("pk"):
        if item.meeting.agenda_frozen_at is None:
            refresh_item(item, by=by, title=topic.title)
            refresh_agenda(item.meeting)


def refresh_item(item: AgendaItem, *, by: User, **changes: Any) -> None:
    """Save `changes` on an agenda item and its new hash; tell the officials who had reviewed the old text."""
    for name, value in changes.items():
        setattr(item, name, value)
    fresh = item.hash_of_item()
    reopened = fresh != item.item_hash
    item.item_hash = fresh
    item.version += 1
    item.save(update_fields=["item_hash", "version", *changes])
    if not reopened:
        return
    officials = list(User.objects.filter(reviews__item=item).exclude(reviews__answer="").distinct().order_by("pk"))
    if officials:
        outbox.put(
            notices.AGENDA_REOPENED, about=item.meeting, to=officials, by=by, once=f"item-{item.pk}-v{item.version}"
        )
        audit.record("item.reopened", by=by, about=item, unit=item.meeting.union_host, officials=len(officials))


def agenda_text(meeting: Meeting) -> list[dict[str, Any]]:
    """The agenda in its order, as a version keeps it."""
    items = meeting.items.in_order().select_related("topic", "unit")
    return [{"position": item.position, "hash": item.item_hash, **item.canonical()} for item in items]


def refresh_agenda(meeting: Meeting) -> None:
    """Set `agenda_hash` anew: any version cleared before no longer is the agenda."""
    meeting.agenda_hash = fingerprint({"items": agenda_text(meeting)})
    meeting.version += 1
    meeting.save(update_fields=["agenda_hash", "version"])


def last_position(meeting: Meeting) -> int:
    """Where the agenda ends; 0 for an empty one."""
    return meeting.items.aggregate(last=Max("position"))["last"] or 0


def next_reference(meeting: Meeting) -> str:
    """The next free LX-year-nn-ii; numbers of removed items are not given out again while higher ones stand."""
    taken = {int(ref.rpartition("-")[2]) for ref in meeting.items.values_list("reference", flat=True)}
    return f"{meeting.reference}-{max(taken, default=0) + 1:02d}"
