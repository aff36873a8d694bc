"""Finding records: candidates from the index, then only those the person may see, in a bounded number of queries.

Two steps, because neither alone is right. The best candidates are fetched again through `visible_to` (quick for people
who see much). Somebody who sees little may see none of them: then the index is joined with what she may see, so that
her own record is found among a million of others.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, Value
from django.utils.functional import Promise

from foundation.search import tokens
from foundation.search.models import SearchEntry
from foundation.search.searchable import Searchable, registered

CANDIDATES = 100
LIMIT = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record as a list shows it; `excerpt` is (before, match, after)."""

    record: Any
    kind: str | Promise
    icon: str
    reference: str
    title: str
    url: str
    excerpt: tuple[str, str, str]
    dated_at: Any


def find(user: Any, typed: str, *, label: str = "", limit: int = LIMIT) -> list[Hit]:
    """What `user` may see of what matches `typed`: exact number first, then titles, then texts, newest first.

    At most 2 + 2 × models queries, whatever the size of the index; nothing that `visible_to` hides leaves a trace.
    """
    key, query = tokens.key(typed[: tokens.LONGEST_QUERY]), tokens.query(typed)
    kinds = {name: one for name, one in registered().items() if label in ("", name)}
    if not query or not kinds:
        return []
    entries, complete = _candidates(label, key, query)
    seen = _visible(user, kinds, entries)
    if not complete and len(seen) < limit:
        entries = _joined(user, kinds, key, query, limit)
        seen = _visible(user, kinds, entries)
    found = [(entry, seen[entry.label, entry.object_pk]) for entry in entries if (entry.label, entry.object_pk) in seen]
    return [_hit(kinds[entry.label], entry, record, typed) for entry, record in found[:limit]]


def _candidates(label: str, key: str, query: str) -> tuple[list[SearchEntry], bool]:
    """The best entries in order, each once; and whether these are all."""
    base = SearchEntry.objects.defer("title_lexemes", "lexemes")
    if label:
        base = base.filter(label=label)
    tiers = [base.numbered(key), base.titled(query), base.anywhere(query)]
    parts = [tier.annotate(tier=Value(place)).newest()[:CANDIDATES] for place, tier in enumerate(tiers)]
    rows = list(parts[0].union(*parts[1:], all=True).order_by("tier", "-dated_at", "-id"))
    found: dict[int, SearchEntry] = {}
    for row in rows:
        found.setdefault(row.pk, row)
    return list(found.values()), sum(row.tier == len(tiers) - 1 for row in rows) < CANDIDATES


def _joined(user: Any, kinds: dict[str, Searchable], key: str, query: str, limit: int) -> list[SearchEntry]:
    """The best entries among those whose record `user` may see, joined by the database."""
    mine = [
        Q(label=name, object_pk__in=one.model._default_manager.visible_to(user).order_by().values("pk"))  # type: ignore[attr-defined]
        for name, one in kinds.items()
    ]
    matching = SearchEntry.objects.filter(Q(keys__contains=[key]) | Q(lexemes__matches=query)).filter(reduce(or_, mine))
    return list(matching.defer("title_lexemes", "lexemes").best_first(key, query)[:limit])


def _visible(user: Any, kinds: dict[str, Searchable], entries: list[SearchEntry]) -> dict[tuple[str, int], Any]:
    """The records behind `entries` that `user` may see, one query for each model."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        if entry.label in kinds:  # an app that was taken out leaves entries behind until the next rebuild
            wanted[entry.label].append(entry.object_pk)
    return {
        (name, record.pk): record
        for name, keys in wanted.items()
        for record in kinds[name]
        .model._default_manager.visible_to(user)  # type: ignore[attr-defined]
        .select_related(*kinds[name].related)
        .prefetch_related(*kinds[name].lists)
        .filter(pk__in=keys)
    }


def _hit(one: Searchable, entry: SearchEntry, record: Any, typed: str) -> Hit:
    return Hit(
        record=record,
        kind=one.kind,
        icon=one.icon,
        reference=entry.reference,
        title=entry.title,
        url=record.get_absolute_url(),
        excerpt=tokens.excerpt(one.text(record) or "", typed),
        dated_at=entry.dated_at,
    )
