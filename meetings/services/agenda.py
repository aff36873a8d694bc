"""The agenda: its items, its order, its versions A, B, C, and closing it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.policies import Refused, Stale
from meetings import notices
from meetings.enums.agenda import ItemKind, ReviewAnswer
from meetings.models import AgendaItem, AgendaVersion, Meeting, Review
from meetings.policies import meetings as may
from meetings.services.texts import agenda_text, last_position, next_reference, refresh_agenda, refresh_item
from meetings.states.topic import TopicState
from meetings.workflow import MEETING, TOPIC

ITEM_FIELDS = ("title", "body", "unit", "presenter", "minutes", "section")
EDITABLE_FIELDS: dict[ItemKind, tuple[str, ...]] = {
    ItemKind.OTHER: ITEM_FIELDS,
    ItemKind.TOPIC: ("presenter", "minutes", "section"),
    ItemKind.PROGRESS: ("presenter", "minutes"),
}
"""What a clerk may change on an item; the words of a topic are the topic's, those of item 1 are generated."""


@transaction.atomic
def add_item(*, meeting: Meeting, by: User, facts: Mapping[str, Any], version: int | None = None) -> AgendaItem:
    """Add an item that is not a topic (通报, 讲话) at the end. `facts`: any of `ITEM_FIELDS`."""
    row = _open(meeting, by=by, version=version)
    item = AgendaItem(
        meeting=row,
        kind=ItemKind.OTHER,
        position=last_position(row) + 1,
        reference=next_reference(row),
        is_late=row.agenda_versions.exists(),
        **{name: facts[name] for name in ITEM_FIELDS if name in facts},
    )
    item.item_hash = item.hash_of_item()
    item.save()
    refresh_agenda(row)
    audit.record("item.added", by=by, about=item, unit=row.union_host)
    return item


@transaction.atomic
def edit_item(*, item: AgendaItem, by: User, facts: Mapping[str, Any], version: int | None = None) -> AgendaItem:
    """Change presenter, minutes or section of an item; title and words of a topic item are the topic's.

    Re-opens the reviews of this item and no other; the agenda cleared before is no longer this one.
    """
    row = _open(item.meeting, by=by, version=version)
    locked: AgendaItem = AgendaItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    refresh_item(
        locked, by=by, **{name: facts[name] for name in EDITABLE_FIELDS[ItemKind(locked.kind)] if name in facts}
    )
    refresh_agenda(row)
    audit.record("item.edited", by=by, about=locked, unit=row.union_host)
    return locked


@transaction.atomic
def move_item(*, item: AgendaItem, by: User, to: int, version: int | None = None) -> AgendaItem:
    """Put an item at place `to` (2 to the last); item 1 stays. Reviews of single items are not touched."""
    row = _open(item.meeting, by=by, version=version)
    items = list(AgendaItem.objects.select_for_update(of=("self",), no_key=True).filter(meeting=row).order_by("pk"))
    items.sort(key=lambda one: one.position)
    moved = next((one for one in items if one.pk == item.pk), None)
    if moved is None or moved.kind == ItemKind.PROGRESS:
        raise Refused(_("上次议定事项落实情况固定为第1项。"))
    items.remove(moved)
    lowest = 1 if items and items[0].kind == ItemKind.PROGRESS else 0
    items.insert(min(max(to - 1, lowest), len(items)), moved)
    for place, one in enumerate(items, start=1):
        if one.position != place:
            one.position = place
            one.save(update_fields=["position"])
    refresh_agenda(row)
    audit.record("item.moved", by=by, about=moved, unit=row.union_host, position=moved.position)
    return moved


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User, version: int | None = None) -> Meeting:
    """Take an item off; its topic is cleared and in the pool again. Versions sent before keep it."""
    row = _open(item.meeting, by=by, version=version)
    if item.kind == ItemKind.PROGRESS:
        raise Refused(_("上次议定事项落实情况固定为第1项，不能移出。"))
    if item.topic is not None:
        if item.topic.state == TopicState.SCHEDULED:
            TOPIC.advance(item.topic, "unschedule", by=by, meeting=None)
        else:
            topic = TOPIC.lock(item.topic)
            topic.meeting, topic.version = None, topic.version + 1
            topic.save(update_fields=["meeting", "version"])
    audit.record("item.removed", by=by, about=item, unit=row.union_host)
    item.delete()
    rest = row.items.in_order().select_for_update(of=("self",), no_key=True)
    for place, one in enumerate(rest, start=1):
        if one.position != place:
            one.position = place
            one.save(update_fields=["position"])
    refresh_agenda(row)
    return row


@transaction.atomic
def send_for_review(
    *,
    meeting: Meeting,
    by: User,
    reviewers: Iterable[User] = (),
    due_at: datetime | None = None,
    version: int | None = None,
) -> AgendaVersion:
    """议程送审: keep the agenda as version A, B, C and ask each official for each item.

    After: one `Review` per official and item; answers given on items that did not change still stand. Officials with
    something to review are told. Raises `Refused` when nothing changed since the last version or nobody is to review.
    """
    row = _open(meeting, by=by, version=version)
    officials = {official.pk: official for official in reviewers}
    earlier = User.objects.filter(reviews__item__meeting=row).distinct()
    officials |= {official.pk: official for official in earlier}
    if not officials:
        raise Refused(_("请至少选择一位审阅领导。"))
    last = may.latest_version(row)
    row = MEETING.advance(row, "send_for_review", by=by, review_due_at=due_at or row.review_due_at)
    text = agenda_text(row)
    sent = AgendaVersion.objects.create(
        meeting=row,
        number=last.number + 1 if last else 1,
        items=text,
        agenda_hash=row.agenda_hash,
        changes=_changes(last.items if last else None, text),
        sent_by=by,
    )
    items = list(row.items.in_order())
    Review.objects.bulk_create(
        [Review(item=item, reviewer=official) for item in items for official in officials.values()],
        ignore_conflicts=True,
    )
    waiting = User.objects.filter(pk__in=Review.objects.filter(item__meeting=row).waiting().values("reviewer"))
    audit.record("agenda.sent", by=by, about=row, unit=row.union_host, letter=sent.letter, officials=len(officials))
    outbox.put(notices.AGENDA_SENT, about=row, to=waiting, by=by, once=f"agenda-{sent.number}")
    return sent


@transaction.atomic
def recall(*, meeting: Meeting, by: User, version: int | None = None) -> Meeting:
    """收回议程: back to preparing; nothing said so far is lost."""
    row: Meeting = MEETING.advance(meeting, "recall", by=by, version=version)
    audit.record("agenda.recalled", by=by, about=row, unit=row.union_host)
    return row


@transaction.atomic
def review_item(
    *, review: Review, by: User, answer: str, text: str = "", seen: str = "", version: int | None = None
) -> Review:
    """An official's 同意, 退回 or 意见 on one item, bound to the item as shown to him (`seen`, its hash).

    Raises `Stale` when the item changed since the page was opened. A 退回 or 意见 is told to the office at once.
    """
    meeting = MEETING.lock(review.item.meeting)
    item = AgendaItem.objects.select_for_update(of=("self",), no_key=True).get(pk=review.item_id)
    item.meeting = meeting
    row: Review = (
        Review.objects.select_for_update(of=("self",), no_key=True).select_related("reviewer").get(pk=review.pk)
    )
    row.item = item
    may.check_can_review(by, row)
    if (seen and seen != item.item_hash) or (version is not None and row.version != version):
        raise Stale(_("这一项刚刚改动过，已为您显示最新内容，请看过改动再表态。"))
    row.answer, row.text = answer, "" if answer == ReviewAnswer.AGREE else text.strip()
    row.item_hash, row.seen, row.answered_at = item.item_hash, item.canonical(), clock.now()
    row.version += 1
    row.save(update_fields=["answer", "text", "item_hash", "seen", "answered_at", "version"])
    audit.record("item.reviewed", by=by, about=item, unit=item.meeting.union_host, answer=answer)
    if row.text:
        outbox.put(
            notices.AGENDA_REVIEWED,
            about=item.meeting,
            to=[item.meeting.prepared_by],
            by=by,
            once=f"review-{row.pk}-v{row.version}",
        )
    return row


@transaction.atomic
def freeze(*, meeting: Meeting, by: User, version: int | None = None) -> AgendaVersion:
    """议程定稿: the version both hosts cleared is the agenda of the meeting; nothing in it changes any more."""
    row: Meeting = MEETING.lock(meeting)
    if version is not None and row.version != version:
        raise Stale
    may.check_can_freeze(by, row)
    sent = may.latest_version(row)
    if sent is None:
        raise Refused(_("议程还没有送审。"))
    sent.frozen_at, sent.frozen_by = clock.now(), by
    sent.save(update_fields=["frozen_at", "frozen_by"])
    row.agenda_frozen_at = sent.frozen_at
    row.version += 1
    row.save(update_fields=["agenda_frozen_at", "version"])
    audit.record("agenda.frozen", by=by, about=row, unit=row.union_host, letter=sent.letter)
    return sent


@transaction.atomic
def unfreeze(*, meeting: Meeting, by: User, reason: str, version: int | None = None) -> Meeting:
    """解除定稿, with the reason, before the notice goes out: the agenda can change again and is then sent anew."""
    row: Meeting = MEETING.lock(meeting)
    if version is not None and row.version != version:
        raise Stale
    may.check_can_unfreeze(by, row)
    row.agenda_frozen_at, row.state_note = None, reason
    row.version += 1
    row.save(update_fields=["agenda_frozen_at", "state_note", "version"])
    audit.record("agenda.unfrozen", by=by, about=row, unit=row.union_host)
    return row


# --- Inside ----------------------------------------------------------------------------------------------------------


def _open(meeting: Meeting, *, by: User, version: int | None) -> Meeting:
    row: Meeting = MEETING.lock(meeting)
    if version is not None and row.version != version:
        raise Stale
    may.check_can_build(by, row)
    return row


def _changes(before: list[dict[str, Any]] | None, after: list[dict[str, Any]]) -> list[str]:
    """What is different from the last version, in words."""
    if before is None:
        return []
    old = {one["topic"] or one["title"]: one for one in before}
    new = {one["topic"] or one["title"]: one for one in after}
    said = [_("增加：%(title)s") % {"title": one["title"]} for key, one in new.items() if key not in old]
    said += [_("移出：%(title)s") % {"title": one["title"]} for key, one in old.items() if key not in new]
    said += [
        _("改动：%(title)s") % {"title": one["title"]}
        for key, one in new.items()
        if key in old and one["hash"] != old[key]["hash"]
    ]
    kept = [key for key in new if key in old]
    if kept != sorted(kept, key=lambda key: old[key]["position"]):
        said.append(_("调整次序"))
    return said
