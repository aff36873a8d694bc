"""Reading limits and clocks."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When


class ClockedQuerySet(models.QuerySet[Any]):
    """Put into a feature's QuerySet by inheritance: `class ConcernQuerySet(ClockedQuerySet)`."""

    def running(self) -> Self:
        """Started, not stopped, not paused: time is being used."""
        return self.filter(clock_started_at__isnull=False, clock_stopped_at=None, paused_at=None)

    def ticking(self) -> Self:
        """Started and not stopped, paused or not."""
        return self.filter(clock_started_at__isnull=False, clock_stopped_at=None)

    def paused(self) -> Self:
        return self.filter(paused_at__isnull=False)

    def overdue(self, now: datetime) -> Self:
        """Past the due time at `now`; what is paused or stopped is not overdue."""
        return self.running().filter(due_at__lt=now)

    def due_by(self, moment: datetime) -> Self:
        """Due at `moment` or before, overdue included."""
        return self.running().filter(due_at__lte=moment)

    def by_due(self) -> Self:
        """Earliest deadline first; paused ones and those without a clock last."""
        last = Case(
            When(Q(clock_stopped_at=None, paused_at=None), then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        return self.order_by(last, F("due_at").asc(nulls_last=True), "pk")


class TimeLimitQuerySet(models.QuerySet[Any]):
    def find(self, key: str, category: str = "", urgency: str = "") -> Any:
        """The row for `key` that fits closest: category and urgency, then urgency alone, then category alone, then any.

        Urgency comes before category, because a matter of life does not wait for its category's weeks.
        Raises `DoesNotExist` when not even a general row exists.
        """
        fits = self.filter(Q(category=category) | Q(category=""), Q(urgency=urgency) | Q(urgency=""), key=key)
        best = fits.order_by("-urgency", "-category").first()
        if best is None:
            raise self.model.DoesNotExist(f"no time limit for {key}")
        return best


class RecountQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        """Not finished, oldest first."""
        return self.filter(finished_at=None).order_by("pk")

    def visible_to(self, user: Any) -> Self:
        """Everybody who signs in: a recount names a notice and counts, no record."""
        return self if user.is_authenticated else self.none()
