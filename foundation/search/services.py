"""Keeping the index in step with the records: always in the transaction that changes them."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from foundation.core import clock
from foundation.search import tokens
from foundation.search.models import SearchEntry
from foundation.search.searchable import Searchable, registered, searchable_of

CHUNK = 500


def index(*records: models.Model) -> None:
    """Put records into the index, or renew them; one that is not to be listed leaves it.

    Before: the transaction that saved them is open, so a rolled-back change is never found.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("search.index() belongs into the transaction of the change")
    for record in records:
        _write(searchable_of(type(record)), [record])


def unindex(*records: models.Model) -> None:
    """Take records out of the index (deleted, withdrawn)."""
    for record in records:
        SearchEntry.objects.filter(label=record._meta.label_lower, object_pk=record.pk).delete()


def rebuild(labels: Iterable[str] = ()) -> dict[str, int]:
    """Write the whole index anew (or that of some models), in portions; entries without a record disappear.

    Safe beside running traffic: each portion is one transaction that locks the records it indexes, so that a change
    made meanwhile waits and then writes its own, newer entry. After: the number of entries by model.
    """
    models_ = registered()
    wanted = {label: models_[label] for label in (list(labels) or models_)}
    if not list(labels):
        SearchEntry.objects.exclude(label__in=models_).delete()
    return {label: _rebuild_one(one) for label, one in wanted.items()}


def _rebuild_one(one: Searchable) -> int:
    written, last = 0, 0
    while True:
        with transaction.atomic():
            rows = one.model._base_manager.select_related(*one.related).filter(pk__gt=last).order_by("pk")
            portion = list(rows.select_for_update(of=("self",), no_key=True)[:CHUNK])
            end = portion[-1].pk if len(portion) == CHUNK else None
            gap = SearchEntry.objects.filter(label=one.label, object_pk__gt=last)
            gap = gap if end is None else gap.filter(object_pk__lte=end)
            gap.exclude(object_pk__in=[record.pk for record in portion]).delete()
            written += _write(one, portion)
        if end is None:
            return written
        last = end


def _write(one: Searchable, records: list[Any]) -> int:
    """Upsert the listed ones of `records`, delete the others; how many were written."""
    hidden = [record.pk for record in records if not one.listed(record)]
    if hidden:
        SearchEntry.objects.filter(label=one.label, object_pk__in=hidden).delete()
    entries = [_entry(one, record) for record in records if record.pk not in set(hidden)]
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["label", "object_pk"],
        update_fields=["reference", "title", "keys", "title_lexemes", "lexemes", "dated_at"],
    )
    return len(entries)


def _entry(one: Searchable, record: Any) -> SearchEntry:
    title = one.title(record) or record.reference
    numbers = [record.reference, *one.numbers(record)]
    title_lexemes = tokens.of_title(title)
    text_lexemes = tokens.of_text(" ".join([*filter(None, numbers), one.text(record) or ""]))
    return SearchEntry(
        label=one.label,
        object_pk=record.pk,
        reference=record.reference,
        title=title[:300],
        keys=sorted({tokens.key(number)[:80] for number in numbers if number}),
        title_lexemes=title_lexemes,
        lexemes=sorted({*title_lexemes, *text_lexemes}),
        dated_at=one.dated_at(record) or clock.now(),
    )
