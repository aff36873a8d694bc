"""`take_number`: gap-free within committed numbers, never twice."""

import datetime as dt
import multiprocessing
import threading
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.core.actors import SystemActor
from foundation.core.policies import Refused
from foundation.documents import services
from foundation.documents.models import IssuedNumber, NumberSeries
from tests.foundation.audit import owner

CLERK = SystemActor("test")


@pytest.mark.django_db
def test_take_number_counts_from_one_in_each_series_and_year() -> None:
    texts = [
        services.take_number(series=series, year=year, by=CLERK).text
        for series, year in (("minutes", 2026), ("minutes", 2026), ("letter", 2026), ("minutes", 2027))
    ]

    assert texts == ["泉丰工联纪〔2026〕1号", "泉丰工联纪〔2026〕2号", "泉丰工函〔2026〕1号", "泉丰工联纪〔2027〕1号"]


@pytest.mark.django_db
def test_take_number_uses_the_portal_year_by_default() -> None:
    with clock.at(dt.datetime(2027, 12, 31, 16, 30, tzinfo=dt.UTC)):  # already 2028 in Shanghai
        assert services.take_number(series="minutes", by=CLERK).text == "泉丰工联纪〔2028〕1号"


@pytest.mark.django_db
def test_take_number_is_audited_with_what_it_numbers() -> None:
    about = NumberSeries.objects.get(code="minutes")
    issued = services.take_number(series="minutes", year=2026, by=CLERK, about=about)

    row = AuditRow.objects.get(event="number.issued")
    assert (row.subject_label, row.facts) == ("documents.numberseries", {"number": issued.text})
    assert (issued.issued_by, issued.subject_reference) == ("system:test", f"documents.numberseries:{about.pk}")


@pytest.mark.django_db
def test_rolled_back_number_is_given_to_the_next() -> None:
    with transaction.atomic():
        services.take_number(series="minutes", year=2026, by=CLERK)
        transaction.set_rollback(True)

    assert services.take_number(series="minutes", year=2026, by=CLERK).number == 1


@pytest.mark.django_db
def test_unknown_series_is_a_sentence() -> None:
    with pytest.raises(Refused, match="还没有设置文号序列“nothing”"):
        services.take_number(series="nothing", by=CLERK)


@pytest.mark.django_db
def test_used_up_series_is_a_sentence() -> None:
    from foundation.documents.models import NumberCounter

    NumberCounter.objects.create(series=NumberSeries.objects.get(code="minutes"), year=2026, last=99999)

    with pytest.raises(Refused, match="序号已用完"):
        services.take_number(series="minutes", year=2026, by=CLERK)


def test_outside_a_transaction_it_is_refused(committing: str, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), pytest.raises(transaction.TransactionManagementError):
        services.take_number(series="minutes", by=CLERK)


@pytest.mark.django_db
def test_database_refuses_a_gap_a_repeat_and_a_malformed_text() -> None:
    series = NumberSeries.objects.get(code="minutes")
    services.take_number(series="minutes", year=2026, by=CLERK)

    for number, text in ((3, "泉丰工联纪〔2026〕3号"), (1, "泉丰工联纪〔2026〕9号"), (2, "泉丰工联纪[2026]2号")):
        with pytest.raises(IntegrityError), transaction.atomic():
            IssuedNumber.objects.create(series=series, year=2026, number=number, text=text, issued_by="user:1")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE documents_issuednumber SET text = '泉丰工〔2026〕9号'",
        "DELETE FROM documents_issuednumber",
        "TRUNCATE documents_issuednumber CASCADE",
    ],
)
@pytest.mark.parametrize("role", ["app", "owner"])
def test_an_issued_number_is_final(committing: str, django_db_blocker: Any, role: str, change: str) -> None:
    with django_db_blocker.unblock(), transaction.atomic():
        services.take_number(series="minutes", year=2026, by=CLERK)
    with owner.connect(committing, role) as other, pytest.raises(psycopg.errors.InsufficientPrivilege):
        other.execute(change)


def _take(count: int, fail_every: int) -> None:
    for number in range(count):
        try:
            with transaction.atomic():
                services.take_number(series="minutes", year=2026, by=CLERK)
                if number % fail_every == fail_every - 1:
                    raise RuntimeError
        except RuntimeError:
            pass
    connection.close()


def _numbers(name: str) -> list[int]:
    with owner.connect(name) as other:
        return [number for (number,) in other.execute("SELECT number FROM documents_issuednumber ORDER BY number")]


def test_threads_leave_no_gap_and_no_repeat(committing: str, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        threads = [threading.Thread(target=_take, args=(20, 4)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)

    assert _numbers(committing) == list(range(1, 6 * 15 + 1))


def _process(name: str, count: int, fail_every: int) -> None:
    from django.conf import settings
    from django.db import connections

    connections["default"].settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    _take(count, fail_every)


def test_processes_leave_no_gap_and_no_repeat(committing: str, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        connection.close()
        context = multiprocessing.get_context("fork")
        processes = [context.Process(target=_process, args=(committing, 15, 5)) for _ in range(4)]
        for process in processes:
            process.start()
        for process in processes:
            process.join(60)

    assert [process.exitcode for process in processes] == [0] * 4
    assert _numbers(committing) == list(range(1, 4 * 12 + 1))


def test_first_number_of_a_year_taken_twice_at_once(committing: str, django_db_blocker: Any) -> None:
    """The counter row does not exist yet for either of them."""
    for _ in range(3):
        with django_db_blocker.unblock():
            threads = [threading.Thread(target=_take, args=(1, 9)) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(30)

    assert _numbers(committing) == list(range(1, 7))
