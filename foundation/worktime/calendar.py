"""The algebra of working days. Pure: no query, no clock; the exceptions table is plugged in by `WorktimeConfig.ready`.

A date is judged in this order: an exception entered by an administrator, the State Council's published arrangement
(package `chinesecalendar`), else Monday to Friday. The last is *provisional* for every year whose arrangement is
neither in the package nor entered and announced by an administrator.

The day of receipt is day 0; a period of n working days ends with the office hours of the n-th working day after it
(民法典第二百零一条、第二百零三条). Zero days end on the day of receipt or, if that is none, the next
working day.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from chinese_calendar import constants as published
from django.conf import settings
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.worktime.enums import DayKind, ExceptionKind

FIRST_YEAR: Final = min(published.holidays).year
LAST_YEAR: Final = max(published.holidays).year
LONGEST: Final = 2000
"""Working days one period may have: about eight years, more than any limit in law or practice."""

_DAY: Final = timedelta(days=1)
_WEEKDAYS: Final = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Exceptional:
    """One entered exception: what the date becomes, by which notice, and why."""

    kind: str
    notice_number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What administrators entered on top of the package: exceptions by date, and the years they announced."""

    exceptions: Mapping[date, Exceptional] = field(default_factory=dict)
    announced: Callable[[int], bool] = lambda year: False


@dataclass(frozen=True, slots=True)
class Day:
    """One line of the reasoning: the date, its kind, whether it counts (and as which), and a note in words."""

    date: date
    kind: DayKind
    counts: bool
    note: str
    number: int = 0
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The last working day of a period, and every day from receipt to it."""

    date: date
    provisional: bool
    days: list[Day]

    @property
    def moment(self) -> datetime:
        """When the period ends: close of office on its last day, aware."""
        return closing(self.date)


_source: Callable[[], Overlay] = Overlay


def use(source: Callable[[], Overlay]) -> Callable[[], Overlay]:
    """Plug in where exceptions come from; gives back what was plugged in before."""
    global _source
    before, _source = _source, source
    return before


def is_working_day(day: date) -> bool:
    """Whether offices work on `day`."""
    return _works(day, _source())


def is_provisional(day: date) -> bool:
    """Whether `day` is only judged by its weekday, its year not being announced."""
    return _guessed(day, _source())


def due_after(received: date, days: int) -> Due:
    """The date `days` working days after `received` (day 0), with the reasoning day by day.

    Raises ValueError with a Chinese sentence when `days` is negative or absurd, or the end lies beyond the calendar.
    """
    if not 0 <= days <= LONGEST:
        raise ValueError(_("工作日数应为0至%(most)d之间的整数。") % {"most": LONGEST})
    overlay = _source()
    lines: list[Day] = []
    number = 0
    for day in _from(received):
        counted = day > received and _works(day, overlay)
        number += counted
        lines.append(_explain(day, received, number if counted else 0, overlay))
        if (counted and number >= days) or (days == 0 and _works(day, overlay)):
            return Due(day, any(line.provisional for line in lines), lines)
    raise ValueError(_("期限超出了日历能表示的范围。"))


def end_after(received: date, days: int) -> tuple[date, bool]:
    """The last day and whether it is provisional, as `due_after` without the reasoning: for thousands at a time."""
    if not 0 <= days <= LONGEST:
        raise ValueError(_("工作日数应为0至%(most)d之间的整数。") % {"most": LONGEST})
    overlay = _source()
    number, guessed = 0, False
    for day in _from(received):
        guessed = guessed or _guessed(day, overlay)
        works = _works(day, overlay)
        number += works and day > received
        if works and number >= days and (day > received or days == 0):
            return day, guessed
    raise ValueError(_("期限超出了日历能表示的范围。"))


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative, the other way round, when `end` is earlier.

    Additive: between(a, c) == between(a, b) + between(b, c), which is why a pause never loses time.
    """
    if end < start:
        return -working_days_between(end, start)
    overlay = _source()
    return sum(_works(start + offset * _DAY, overlay) for offset in range(1, (end - start).days + 1))


def office_hours() -> tuple[time, time]:
    """Opening and closing of the office: the settings `OFFICE_OPENS` and `OFFICE_CLOSES`, 08:00 and 17:30 unless set."""
    opens, closes = getattr(settings, "OFFICE_OPENS", "08:00"), getattr(settings, "OFFICE_CLOSES", "17:30")
    return time.fromisoformat(opens), time.fromisoformat(closes)


def opening(day: date) -> datetime:
    """Opening of the office on `day`, aware, in local time."""
    return datetime.combine(day, office_hours()[0], clock.SHANGHAI)


def closing(day: date) -> datetime:
    """Close of office on `day`, aware, in local time."""
    return datetime.combine(day, office_hours()[1], clock.SHANGHAI)


def office_time(moment: datetime) -> float:
    """Share of that day's office hours that has passed: 0 before opening and on a day off, 1 after closing."""
    local = clock.local(moment)
    if not is_working_day(local.date()):
        return 0.0
    opening, closes = (datetime.combine(local.date(), hour, local.tzinfo) for hour in office_hours())
    return min(max((local - opening) / (closes - opening), 0.0), 1.0)


def weekday_name(day: date) -> str:
    """「星期日」 and so on."""
    return "星期" + _WEEKDAYS[day.weekday()]


def _from(day: date) -> Iterator[date]:
    while True:
        yield day
        if day == date.max:
            return
        day += _DAY


def _works(day: date, overlay: Overlay) -> bool:
    if entered := overlay.exceptions.get(day):
        return entered.kind == ExceptionKind.WORK
    return _published(day)[0] in {DayKind.WORKING, DayKind.MAKEUP}


def _guessed(day: date, overlay: Overlay) -> bool:
    if FIRST_YEAR <= day.year <= LAST_YEAR or day in overlay.exceptions:
        return False
    return not overlay.announced(day.year)


@lru_cache(maxsize=16384)
def _published(day: date) -> tuple[DayKind, str]:
    """Kind by the package or, outside its years, by the weekday; and the holiday's Chinese name or nothing."""
    if day in published.workdays:
        return DayKind.MAKEUP, _holiday_name(published.workdays[day])
    if day in published.holidays:
        return DayKind.HOLIDAY, _holiday_name(published.holidays[day])
    return (DayKind.WORKING if day.weekday() < 5 else DayKind.WEEKEND), ""


def _holiday_name(english: str) -> str:
    return str(published.Holiday(english).chinese)


def _explain(day: date, received: date, number: int, overlay: Overlay) -> Day:
    kind, words = _kind_and_words(day, overlay)
    guessed = _guessed(day, overlay)
    if guessed:
        words = _("%(words)s（%(year)d年放假安排未公布，暂按星期推算）") % {"words": words, "year": day.year}
    if day == received:
        words = _("收到当日，不计；%(words)s") % {"words": words}
    elif number:
        words = _("第%(number)d个工作日；%(words)s") % {"number": number, "words": words}
    else:
        words = _("不计；%(words)s") % {"words": words}
    return Day(day, kind, bool(number), words, number, guessed)


def _kind_and_words(day: date, overlay: Overlay) -> tuple[DayKind, str]:
    kind, holiday = _published(day)
    if entered := overlay.exceptions.get(day):
        kind = DayKind.HOLIDAY if entered.kind == ExceptionKind.OFF else DayKind.MAKEUP
        reason = entered.note or str(ExceptionKind(entered.kind).label)
        return kind, f"{reason}（{entered.notice_number}）" if entered.notice_number else reason
    if kind == DayKind.MAKEUP:
        return kind, _("%(holiday)s调休，%(weekday)s上班") % {"holiday": holiday, "weekday": weekday_name(day)}
    if kind == DayKind.HOLIDAY:
        return kind, _("%(holiday)s放假") % {"holiday": holiday}
    return kind, weekday_name(day)
