"""`{% clock %}` draws exactly what the design shows; `{% why_date %}` shows every day."""

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.template import engines

from foundation.core import clock
from foundation.worktime import calendar
from foundation.worktime.calendar import Overlay
from tests.foundation.worktime.support import Task

TRACK = '<circle class="track" cx="10" cy="10" r="8"/>'


@pytest.fixture(autouse=True)
def _no_exceptions() -> Iterator[None]:
    before = calendar.use(Overlay)
    yield
    calendar.use(before)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI)


def draw(source: str, now: str = "2026-11-23 15:50", **context: object) -> str:
    with clock.at(at(now)):
        html = engines["django"].from_string("{% load worktime %}" + source).render(context)
    return re.sub(r">\s+<", "><", html).strip()


def started(received: str = "2026-11-16 08:00", days: int = 5) -> Task:
    task = Task(reference="T-1")
    task.start_clock(at(received), days)
    return task


def arc(used: int) -> str:
    return f'<circle class="arc" cx="10" cy="10" r="8" pathLength="100" stroke-dasharray="{used} 100"/>'


def face(tone: str, inside: str, text: str, small: str) -> str:
    return (
        f'<span class="clock"{tone}><svg viewBox="0 0 20 20" aria-hidden="true">{TRACK}{inside}</svg>'
        f"<span><b>{text}</b><small>{small}</small></span></span>"
    )


def test_clock_within_24_hours_is_amber() -> None:
    assert draw("{% clock task %}", task=started()) == face(' data-tone="warn"', arc(97), "剩1小时40分", "今天 17:30")


def test_clock_with_time_left_has_no_tone() -> None:
    assert draw("{% clock task %}", "2026-11-18 12:00", task=started()) == face("", arc(40), "剩5天", "11月23日")


def test_clock_between_one_and_two_days_names_the_hour() -> None:
    drawn = draw("{% clock task %}", "2026-11-22 11:30", task=started())
    assert drawn == face("", arc(83), "剩1天6小时", "11月23日 17:30")


def test_clock_by_light_is_amber_with_three_working_days_left() -> None:
    drawn = draw("{% clock task by_light=True %}", "2026-11-18 12:00", task=started())
    assert drawn == face(' data-tone="warn"', arc(40), "剩5天", "11月23日")


def test_clock_overdue_has_no_arc_but_a_mark() -> None:
    late = '<path class="glyph" d="M10 5.8v4.8M10 13.9v.01"/>'
    drawn = draw("{% clock task %}", "2026-11-24 20:30", task=started())
    assert drawn == face(' data-tone="bad"', late, "逾期1天3小时", "应于11月23日 17:30")


def test_clock_paused_shows_the_reason_and_a_frozen_arc() -> None:
    task = started()
    task.pause("已提请联席会议", at("2026-11-18 12:45"))
    bars = arc(42) + '<path class="glyph" d="M8.2 7.4v5.2M11.8 7.4v5.2"/>'
    expected = face("", bars, "暂停计时", "已提请联席会议")
    assert draw("{% clock task %}", "2026-11-18 12:45", task=task) == expected
    assert draw("{% clock task %}", "2026-12-18 12:45", task=task) == expected


def test_clock_closed_in_time_is_green_with_a_check() -> None:
    task = started()
    task.stop_clock(at("2026-11-19 12:00"))
    check = arc(100) + '<path class="glyph" d="m6.8 10.2 2.3 2.3 4.1-4.5"/>'
    assert draw("{% clock task %}", task=task) == face(' data-tone="ok"', check, "按期办结", "11月19日")


def test_clock_provisional_says_so() -> None:
    drawn = draw("{% clock task %}", "2026-12-28 09:00", task=started("2026-12-28 08:00", 10))
    assert "<b>剩14天</b><small>2027年1月11日（暂定）</small>" in drawn


def test_clock_large_has_hands() -> None:
    drawn = draw("{% clock task large=True %}", task=started())
    assert drawn.startswith('<span class="clock lg" data-tone="warn">')
    assert '<path class="glyph" d="M10 6.6v3.6l2.2 1.4"/>' in drawn


@pytest.mark.parametrize("task", [None, Task()])
def test_clock_without_deadline_draws_nothing(task: Task | None) -> None:
    assert draw("{% clock task %}", task=task) == ""


def test_why_date_lists_every_day_in_a_calendar_and_in_words() -> None:
    due = calendar.due_after(date(2026, 9, 18), 5)
    drawn = draw("{% why_date due %}", due=due)
    assert drawn.count("<tr>") == 3  # head and two weeks
    assert drawn.count("<td data-kind=") == drawn.count("<li") == 7
    assert drawn.count("<li data-counts>") == 5
    assert '<td data-kind="working"><b>9/18</b><small>收</small></td>' in drawn
    assert '<td data-kind="working" data-counts data-last><b>24</b><small>5</small></td>' in drawn
    assert 'data-kind="makeup"' in drawn
    assert "为什么是2026年9月24日（星期四）" in drawn
    assert "期限暂定" not in drawn


def test_why_date_of_a_record_beyond_the_published_calendar_warns() -> None:
    assert "期限暂定" in draw("{% why_date task %}", task=started("2026-12-30 09:00"))


def test_light_filter() -> None:
    assert draw("{{ task|light }}", task=started()) == "yellow"
