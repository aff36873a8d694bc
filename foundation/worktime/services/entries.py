"""Changing the calendar and the limits. What a changed calendar does to running deadlines is counted in the background."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.core.actors import Actor
from foundation.worktime.enums import ExceptionKind
from foundation.worktime.models import AnnouncedYear, CalendarException, Recount, TimeLimit
from foundation.worktime.services.recounts import ask_recount


@transaction.atomic
def save_exception(*, by: Actor, exception: CalendarException) -> Recount:
    """Save one date. After: one audit row, and a recount is asked for of the running deadlines that count over it."""
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
    return ask_recount(by=by, reason=str(exception), dates=[day for day in (old, exception.date) if day])


@transaction.atomic
def remove_exception(*, by: Actor, exception: CalendarException) -> Recount:
    """Take an entered date back: the published calendar or the weekday counts again; as `save_exception`."""
    audit.record("calendar.changed", by=by, about=exception, date=exception.date, kind="removed")
    exception.delete()
    return ask_recount(by=by, reason=_("撤销%(entry)s") % {"entry": exception}, dates=[exception.date])


@transaction.atomic
def announce_year(
    *, by: Actor, year: AnnouncedYear, off: Iterable[tuple[date, str]] = (), work: Iterable[tuple[date, str]] = ()
) -> Recount:
    """Enter the State Council's notice: the dates off and the make-up working days, each with a word why.

    After: the year's dates are final; dates entered before keep their row and get the new content; a
    recount is asked for, which also takes the mark from provisional deadlines.
    """
    year.save()
    days = [(day, ExceptionKind.OFF, why) for day, why in off] + [(day, ExceptionKind.WORK, why) for day, why in work]
    for day, kind, why in days:
        CalendarException.objects.update_or_create(
            date=day, defaults={"kind": kind, "notice_number": year.notice_number, "note": why}
        )
    audit.record("calendar.announced", by=by, about=year, year=year.year, notice=year.notice_number, dates=len(days))
    span = [date(year.year, 1, 1), date(year.year, 12, 31)]
    return ask_recount(by=by, reason=str(year), dates=span + [day for day, _kind, _why in days])


@transaction.atomic
def withdraw_year(*, by: Actor, year: AnnouncedYear) -> Recount:
    """Take back that a year is complete; its dates stay entered, deadlines in it are provisional again."""
    audit.record("calendar.withdrawn", by=by, about=year, year=year.year)
    year.delete()
    span = [date(year.year, 1, 1), date(year.year, 12, 31)]
    return ask_recount(by=by, reason=_("撤回%(entry)s") % {"entry": year}, dates=span)


@transaction.atomic
def save_limit(*, by: Actor, limit: TimeLimit) -> TimeLimit:
    """Save a time limit. Clocks that already run keep the limit they were started with."""
    limit.save()
    audit.record("limit.saved", by=by, about=limit, key=limit.key, amount=limit.amount, counted_in=limit.unit)
    return limit
