"""Clocks: starting, pausing, extending, stopping, lights and words. No database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.core import clock
from foundation.core.policies import Refused
from foundation.worktime import calendar
from foundation.worktime.calendar import Overlay
from tests.foundation.worktime.support import Task


@pytest.fixture(autouse=True)
def _no_exceptions() -> Iterator[None]:
    before = calendar.use(Overlay)
    yield
    calendar.use(before)


def at(text: str) -> datetime:
    """A moment on the wall clock of Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI)


def started(received: str = "2026-11-16 10:00", days: int = 5) -> Task:
    task = Task(reference="T-1")
    task.start_clock(at(received), days)
    return task


def test_start_clock_sets_the_due_time_and_tells_what_changed() -> None:
    task = Task()
    changes = task.start_clock(at("2026-09-18 09:00"), 5)
    assert task.due_at == at("2026-09-24 17:30")
    assert not task.due_provisional
    assert changes == {name: getattr(task, name) for name in changes}
    assert set(changes) == {field.name for field in Task._meta.fields} - {"id", "reference"}


def test_start_clock_by_date() -> None:
    task = Task()
    task.start_clock(date(2026, 9, 18), 5)
    assert task.clock_started_at == at("2026-09-18 08:00")


def test_start_clock_received_after_midnight_counts_the_local_day() -> None:
    task = Task()
    task.start_clock(datetime(2026, 9, 17, 16, 30, tzinfo=UTC), 5)  # 00:30 on the 18th in Shanghai
    assert task.due_at == at("2026-09-24 17:30")


def test_start_clock_into_an_unannounced_year_is_provisional() -> None:
    assert started("2026-12-30 09:00").due_provisional


def test_start_clock_anew_forgets_the_past() -> None:
    task = started()
    task.extend(2)
    task.pause("等待鉴定", at("2026-11-17 09:00"))
    task.start_clock(at("2026-11-18 09:00"), 3)
    assert (task.paused_at, task.paused_days, task.extended_days) == (None, 0, 0)
    assert task.due_at == at("2026-11-23 17:30")


def test_pause_and_resume_give_the_days_back() -> None:
    task = started()
    assert task.due_at == at("2026-11-23 17:30")
    assert task.pause("已提请联席会议", at("2026-11-17 15:00")) == {
        "paused_at": at("2026-11-17 15:00"),
        "pause_reason": "已提请联席会议",
    }
    changes = task.resume(at("2026-11-20 09:00"))
    assert (task.paused_days, task.due_at) == (3, at("2026-11-26 17:30"))
    assert set(changes) == {"paused_at", "pause_reason", "paused_days", "due_at", "due_provisional"}


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda task: Task().pause("等待"), "没有在计时，不能暂停。"),
        (lambda task: Task().extend(1), "没有在计时，不能延期。"),
        (lambda task: task.pause(""), "请写明暂停计时的事由。"),
        (lambda task: task.resume(), "没有暂停计时，不需要恢复。"),
        (lambda task: (task.pause("等待"), task.pause("等待")), "已在暂停计时，不能重复暂停。"),
        (lambda task: (task.stop_clock(), task.pause("等待")), "没有在计时，不能暂停。"),
        (lambda task: task.extend(6), "延期应为1至5个工作日。"),
        (lambda task: task.extend(0), "延期应为1至5个工作日。"),
        (lambda task: started(days=30).extend(16), "延期应为1至15个工作日。"),
        (lambda task: (task.extend(1), task.extend(1)), "已延期过一次，不能再次延期。"),
    ],
)
def test_what_a_clock_refuses(act: Any, said: str) -> None:
    with pytest.raises(Refused) as refused:
        act(started())
    assert str(refused.value) == said


def test_extend_moves_the_due_time() -> None:
    task = started()
    task.extend(2)
    assert task.due_at == at("2026-11-25 17:30")


def test_stop_clock_ends_a_pause_and_runs_once() -> None:
    task = started()
    task.pause("等待", at("2026-11-17 09:00"))
    task.stop_clock(at("2026-11-19 09:00"))
    assert (task.paused_at, task.paused_days, task.in_time) == (None, 2, True)
    assert task.stop_clock(at("2026-11-30 09:00")) == {}
    assert Task().stop_clock() == {}


@pytest.mark.parametrize(
    ("now", "days", "light"),
    [
        ("2026-11-16 10:01", 5, "green"),
        ("2026-11-17 23:00", 5, "green"),  # 4 left
        ("2026-11-18 00:01", 5, "yellow"),  # 3 left
        ("2026-11-23 17:30", 5, "yellow"),
        ("2026-11-23 17:31", 5, "red"),
        ("2026-11-16 16:00", 2, "green"),
        ("2026-11-17 17:30", 2, "green"),  # of 2.79 days 1.79 are used: 64 %
        ("2026-11-18 11:00", 2, "yellow"),  # 75 % and more
        ("2026-11-18 17:31", 2, "red"),
    ],
)
def test_light(now: str, days: int, light: str) -> None:
    assert started(days=days).light(at(now)) == light


def test_light_when_paused_stopped_or_absent() -> None:
    task = started()
    task.pause("等待", at("2026-11-17 09:00"))
    assert task.light(at("2027-11-17 09:00")) == "paused"
    task.stop_clock(at("2026-11-18 09:00"))
    assert task.light(at("2027-11-17 09:00")) == "none"
    assert Task().light(at("2026-11-17 09:00")) == "none"


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ("2026-11-23 15:50", "剩1小时40分"),
        ("2026-11-23 17:00", "剩30分钟"),
        ("2026-11-23 15:30", "剩2小时"),
        ("2026-11-23 10:30", "剩7小时"),
        ("2026-11-22 17:29", "剩1天"),
        ("2026-11-22 11:30", "剩1天6小时"),
        ("2026-11-20 17:00", "剩3天"),
        ("2026-11-24 20:30", "逾期1天3小时"),
        ("2026-11-23 17:31", "逾期1分钟"),
        ("2026-12-03 17:31", "逾期10天"),
    ],
)
def test_remaining_text(now: str, text: str) -> None:
    assert started().remaining_text(at(now)) == text


def test_remaining_text_when_nothing_runs() -> None:
    task = started()
    assert Task().remaining_text(at("2026-11-17 09:00")) == ""
    task.pause("等待", at("2026-11-17 09:00"))
    assert task.remaining_text(at("2026-11-17 09:00")) == "暂停计时"
    task.stop_clock(at("2026-11-17 10:00"))
    assert task.remaining_text(at("2026-11-17 10:00")) == "按期办结"
    late = started()
    late.stop_clock(at("2026-11-30 10:00"))
    assert late.remaining_text(at("2026-12-17 10:00")) == "逾期办结"


def test_used_share_grows_with_office_time_and_stands_still_otherwise() -> None:
    task = started("2026-11-16 08:00", 4)  # five whole office days
    assert task.used_share(at("2026-11-16 07:00")) == 0
    assert task.used_share(at("2026-11-16 17:30")) == pytest.approx(0.2)
    assert task.used_share(at("2026-11-17 03:00")) == pytest.approx(0.2)
    assert task.used_share(at("2026-11-20 17:30")) == 1
    assert task.used_share(at("2026-12-20 17:30")) == 1


_FIRST, _LAST = datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2026-06-01")
moments = st.datetimes(_FIRST, _LAST).map(lambda moment: moment.replace(tzinfo=UTC))
stretches = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 300)), max_size=4)


@given(moments, st.integers(1, 30), st.integers(0, 400), st.integers(0, 400))
def test_pausing_never_loses_time(received: datetime, days: int, used: int, paused: int) -> None:
    task = Task()
    task.start_clock(received, days)
    begun = received + timedelta(hours=used)
    ended = begun + timedelta(hours=paused)
    before = task.working_days_left(begun)
    task.pause("等待", begun)
    assert task.working_days_left(ended) == before
    task.resume(ended)
    assert task.working_days_left(ended) == before


@given(moments, st.integers(1, 15), stretches, st.integers(0, 4), st.integers(1, 15))
def test_order_of_pauses_and_extension_does_not_matter(
    received: datetime, days: int, pauses: list[tuple[int, int]], when: int, extension: int
) -> None:
    """The same stretches, the extension before, between or after them: the same deadline."""
    extension = min(extension, days)
    ends = set()
    for position in {0, min(when, len(pauses)), len(pauses)}:
        task = Task()
        task.start_clock(received, days)
        now = received
        for index in range(len(pauses) + 1):
            if index == position:
                task.extend(extension)
            if index < len(pauses):
                running, resting = pauses[index]
                task.pause("等待", now + timedelta(hours=running))
                now += timedelta(hours=running + resting)
                task.resume(now)
        ends.add(task.due_at)
    assert len(ends) == 1


@given(moments, st.integers(1, 15), st.lists(st.integers(1, 10), min_size=2, max_size=4), st.randoms())
def test_pauses_of_whole_working_days_commute(received: datetime, days: int, lengths: list[int], order: Any) -> None:
    """Pauses of so many working days each, in any order: the same deadline."""
    ends = set()
    for _attempt in range(2):
        task = Task()
        task.start_clock(received, days)
        day = clock.local(received).date()
        for length in lengths:
            begun = calendar.due_after(day, 1).date
            day = calendar.due_after(begun, length).date
            task.pause("等待", calendar.opening(begun))
            task.resume(calendar.opening(day))
        ends.add((task.paused_days, task.due_at))
        order.shuffle(lengths)
    assert ends == {(sum(lengths), ends.copy().pop()[1])}
