"""The only clock of the portal (ruff bans all others; leases and the audit chain use the database's).

A story can be replayed and a year tested because nothing else asks for the time.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")
_moment: ContextVar[dt.datetime | None] = ContextVar("portal_moment", default=None)


def now() -> dt.datetime:
    """The present moment, aware, in UTC; inside `at()` the moment given there."""
    return _moment.get() or timezone.now()


def local(moment: dt.datetime) -> dt.datetime:
    """The same moment on the wall clock of Shanghai (no summer time, UTC+8)."""
    return moment.astimezone(SHANGHAI)


def today() -> dt.date:
    """Today's date in Shanghai: deadlines and numbers are counted by it."""
    return local(now()).date()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Let `now()` answer `moment` (aware) in this context: used by the demo story and by tests."""
    if moment.tzinfo is None:
        raise ValueError("clock.at() needs an aware datetime")
    token = _moment.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _moment.reset(token)
