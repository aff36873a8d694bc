"""Take due rows one by one, check that each still matters, hand it to the channels, write down how it ended.

One row is claimed at a time: a worker killed at any point holds up a single row, and only until its lease ends.
"""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError
from django.db.models import F
from django.utils.module_loading import import_string

from foundation.outbox.enums import Reason
from foundation.outbox.models import OutboxRow
from foundation.outbox.querysets import DatabaseNow
from foundation.outbox.services.parcel import Parcel, open_parcel
from foundation.outbox.services.trouble import Cancelled, Later, Trouble
from foundation.outbox.states import State

Deliver = Callable[[Parcel], None]

DELAYS = tuple(timedelta(seconds=s) for s in (10, 30, 120, 600, 1800, 3600, 10800, 21600))
"""Waits after the first, second … failure; the next one is final. Together about 12 hours."""
LOST = 5
"""Claims that ended without any answer: the row kills its worker."""

log = structlog.get_logger(__name__)

# SKIP LOCKED lets any number of workers share the queue; `attempts` rises with each claim and fences the loser off.
# A lease that is still on the row was never answered: its worker died.
_CLAIM = """
    UPDATE outbox_outboxrow
    SET attempts = attempts + 1, losses = losses + (leased_until IS NOT NULL)::int,
        leased_until = statement_timestamp() + %s
    WHERE id = (
        SELECT id FROM outbox_outboxrow
        WHERE state = 'waiting' AND next_attempt_at <= statement_timestamp()
          AND (leased_until IS NULL OR leased_until < statement_timestamp())
        ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING *
"""


def drain(*, limit: int = 2000, seconds: float = 45.0) -> Counter[str]:
    """Deliver what is due until nothing is, or the limit or the time is used up; returns how many ended how.

    Safe to run any number of times at once. Errors: a lost database ends the run (the lease frees the row later);
    everything else is kept on the row.
    """
    ends: Counter[str] = Counter()
    stop = time.monotonic() + seconds
    with open_handler() as deliver:
        while sum(ends.values()) < limit and time.monotonic() < stop and (row := claim()) is not None:
            ends[settle(row, deliver)] += 1
    if ends:
        log.info("outbox.drained", **ends)
    return ends


def open_handler() -> AbstractContextManager[Deliver]:
    """`settings.OUTBOX_HANDLER` names a context manager that gives the function which delivers one parcel."""
    handler: Callable[[], AbstractContextManager[Deliver]] = import_string(settings.OUTBOX_HANDLER)
    return handler()


def claim() -> OutboxRow | None:
    """Lease the oldest due row for `settings.OUTBOX_LEASE` on the database's clock; None when nothing is due."""
    rows = list(OutboxRow.objects.raw(_CLAIM, [settings.OUTBOX_LEASE]))
    return rows[0] if rows else None


def settle(row: OutboxRow, deliver: Deliver, opening: Callable[[OutboxRow], Parcel] = open_parcel) -> str:
    """Deliver one claimed row and record the end; returns the word for the count. `opening` resolves its references."""
    if row.losses >= LOST:
        return _fail(row, Reason.WORKER_LOST)
    try:
        deliver(opening(row))
    except Later as later:
        return _postpone(row, later.until)
    except Cancelled as cancelled:
        return _end(row, State.CANCELLED, reason=cancelled.reason, body=None)
    except Trouble as trouble:
        return _fail(row, trouble.reason) if trouble.final else _retry(row, trouble.reason)
    except (SoftTimeLimitExceeded, DatabaseError):
        raise
    except Exception:  # one poisonous row must not stop the queue; it is kept with its reason
        log.exception("outbox.delivery_error", key=str(row.key), notice=row.notice, channel=row.channel)
        return _retry(row, Reason.ERROR)
    return _end(row, State.SENT, reason="", sent_at=DatabaseNow(), body=None)


def _retry(row: OutboxRow, reason: str) -> str:
    if row.failures >= len(DELAYS):
        return _fail(row, reason)
    delay = DELAYS[row.failures]
    log.warning("outbox.retry", key=str(row.key), reason=reason, seconds=delay.total_seconds())
    changes = {"reason": reason, "failures": F("failures") + 1, "next_attempt_at": DatabaseNow() + delay}
    return "retry" if OutboxRow.objects.settle(row, **changes) else _lost(row)


def _postpone(row: OutboxRow, until: datetime) -> str:
    return "later" if OutboxRow.objects.settle(row, next_attempt_at=until) else _lost(row)


def _fail(row: OutboxRow, reason: str) -> str:
    log.error("outbox.failed", key=str(row.key), notice=row.notice, channel=row.channel, reason=reason)
    return _end(row, State.FAILED, reason=reason)


def _end(row: OutboxRow, state: State, **changes: object) -> str:
    return str(state) if OutboxRow.objects.settle(row, state=state, **changes) else _lost(row)


def _lost(row: OutboxRow) -> str:
    log.warning("outbox.lease_lost", key=str(row.key))
    return "lost"
