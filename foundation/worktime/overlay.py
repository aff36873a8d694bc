"""What administrators entered, as the calendar wants it: read once per web request, fresh everywhere else.

No time-to-live cache: after an entry every process must count by it at once, and a rolled-back entry never counts.
Long loops outside requests say `with steady():`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.core.signals import request_finished, request_started

from foundation.worktime.calendar import Exceptional, Overlay
from foundation.worktime.models import AnnouncedYear, CalendarException

_kept: ContextVar[dict[str, Overlay] | None] = ContextVar("worktime_overlay", default=None)


def current() -> Overlay:
    """The entered exceptions: one query, none when this request asked before; announced years only when needed."""
    kept = _kept.get()
    if kept is None:
        return _read()
    if "overlay" not in kept:
        kept["overlay"] = _read()
    return kept["overlay"]


def forget() -> None:
    """Read again at the next question: said by services that change the entries."""
    if kept := _kept.get():
        kept.clear()


@contextmanager
def steady() -> Iterator[None]:
    """Read at most once inside, for loops outside a request."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def _read() -> Overlay:
    rows = CalendarException.objects.order_by().values_list("date", "kind", "notice_number", "note")
    exceptions = {day: Exceptional(kind, notice, note) for day, kind, notice, note in rows}

    @cache
    def years() -> frozenset[int]:
        return frozenset(AnnouncedYear.objects.order_by().values_list("year", flat=True))

    return Overlay(exceptions, lambda year: year in years())


def _begin(**_: Any) -> None:
    _kept.set({})


def _end(**_: Any) -> None:
    _kept.set(None)


def follow_requests() -> None:
    """Connect to Django's own request signals; called once from `ready()`."""
    request_started.connect(_begin, dispatch_uid="worktime_overlay")
    request_finished.connect(_end, dispatch_uid="worktime_overlay")
