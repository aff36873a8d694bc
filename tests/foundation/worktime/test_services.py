"""The calendar as data: entering exceptions and years, recomputing running deadlines with a trace, limits."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.core.actors import SystemActor
from foundation.worktime import calendar, overlay, services
from foundation.worktime.forms import AnnouncedYearForm
from foundation.worktime.models import AnnouncedYear, CalendarException, Recount, TimeLimit
from foundation.worktime.services import recounts
from tests.foundation.worktime.support import Task, create_table

pytestmark = pytest.mark.django_db

BY = SystemActor("calendar")
NOTICE = "国办发明电〔2026〕7号"


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    create_table(Task)
    monkeypatch.setattr(recounts, "clocked_models", lambda: iter([Task]))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI)


def started(received: str, days: int, reference: str = "T-1") -> Task:
    task = Task(reference=reference)
    task.start_clock(at(received), days)
    task.save()
    return task


def due(task: Task) -> tuple[str, bool]:
    task.refresh_from_db()
    assert task.due_at is not None
    return f"{clock.local(task.due_at):%Y-%m-%d %H:%M}", task.due_provisional


def test_exceptions_of_the_database_count_at_once() -> None:
    assert calendar.is_working_day(date(2026, 11, 23))
    CalendarException.objects.create(date=date(2026, 11, 23), kind="off", note="台风停工")
    assert not calendar.is_working_day(date(2026, 11, 23))
    line = calendar.due_after(date(2026, 11, 22), 1).days[1]
    assert line.note == "不计；台风停工"


def test_overlay_is_read_once_inside_steady_and_fresh_outside() -> None:
    with (
        overlay.steady(),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        calendar.due_after(date(2026, 11, 20), 9)
        calendar.due_after(date(2026, 12, 30), 9)
        calendar.working_days_between(date(2026, 1, 1), date(2027, 12, 31))
    assert len(queries) == 2  # exceptions, and the announced years because 2027 was asked for


def test_save_exception_moves_running_deadlines_and_leaves_a_trace(tasks: None) -> None:
    over = started("2026-11-20 09:00", 2, "T-over")
    before = started("2026-11-10 09:00", 2, "T-before")
    stopped = started("2026-11-20 09:00", 2, "T-stopped")
    stopped.save(update_fields=stopped.stop_clock(at("2026-11-20 10:00")))
    order = services.save_exception(
        by=BY, exception=CalendarException(date=date(2026, 11, 23), kind="off", note="台风停工")
    )
    assert due(over) == ("2026-11-24 17:30", False)
    services.recount_all()
    order.refresh_from_db()
    assert (order.counted, order.moved, order.finished_at is None) == (1, 1, False)
    assert due(over) == ("2026-11-25 17:30", False)
    assert due(before) == ("2026-11-12 17:30", False)
    assert due(stopped) == ("2026-11-24 17:30", False)
    rows = AuditRow.objects.filter(event="clock.recomputed")
    assert [(row.subject_reference, row.facts["before"][:10], row.facts["after"][:10]) for row in rows] == [
        ("T-over", "2026-11-24", "2026-11-25")
    ]


def test_remove_exception_moves_them_back(tasks: None) -> None:
    exception = CalendarException(date=date(2026, 11, 23), kind="off")
    services.save_exception(by=BY, exception=exception)
    task = started("2026-11-20 09:00", 2)
    assert due(task) == ("2026-11-25 17:30", False)
    services.remove_exception(by=BY, exception=exception)
    services.recount_all()
    assert due(task) == ("2026-11-24 17:30", False)


def test_announce_year_makes_provisional_deadlines_final(tasks: None) -> None:
    """quality: 2026-12-30 + 5 is provisional until the 2027 notice is entered, then recomputed with a trace."""
    task = started("2026-12-30 09:00", 5)
    assert due(task) == ("2027-01-06 17:30", True)
    services.announce_year(
        by=BY,
        year=AnnouncedYear(year=2027, notice_number=NOTICE),
        off=[(date(2027, 1, day), "元旦放假") for day in (1, 2, 3)],
        work=[(date(2027, 1, 9), "元旦调休上班")],
    )
    services.recount_all()
    assert due(task) == ("2027-01-07 17:30", False)
    assert CalendarException.objects.get(date=date(2027, 1, 9)).notice_number == NOTICE
    assert AuditRow.objects.filter(event="clock.recomputed").count() == 1


def test_announce_year_takes_the_mark_away_even_when_the_date_stays(tasks: None) -> None:
    task = started("2027-06-01 09:00", 2)
    assert due(task) == ("2027-06-03 17:30", True)
    services.announce_year(by=BY, year=AnnouncedYear(year=2027, notice_number=NOTICE))
    services.recount_all()
    assert due(task) == ("2027-06-03 17:30", False)


def test_withdraw_year_makes_them_provisional_again(tasks: None) -> None:
    year = AnnouncedYear(year=2027, notice_number=NOTICE)
    services.announce_year(by=BY, year=year)
    task = started("2027-06-01 09:00", 2)
    services.withdraw_year(by=BY, year=year)
    services.recount_all()
    assert due(task) == ("2027-06-03 17:30", True)


def test_counting_twice_moves_once(tasks: None) -> None:
    started("2026-11-20 09:00", 2)
    CalendarException.objects.create(date=date(2026, 11, 23), kind="off")
    for moved in (1, 0):
        order = services.ask_recount(by=BY, reason="台风停工", dates=[date(2026, 11, 23)])
        services.recount_all()
        order.refresh_from_db()
        assert (order.counted, order.moved) == (1, moved)
    assert AuditRow.objects.filter(event="clock.recomputed").count() == 1


def test_counting_goes_on_where_it_was_stopped(tasks: None) -> None:
    """Each batch is a transaction: a worker killed between two leaves a whole batch done and the rest to the next."""
    for number in range(5):
        started("2026-11-20 09:00", 2, f"T-{number}")
    order = services.save_exception(by=BY, exception=CalendarException(date=date(2026, 11, 23), kind="off"))
    assert services.recount(batch=2)
    order.refresh_from_db()
    assert (order.counted, order.finished_at) == (2, None)
    services.recount_all()
    order.refresh_from_db()
    assert (order.counted, order.moved) == (5, 5)
    assert AuditRow.objects.filter(event="clock.recomputed").values("subject_reference").distinct().count() == 5
    assert Recount.objects.waiting().count() == 0


def test_overdue_and_by_due(tasks: None) -> None:
    late = started("2026-11-10 09:00", 2, "T-late")
    later = started("2026-11-10 09:00", 4, "T-later")
    resting = started("2026-11-10 09:00", 1, "T-resting")
    resting.save(update_fields=resting.pause("等待", at("2026-11-10 10:00")))
    done = started("2026-11-10 09:00", 1, "T-done")
    done.save(update_fields=done.stop_clock(at("2026-11-20 10:00")))
    Task.objects.create(reference="T-none")
    assert list(Task.objects.overdue(at("2026-11-13 09:00"))) == [late]
    assert list(Task.objects.by_due())[:2] == [late, later]
    assert set(Task.objects.paused()) == {resting}
    assert set(Task.objects.ticking()) == {late, later, resting}
    assert set(Task.objects.due_by(at("2026-11-12 17:30"))) == {late}


@pytest.mark.parametrize(
    "broken",
    [
        {"due_at": None},
        {"limit_days": None},
        {"clock_started_at": None},
        {"pause_reason": "等待"},
        {"paused_at": datetime(2026, 11, 20, tzinfo=clock.SHANGHAI)},
        {
            "paused_at": datetime(2026, 11, 20, tzinfo=clock.SHANGHAI),
            "pause_reason": "等待",
            "clock_stopped_at": datetime(2026, 11, 20, tzinfo=clock.SHANGHAI),
        },
    ],
)
def test_database_refuses_half_a_clock(tasks: None, broken: dict[str, object]) -> None:
    task = started("2026-11-10 09:00", 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**broken)


# --- Limits ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "urgency", "due_at"),
    [
        ("sign", "critical", "2026-11-20 16:30"),
        ("sign", "urgent", "2026-11-20 20:00"),
        ("sign", "normal", "2026-11-23 17:30"),
        ("contact", "", "2026-11-21 16:00"),
        ("handle", "critical", "2026-11-23 17:30"),
        ("handle", "normal", "2026-12-01 17:30"),
        ("handle-complex", "normal", "2026-12-11 17:30"),
        ("opinion", "", "2026-11-27 17:30"),
        ("callback", "", "2026-11-25 17:30"),
        ("shelved-review", "", "2026-12-20 17:30"),
    ],
)
def test_limits_seeded(key: str, urgency: str, due_at: str) -> None:
    deadline = TimeLimit.objects.find(key, urgency=urgency).due(at("2026-11-20 16:00"))
    assert (f"{clock.local(deadline.moment):%Y-%m-%d %H:%M}", deadline.provisional) == (due_at, False)


def test_find_takes_the_closest_row_and_urgency_before_category() -> None:
    TimeLimit.objects.create(key="handle", label="办结", category="04", amount=20)
    TimeLimit.objects.create(key="handle", label="办结", category="05", urgency="critical", amount=2)
    find = TimeLimit.objects.find
    assert find("handle", "04", "normal").amount == 20
    assert find("handle", "04", "critical").amount == 1
    assert find("handle", "05", "critical").amount == 2
    assert find("handle", "06", "normal").amount == 7
    with pytest.raises(TimeLimit.DoesNotExist):
        find("nothing")


@pytest.mark.parametrize(
    "broken",
    [
        {"amount": 0},
        {"amount": 2001},
        {"unit": "fortnight"},
        {"extension_days": 6},
        {"unit": "hour", "extension_days": 1},
    ],
)
def test_database_refuses_senseless_limits(broken: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TimeLimit.objects.filter(key="opinion").update(**broken)


# --- The notice as it is written -------------------------------------------------------------------------------------


def fill(off: str, work: str = "", year: str = "2027") -> AnnouncedYearForm:
    return AnnouncedYearForm({"year": year, "notice_number": NOTICE, "off": off, "work": work})


def test_form_reads_the_notice() -> None:
    form = fill("1月1日至3日 元旦放假\n2月5日—2月13日，春节放假；\n\n4月5日", "2月14日（星期日）上班")
    assert form.is_valid(), form.errors
    off, work = form.cleaned_data["off"], form.cleaned_data["work"]
    assert off[0] == (date(2027, 1, 1), "元旦放假")
    assert [day for day, _why in off] == [
        date(2027, 1, 1),
        date(2027, 1, 2),
        date(2027, 1, 3),
        *(date(2027, 2, n) for n in range(5, 14)),
        date(2027, 4, 5),
    ]
    assert off[-1] == (date(2027, 4, 5), "放假")
    assert work == [(date(2027, 2, 14), "（星期日）上班")]


@pytest.mark.parametrize(
    ("off", "work", "said"),
    [
        ("元旦放假", "", "看不懂“元旦放假”，请写成：2月15日至23日 春节放假。"),
        ("2月30日 春节", "", "“2月30日 春节”里有不存在的日期，请核对。"),
        ("2月15日至13日", "", "“2月15日至13日”的起止日期不对，请核对。"),
        ("1月1日至12月31日", "", "“1月1日至12月31日”的起止日期不对，请核对。"),
        ("1月1日", "1月1日", "2027-01-01既写在放假里又写在上班里，请核对。"),
    ],
)
def test_form_names_what_it_cannot_read(off: str, work: str, said: str) -> None:
    form = fill(off, work)
    assert not form.is_valid()
    assert [said] == [message for messages in form.errors.values() for message in messages]
