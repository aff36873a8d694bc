"""Reading units and posts."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from foundation.core import clock
from foundation.orgs.scope import within

if TYPE_CHECKING:
    from foundation.orgs.models import Post, Unit


def valid_on(day: dt.date) -> Q:
    """Rows whose `valid_from`..`valid_to` (open ended) holds `day`."""
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


class UnitQuerySet(QuerySet["Unit"]):
    def within(self, paths: Iterable[str]) -> "UnitQuerySet":
        """These units and all below them."""
        return self.filter(within(paths))

    def current(self) -> "UnitQuerySet":
        """Units that exist today."""
        return self.filter(valid_on(clock.today()))

    def of_kind(self, *kinds: str) -> "UnitQuerySet":
        return self.filter(kind__in=kinds)


class PostQuerySet(QuerySet["Post"]):
    def on(self, day: dt.date) -> "PostQuerySet":
        """Posts held on `day`, in the office's own order: officials are never sorted by name."""
        return self.filter(valid_on(day)).order_by("sort_order", "pk")
