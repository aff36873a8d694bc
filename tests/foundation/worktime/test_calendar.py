"""Published examples, each with the value that weekday-and-holiday-only code gives; properties; the edges."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time, timedelta
from typing import Any

import pytest
from chinese_calendar import constants as published
from hypothesis import given
from hypothesis import strategies as st

from foundation.worktime import calendar
from foundation.worktime.calendar import Exceptional, Overlay
from foundation.worktime.enums import DayKind, ExceptionKind

EXAMPLES = [
    # received, working days, due, what code without make-up days says
    (date(2024, 2, 8), 3, date(2024, 2, 19), date(2024, 2, 20)),
    (date(2024, 9, 13), 3, date(2024, 9, 19), date(2024, 9, 20)),
    (date(2025, 9, 26), 5, date(2025, 10, 10), date(2025, 10, 13)),
    (date(2025, 12, 31), 2, date(2026, 1, 5), date(2026, 1, 6)),
    (date(2026, 2, 13), 5, date(2026, 2, 27), date(2026, 3, 2)),
    (date(2026, 9, 18), 5, date(2026, 9, 24), date(2026, 9, 28)),
]
OFF_2026 = [(1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (9, 25, 27), (10, 1, 7)]
WORK_2026 = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]

dates = st.dates(date(2004, 1, 1), date(2029, 12, 31))
covered = st.dates(date(2004, 1, 1), date(2025, 12, 31))
spans = st.integers(0, 40)


@contextmanager
def entered(exceptions: Mapping[date, str], announced: frozenset[int] = frozenset()) -> Iterator[None]:
    overlay = Overlay(
        {day: Exceptional(kind, "国办发明电〔2026〕7号") for day, kind in exceptions.items()}, announced.__contains__
    )
    before = calendar.use(lambda: overlay)
    try:
        yield
    finally:
        calendar.use(before)


@pytest.fixture(autouse=True)
def _no_exceptions() -> Iterator[None]:
    with entered({}):
        yield


def without_makeup_days(received: date, days: int) -> date:
    """What a calendar that knows holidays but not 调休 would say."""
    day = received
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and day not in published.holidays
    return day


@pytest.mark.parametrize(("received", "days", "due", "wrong"), EXAMPLES)
def test_due_after_published_examples(received: date, days: int, due: date, wrong: date) -> None:
    assert calendar.due_after(received, days).date == due
    assert not calendar.due_after(received, days).provisional
    assert without_makeup_days(received, days) == wrong != due


@pytest.mark.parametrize(("received", "days", "due", "wrong"), EXAMPLES)
def test_working_days_between_agrees_with_published_examples(received: date, days: int, due: date, wrong: date) -> None:
    assert calendar.working_days_between(received, due) == days
    assert calendar.working_days_between(due, received) == -days


def test_2026_arrangement_day_by_day() -> None:
    off = {date(2026, month, day) for month, first, last in OFF_2026 for day in range(first, last + 1)}
    work = {date(2026, month, day) for month, day in WORK_2026}
    for offset in range(365):
        day = date(2026, 1, 1) + timedelta(days=offset)
        assert calendar.is_working_day(day) == (day in work or (day.weekday() < 5 and day not in off)), day


def test_due_after_beyond_the_published_years_is_provisional() -> None:
    due = calendar.due_after(date(2026, 12, 30), 5)
    assert due.date == date(2027, 1, 6)
    assert due.provisional
    assert [line.provisional for line in due.days] == [False] * 2 + [True] * 6
    assert "2027年放假安排未公布" in due.days[2].note


def test_due_after_before_the_published_years_is_provisional() -> None:
    assert calendar.due_after(date(2003, 6, 2), 1).provisional


def test_due_after_an_announced_year_is_final() -> None:
    with entered({date(2027, 1, 1): ExceptionKind.OFF}, frozenset({2027})):
        due = calendar.due_after(date(2026, 12, 30), 5)
    assert (due.date, due.provisional) == (date(2027, 1, 7), False)


def test_due_after_with_only_some_dates_entered_stays_provisional() -> None:
    with entered({date(2027, 1, 1): ExceptionKind.OFF}):
        due = calendar.due_after(date(2026, 12, 30), 5)
    assert (due.date, due.provisional) == (date(2027, 1, 7), True)


def test_exception_outranks_the_package() -> None:
    with entered({date(2026, 9, 20): ExceptionKind.OFF, date(2026, 10, 1): ExceptionKind.WORK}):
        assert not calendar.is_working_day(date(2026, 9, 20))
        assert calendar.is_working_day(date(2026, 10, 1))
        assert calendar.due_after(date(2026, 9, 18), 5).date == date(2026, 9, 28)


def test_due_after_explains_every_day() -> None:
    due = calendar.due_after(date(2026, 9, 18), 5)
    assert [(line.date.day, line.kind, line.counts, line.number) for line in due.days] == [
        (18, DayKind.WORKING, False, 0),
        (19, DayKind.WEEKEND, False, 0),
        (20, DayKind.MAKEUP, True, 1),
        (21, DayKind.WORKING, True, 2),
        (22, DayKind.WORKING, True, 3),
        (23, DayKind.WORKING, True, 4),
        (24, DayKind.WORKING, True, 5),
    ]
    assert [line.note for line in due.days[:3]] == [
        "收到当日，不计；星期五",
        "不计；星期六",
        "第1个工作日；国庆节调休，星期日上班",
    ]


def test_due_moment_is_the_close_of_office_in_local_time() -> None:
    moment = calendar.due_after(date(2026, 9, 18), 5).moment
    assert moment.isoformat() == "2026-09-24T17:30:00+08:00"


def test_office_hours_are_a_setting(settings: Any) -> None:
    settings.OFFICE_OPENS, settings.OFFICE_CLOSES = "08:30", "18:00"
    assert calendar.office_hours() == (time(8, 30), time(18))
    assert calendar.due_after(date(2026, 9, 18), 5).moment.isoformat() == "2026-09-24T18:00:00+08:00"


@pytest.mark.parametrize(
    ("received", "due"), [(date(2026, 9, 21), date(2026, 9, 21)), (date(2026, 9, 19), date(2026, 9, 20))]
)
def test_zero_days_end_on_the_day_itself_or_the_next_working_day(received: date, due: date) -> None:
    assert calendar.due_after(received, 0).date == due


@pytest.mark.parametrize(
    ("received", "days"), [(date(2026, 1, 1), -1), (date(2026, 1, 1), 2001), (date(9999, 12, 30), 9)]
)
def test_due_after_refuses_what_it_cannot_count(received: date, days: int) -> None:
    with pytest.raises(ValueError, match=r"[工作日期限].*。$"):
        calendar.due_after(received, days)


@given(dates, spans, st.lists(dates, max_size=8))
def test_holidays_only_ever_delay(received: date, days: int, off: list[date]) -> None:
    plain = calendar.due_after(received, days).date
    with entered(dict.fromkeys(off, ExceptionKind.OFF)):
        assert calendar.due_after(received, days).date >= plain


@given(dates, spans, st.lists(dates, max_size=8))
def test_end_after_is_due_after_without_its_reasons(received: date, days: int, off: list[date]) -> None:
    with entered(dict.fromkeys(off, ExceptionKind.OFF)):
        due = calendar.due_after(received, days)
        assert calendar.end_after(received, days) == (due.date, due.provisional)


@given(dates, spans)
def test_due_after_ends_on_a_working_day_and_counts_exactly(received: date, days: int) -> None:
    due = calendar.due_after(received, days)
    assert calendar.is_working_day(due.date)
    assert due.days[0].date == received
    assert due.days[-1].date == due.date
    if days:
        assert sum(line.counts for line in due.days) == days == calendar.working_days_between(received, due.date)


@given(dates, spans, spans)
def test_periods_add_up(received: date, first: int, second: int) -> None:
    """Counting on from a due date is counting once: why extensions and pauses may come in any order."""
    middle = calendar.due_after(received, first).date
    if first or calendar.is_working_day(received):
        assert calendar.due_after(middle, second).date == calendar.due_after(received, first + second).date


@given(dates, dates, dates)
def test_working_days_between_is_additive(a: date, b: date, c: date) -> None:
    between = calendar.working_days_between
    assert between(a, c) == between(a, b) + between(b, c)


@given(covered, spans)
def test_later_receipt_is_never_due_earlier(received: date, days: int) -> None:
    assert calendar.due_after(received, days).date <= calendar.due_after(received + timedelta(days=1), days).date
