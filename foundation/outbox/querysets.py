"""Questions asked of the outbox. Times are the database's: web, worker and beat may run on clocks that differ."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now  # noqa: TID251 - leases run on the database's clock

from foundation.outbox.states import State

if TYPE_CHECKING:
    from foundation.outbox.models import OutboxRow

DatabaseNow = Now


class OutboxQuerySet(models.QuerySet["OutboxRow"]):
    def waiting(self) -> "OutboxQuerySet":
        return self.filter(state=State.WAITING)

    def failed(self) -> "OutboxQuerySet":
        return self.filter(state=State.FAILED)

    def free(self) -> "OutboxQuerySet":
        """Waiting and in no worker's hands."""
        return self.waiting().filter(Q(leased_until=None) | Q(leased_until__lt=DatabaseNow()))

    def due(self) -> "OutboxQuerySet":
        """Free, and its next attempt has come."""
        return self.free().filter(next_attempt_at__lte=DatabaseNow())

    def about(self, record: models.Model) -> "OutboxQuerySet":
        return self.filter(object_label=record._meta.label_lower, object_pk=record.pk)

    def held_by(self, row: "OutboxRow") -> "OutboxQuerySet":
        """The row, if the claim that produced `row` is still the latest one (`attempts` is the fencing number)."""
        return self.waiting().filter(pk=row.pk, attempts=row.attempts)

    def settle(self, row: "OutboxRow", **changes: Any) -> bool:
        """Write the end of a claim; False when the lease was lost to another worker meanwhile."""
        return self.held_by(row).update(leased_until=None, **changes) == 1
