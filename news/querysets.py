"""Reading releases. Every view starts at `public()` or `visible_to(user)`."""

from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from foundation.orgs.scope import within
from news.enums import Step
from news.rights import REVIEWS, Right
from news.states import IN_REVIEW, State

if TYPE_CHECKING:
    from news.models import Column, Release

STEP_OF_STATE = dict(zip(IN_REVIEW, Step, strict=True))
RIGHT_OF_STEP = dict(zip(Step, REVIEWS, strict=True))


def _scope(user: Any, right: str) -> Q:
    """Releases of the units where `right` is held; those of no unit belong to everyone who holds it."""
    paths = user.paths(right)
    return within(paths, "unit__path") | Q(unit=None) if paths else Q(pk__in=())


class ColumnQuerySet(QuerySet["Column"]):
    def open(self) -> "ColumnQuerySet":
        return self.filter(closed_on=None)


class ReleaseQuerySet(QuerySet["Release"]):
    def public(self) -> "ReleaseQuerySet":
        """What everyone may read: a version was published and not withdrawn (a correction may be under way)."""
        return self.filter(live__isnull=False).exclude(state=State.WITHDRAWN)

    def newest_first(self) -> "ReleaseQuerySet":
        return self.order_by("-published_at", "-pk")

    def visible_to(self, user: Any) -> "ReleaseQuerySet":
        """Public releases, and unpublished ones in the scope of a right of the news desk."""
        seen = Q(live__isnull=False) & ~Q(state=State.WITHDRAWN)
        if getattr(user, "is_authenticated", False):
            seen |= _scope(user, Right.READ)
        return self.filter(seen)

    def at_the_desk_of(self, user: Any) -> "ReleaseQuerySet":
        """What the news desk's own pages show her."""
        return self.filter(_scope(user, Right.READ))

    def waiting_for(self, user: Any) -> "ReleaseQuerySet":
        """Releases whose next review she may give: right and scope, no step taken before, not her own text."""
        waits = Q(pk__in=())
        for state, step in STEP_OF_STATE.items():
            waits |= Q(state=state) & _scope(user, RIGHT_OF_STEP[step])
        own = Q(author=user) | Q(current__edited_by=user) | Q(current__submitted_by=user)
        return self.filter(waits).exclude(own).exclude(current__reviews__reviewer=user)

    def returned_to(self, user: Any) -> "ReleaseQuerySet":
        """Drafts of hers that a reviewer sent back and nobody has changed since."""
        return self.filter(state=State.DRAFT, author=user, current__reviews__decision="returned").distinct()

    def due(self, now: Any) -> "ReleaseQuerySet":
        return self.filter(state=State.SCHEDULED, publish_at__lte=now)

    def with_texts(self) -> "ReleaseQuerySet":
        return self.select_related("column", "current", "live", "author", "unit", "minutes__meeting")

    def by_year(self) -> "QuerySet[Release, Any]":
        """(year, month, count) of public releases, newest first, in local time."""
        rows = self.public().annotate(year=ExtractYear("published_at"), month=ExtractMonth("published_at"))
        return (
            rows.values("year", "month")
            .annotate(count=Count("pk"))
            .order_by("-year", "-month")
            .values_list("year", "month", "count")
        )

    def differing(self) -> "ReleaseQuerySet":
        """Public releases with a correction under way."""
        return self.public().exclude(live=F("current"))
