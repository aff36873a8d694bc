"""What a feature says about its records so that they can be found.

In its `contributions.py`:

    SEARCHABLE = [
        Searchable(Concern, _("诉求"), icon="care", title=attrgetter("title"), text=attrgetter("summary")),
    ]

and in its services, in the transaction of the change: `search.index(concern)`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise

from foundation.core import contributions


def _reference_only(record: Any) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Searchable:
    """A model that can be found. Its records have `reference`, `get_absolute_url()`, its manager `visible_to(user)`.

    `text` holds only what *everyone* who may see the record may read (no internal notes, no personal data): a hit
    tells that a word occurs. `numbers` are further exact keys such as a 文号. `listed` says whether a record is in the
    index at all. `related` is select_related, `lists` prefetch_related for reading many at once.
    """

    model: type[models.Model]
    kind: str | Promise
    title: Callable[[Any], str]
    text: Callable[[Any], str]
    icon: str = "file"
    numbers: Callable[[Any], Iterable[str]] = _reference_only
    dated_at: Callable[[Any], datetime | None] = lambda record: record.created_at
    listed: Callable[[Any], bool] = lambda record: True
    related: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


def registered() -> dict[str, Searchable]:
    """All searchable models by label, in the order of the apps."""
    found: dict[str, Searchable] = {}
    for module in contributions.modules("SEARCHABLE"):
        found |= {one.label: one for one in module.SEARCHABLE}
    return found


def searchable_of(model: type[models.Model]) -> Searchable:
    """How `model` is indexed; LookupError when its app did not say."""
    label = model._meta.label_lower
    try:
        return registered()[label]
    except KeyError:
        raise LookupError(f"{label} is not in SEARCHABLE of its contributions") from None
