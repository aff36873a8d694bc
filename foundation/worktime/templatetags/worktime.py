"""`{% load worktime %}`: the deadline clock and the reasoning behind a date."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.utils.translation import gettext as _

from foundation.core import clock as portal_clock
from foundation.worktime.calendar import Day, Due
from foundation.worktime.enums import DayKind, Light
from foundation.worktime.models import Clocked

register = template.Library()

_DAY = timedelta(days=1)


@register.inclusion_tag("components/clock.html")
def clock(record: Clocked | None, large: bool = False, by_light: bool = False) -> dict[str, Any]:
    """`{% clock record %}`, `{% clock record large=True %}`: ring, remaining time and date of a `Clocked` record.

    Amber within 24 hours of the end; with `by_light` when its light is yellow (ledgers that show lights).
    """
    return {"clock": face(record, portal_clock.now(), by_light) if record else None, "large": large}


@register.inclusion_tag("components/why_date.html")
def why_date(due: Any, unfolded: bool = False) -> dict[str, Any]:
    """`{% why_date record %}` or `{% why_date due %}`: every day from receipt to the deadline, in a small calendar."""
    reasoning = due if isinstance(due, Due) else due.due()
    return {"due": reasoning, "weeks": weeks(reasoning.days) if reasoning else [], "unfolded": unfolded}


@register.filter
def light(record: Clocked) -> str:
    """`{{ record|light }}`: green, yellow, red, paused or none now."""
    return record.light(portal_clock.now()).value


def face(record: Clocked, now: datetime, by_light: bool = False) -> dict[str, Any] | None:
    """What `components/clock.html` draws; None without a clock."""
    if not record.due_at:
        return None
    shape, tone = _shape_and_tone(record, now, by_light)
    used = 100 if record.clock_stopped_at else round(record.used_share(now) * 100)
    return {"tone": tone, "used": used, "shape": shape, "text": record.remaining_text(now), "at": _at(record, now)}


@dataclass(frozen=True, slots=True)
class Cell:
    """One square of the calendar: its label, and the day of the reasoning unless it only fills up a week."""

    label: str
    day: Day | None = None
    mark: str = ""
    last: bool = False


def weeks(days: list[Day]) -> list[list[Cell]]:
    """Whole weeks, Monday first, from the week of receipt to the week of the deadline."""
    known = {line.date: line for line in days}
    first = days[0].date - days[0].date.weekday() * _DAY
    length = (days[-1].date - first).days // 7 + 1
    dates = [first + offset * _DAY for offset in range(7 * length)]
    cells = [_cell(day, known.get(day), days) for day in dates]
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def _cell(day: date, line: Day | None, days: list[Day]) -> Cell:
    label = f"{day.month}/{day.day}" if day.day == 1 or day == days[0].date else str(day.day)
    if line is None:
        return Cell(label)
    mark = str(line.number) if line.counts else _("休") if line.kind == DayKind.HOLIDAY else "·"
    return Cell(label, line, _("收") if line is days[0] else mark, line is days[-1])


def _shape_and_tone(record: Clocked, now: datetime, by_light: bool) -> tuple[str, str]:
    light = record.light(now)
    if record.clock_stopped_at:
        return "closed", "ok" if record.in_time else ""
    if light == Light.PAUSED:
        return "paused", ""
    if light == Light.RED:
        return "late", "bad"
    near = light == Light.YELLOW if by_light else record.due_at - now <= _DAY  # type: ignore[operator]
    return "", "warn" if near else ""


def _at(record: Clocked, now: datetime) -> str:
    if record.clock_stopped_at:
        return _date_text(record.clock_stopped_at, now, time=False)
    if record.paused_at:
        return str(getattr(record, "pause_text", record.pause_reason))  # where the stored reason is a code
    assert record.due_at is not None
    if now > record.due_at:
        return _("应于%(date)s") % {"date": _date_text(record.due_at, now, time=now - record.due_at < 2 * _DAY)}
    text = _date_text(record.due_at, now, time=record.due_at - now < 2 * _DAY)
    return _("%(date)s（暂定）") % {"date": text} if record.due_provisional else text


def _date_text(moment: datetime, now: datetime, *, time: bool) -> str:
    local, today = portal_clock.local(moment), portal_clock.local(now)
    day = f"{local.month}月{local.day}日"
    if local.date() == today.date():
        day = _("今天")
    elif local.year != today.year:
        day = f"{local.year}年{day}"
    return f"{day} {local:%H:%M}" if time or local.date() == today.date() else day
