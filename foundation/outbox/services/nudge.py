"""Wake a worker after commit. A hint only: the sweep finds every row without it (architecture §6).

No request may fail or wait because of the broker. Plain `delay_on_commit` answers HTTP 500 with the row saved when
Redis is down and hangs when Redis hangs; hence an own connection with short timeouts, no retry, and a breaker that
leaves the broker alone for some seconds after a failure.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import structlog
from celery import current_app

DRAIN = "foundation.outbox.tasks.drain"
TIMEOUT = 0.3
REST = 5.0
_TRANSPORT = {
    "socket_timeout": TIMEOUT,
    "socket_connect_timeout": TIMEOUT,
    "connect_retries_timeout": TIMEOUT,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}

_silent: ContextVar[bool] = ContextVar("outbox_nudge_silent", default=False)

log = structlog.get_logger(__name__)


@contextmanager
def silence() -> Iterator[None]:
    """No worker is told of what is committed inside: for thousands of changes in one go, whose rows the sweep finds."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


class Breaker:
    """Closed until a call fails, then open for `REST` seconds. Per process; a race costs one more short timeout."""

    def __init__(self) -> None:
        self.open_until = 0.0

    def is_open(self) -> bool:
        return time.monotonic() < self.open_until

    def trip(self) -> None:
        self.open_until = time.monotonic() + REST


breaker = Breaker()


def nudge(task: str = DRAIN) -> None:
    """Publish a task by name, that of the outbox unless told.

    After: a worker will look soon, or one line in the log says that none was told.
    """
    if _silent.get() or breaker.is_open():
        return
    try:
        with current_app.connection_for_write(connect_timeout=TIMEOUT, transport_options=_TRANSPORT) as connection:
            current_app.send_task(task, connection=connection, retry=False, ignore_result=True, expires=60)
    except Exception as error:  # noqa: BLE001 - whatever the broker does, the request that saved its row must not notice
        breaker.trip()
        log.warning("outbox.nudge_failed", error=type(error).__name__)
