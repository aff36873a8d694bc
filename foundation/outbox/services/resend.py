"""Give dead letters another chance."""

from collections.abc import Iterable
from typing import Any

import structlog
from django.db import transaction

from foundation.outbox.models import OutboxRow
from foundation.outbox.querysets import DatabaseNow
from foundation.outbox.services.nudge import nudge
from foundation.outbox.states import State

log = structlog.get_logger(__name__)


def resend(*, rows: Iterable[OutboxRow], by: Any) -> int:
    """Put failed rows back in line; returns how many were.

    After: each is waiting and due now with a fresh count of failures, key and Message-ID unchanged; rows in another
    state (sent meanwhile by someone else's click) are left alone.
    """
    keys = [row.pk for row in rows]
    with transaction.atomic():
        count = (
            OutboxRow.objects.failed()
            .filter(pk__in=keys)
            .update(state=State.WAITING, failures=0, losses=0, reason="", next_attempt_at=DatabaseNow())
        )
        if count:
            transaction.on_commit(nudge, robust=True)
    log.info("outbox.resent", rows=count, by=by.actor_reference)
    return count
