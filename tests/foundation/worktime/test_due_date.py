"""`manage.py due_date`: first line the date; wrong input one sentence and exit code 2."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import OperationalError

from foundation.worktime import calendar
from foundation.worktime.calendar import Overlay

pytestmark = pytest.mark.usefixtures("_package_only")


@pytest.fixture
def _package_only() -> Iterator[None]:
    before = calendar.use(Overlay)
    yield
    calendar.use(before)


@pytest.mark.parametrize(
    ("received", "days", "line"),
    [
        ("2026-09-18", "5", "2026-09-24"),
        ("2026/9/18", "5", "2026-09-24"),
        ("2026年9月18日", "5", "2026-09-24"),
        ("20260918", "5", "2026-09-24"),
        ("2026-12-31", "5", "2027-01-07 provisional"),
    ],
)
def test_due_date_prints_the_date(received: str, days: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("due_date", received, days)
    assert capsys.readouterr().out == f"{line}\n"


def test_due_date_why_lists_every_day(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("due_date", "2026-09-18", "2", "--why")
    assert capsys.readouterr().out.splitlines() == [
        "2026-09-21",
        "2026-09-18 星期五   -  收到当日，不计；星期五",
        "2026-09-19 星期六   -  不计；星期六",
        "2026-09-20 星期日   1  第1个工作日；国庆节调休，星期日上班",
        "2026-09-21 星期一   2  第2个工作日；星期一",
    ]


@pytest.mark.parametrize(
    ("received", "days", "said"),
    [
        ("2026-02-30", "5", "“2026-02-30”不是有效的日期，请按2026-09-18的样子填写。"),
        ("明天", "5", "“明天”不是有效的日期，请按2026-09-18的样子填写。"),
        ("2026-01-01", "五", "“五”不是有效的工作日数，请填写0至2000之间的整数。"),
        ("2026-01-01", "2001", "工作日数应为0至2000之间的整数。"),
        ("9999-12-31", "5", "期限超出了日历能表示的范围。"),
    ],
)
def test_due_date_refuses_bad_input_in_one_sentence(
    received: str, days: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        call_command("due_date", received, days)
    assert left.value.code == 2
    assert capsys.readouterr() == ("", f"{said}\n")


def test_due_date_without_database_counts_by_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    def unreachable() -> Overlay:
        raise OperationalError("connection refused")

    calendar.use(unreachable)
    call_command("due_date", "2026-09-18", "5")
    out, err = capsys.readouterr()
    assert out == "2026-09-24\n"
    assert err == "未能读取数据库中的日历例外，仅按已公布的节假日安排计算。\n"
