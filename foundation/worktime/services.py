"""Changing the calendar and the limits. A changed calendar moves every running deadline it touches, with a trace."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from foundation.audit import services as audit
from foundation.core.actors import Actor
from foundation.worktime import calendar, overlay
from foundation.worktime.enums import ExceptionKind
from foundation.worktime.models import AnnouncedYear, CalendarException, Clocked, TimeLimit


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline that a change of the calendar moved, or whose provisional mark it took away."""

    record: Any
    before: datetime
    after: datetime


@transaction.atomic
def save_exception(*, by: Actor, exception: CalendarException) -> list[Moved]:
    """Save one date. After: running deadlines that count over it are recomputed; audit rows for it and for each."""
    old = CalendarException.objects.filter(pk=exception.pk).values_list("date", flat=True).first()
    exception.save()
    audit.record(
        "calendar.changed",
        by=by,
        about=exception,
        date=exception.date,
        kind=exception.kind,
        notice=exception.notice_number,
    )
    return recompute(by=by, dates=[day for day in (old, exception.date) if day])


@transaction.atomic
def remove_exception(*, by: Actor, exception: CalendarException) -> list[Moved]:
    """Take an entered date back: the published calendar or the weekday counts again; as `save_exception`."""
    audit.record("calendar.changed", by=by, about=exception, date=exception.date, kind="removed")
    exception.delete()
    return recompute(by=by, dates=[exception.date])


@transaction.atomic
def announce_year(
    *, by: Actor, year: AnnouncedYear, off: Iterable[tuple[date, str]] = (), work: Iterable[tuple[date, str]] = ()
) -> list[Moved]:
    """Enter the State Council's notice: the dates off and the make-up working days, each with a word why.

    After: the year's dates are final; dates entered before keep their row and get the new content; every provisional
    deadline is recomputed with an audit row.
    """
    year.save()
    days = [(day, ExceptionKind.OFF, why) for day, why in off] + [(day, ExceptionKind.WORK, why) for day, why in work]
    for day, kind, why in days:
        CalendarException.objects.update_or_create(
            date=day, defaults={"kind": kind, "notice_number": year.notice_number, "note": why}
        )
    audit.record("calendar.announced", by=by, about=year, year=year.year, notice=year.notice_number, dates=len(days))
    span = [date(year.year, 1, 1), date(year.year, 12, 31)]
    return recompute(by=by, dates=span + [day for day, _kind, _why in days])


@transaction.atomic
def withdraw_year(*, by: Actor, year: AnnouncedYear) -> list[Moved]:
    """Take back that a year is complete; its dates stay entered, deadlines in it are provisional again."""
    audit.record("calendar.withdrawn", by=by, about=year, year=year.year)
    year.delete()
    return recompute(by=by, dates=[date(year.year, 1, 1), date(year.year, 12, 31)])


@transaction.atomic
def save_limit(*, by: Actor, limit: TimeLimit) -> TimeLimit:
    """Save a time limit. Clocks that already run keep the limit they were started with."""
    limit.save()
    audit.record("limit.saved", by=by, about=limit, key=limit.key, amount=limit.amount, counted_in=limit.unit)
    return limit


@transaction.atomic
def recompute(*, by: Actor, dates: Iterable[date]) -> list[Moved]:
    """Count every running deadline again that any of `dates` may touch, or that is provisional.

    Walks all models that are `Clocked`; rows are locked in primary-key order. After: changed rows are saved and each
    has an audit row `clock.recomputed` with the old and the new time. Versions stay: nobody's open form goes stale.
    """
    overlay.forget()
    days = sorted(dates)
    if not days:
        return []
    moved: list[Moved] = []
    with overlay.steady():
        for model in clocked_models():
            for record in _touched(model, days[0], days[-1]):
                before = (record.due_at, record.due_provisional)
                changes = record.recount()
                if (record.due_at, record.due_provisional) == before:
                    continue
                record.save(update_fields=list(changes))
                audit.record(
                    "clock.recomputed",
                    by=by,
                    about=record,
                    before=before[0],
                    after=record.due_at,
                    provisional=record.due_provisional,
                )
                moved.append(Moved(record, before[0], record.due_at))
    return moved


def clocked_models() -> Iterator[type[Clocked]]:
    """Every table with a clock, in order of their labels."""
    found = [model for model in apps.get_models() if issubclass(model, Clocked) and not model._meta.proxy]
    yield from sorted(found, key=lambda model: model._meta.label_lower)


def _touched(model: type[Clocked], first: date, last: date) -> models.QuerySet[Any]:
    spans = Q(due_at__gte=calendar.opening(first) - timedelta(days=1), clock_started_at__lte=calendar.closing(last))
    rows = model._base_manager.filter(clock_started_at__isnull=False, clock_stopped_at=None)
    return rows.filter(spans | Q(due_provisional=True)).select_for_update(of=("self",), no_key=True).order_by("pk")
