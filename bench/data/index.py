"""The search index of the data set, written as the portal writes it (`foundation.search.services`)."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction

from bench.data.copying import copy, numbers
from foundation.search import services
from foundation.search.models import SearchEntry
from foundation.search.searchable import Searchable, registered

CHUNK = 5_000


def make(part: int = 0, parts: int = 1) -> int:
    """An entry for each listed record of each registered model; how many. Of several processes each takes its part."""
    written = 0
    for one in registered().values():
        for chunk in _chunks(one, part, parts):
            entries = [services._entry(one, record) for record in chunk if one.listed(record)]
            with transaction.atomic():
                for entry, key in zip(entries, numbers(SearchEntry, len(entries)), strict=True):
                    entry.pk = key
                written += copy(SearchEntry, entries)
    return written


def _chunks(one: Searchable, part: int, parts: int) -> Iterator[list[Any]]:
    rows = one.model._base_manager.select_related(*one.related).prefetch_related(*one.lists).order_by("pk")
    last = number = 0
    keys = list(one.model._base_manager.order_by("pk").values_list("pk", flat=True))
    ends = keys[CHUNK - 1 :: CHUNK] + keys[-1:]
    for number, end in enumerate(dict.fromkeys(ends)):
        if number % parts == part:
            yield list(islice(rows.filter(pk__gt=last, pk__lte=end), CHUNK))
        last = end
