"""What is found, in which order, by whom, with how many queries."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from foundation.core import clock, contributions
from foundation.search import finding, services
from foundation.search.finding import find
from foundation.search.models import SearchEntry
from tests.foundation.search.support import CONTRIBUTIONS, Letter, Slip
from tests.foundation.worktime.support import create_table

pytestmark = pytest.mark.django_db

ME, OTHER = SimpleNamespace(pk=1), SimpleNamespace(pk=2)


@pytest.fixture(autouse=True)
def _papers(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    create_table(Letter)
    create_table(Slip)
    monkeypatch.setattr(contributions, "modules", lambda name: [CONTRIBUTIONS])


def write(model: Any = Letter, **facts: Any) -> Any:
    facts = {"reference": f"FZ-2026-{model.objects.count() + 1:04d}", "title": "来信", **facts}
    record = model.objects.create(**facts)
    services.index(record)
    return record


def found(typed: str, user: Any = ME, **options: Any) -> list[str]:
    return [hit.reference for hit in find(user, typed, **options)]


@pytest.mark.parametrize(
    "typed",
    [
        "农民工工资",
        "農民工工資",
        "工工",
        "工资",
        "民",
        "欠 工资",
        "张伟",
        "張偉",
        "黄埔路",
        "2026-0317",
        "FZ-2026-0317",
        "fz20260317",
        "ＦＺ２０２６０３１７",
        "FZ-2026-03",
        "泉丰工联纪〔2026〕3号",
        "联纪",
        "tqnm",
        "nmg",
        "abc公司",
    ],
)
def test_finds(typed: str) -> None:
    write(
        reference="FZ-2026-0317",
        title="拖欠農民工工資",
        number="泉丰工联纪〔2026〕3号",
        text="张伟等人在黄埔路ABC公司务工，拖欠三个月。",
    )
    write(title="暑托班场地", text="职工子女")
    assert found(typed) == ["FZ-2026-0317"]


@pytest.mark.parametrize(
    "typed", ["", "  ", "，。！", "不存在的词", "FZ-2025", "gzq", "'; DROP TABLE x; --", "%", "_", "a" * 5000]
)
def test_finds_nothing(typed: str) -> None:
    write(title="拖欠农民工工资")
    assert found(typed) == []


def test_exact_number_comes_first_then_title_then_text_newest_first() -> None:
    now = clock.now()
    write(reference="A-1", text="提到暑托班的旧信", created_at=now - timedelta(days=1))
    write(reference="A-2", title="暑托班场地（旧）", created_at=now - timedelta(days=9))
    write(reference="A-3", title="暑托班场地（新）", created_at=now - timedelta(days=5))
    write(reference="暑托班", title="编号就叫这个", created_at=now - timedelta(days=99))
    assert found("暑托班") == ["暑托班", "A-3", "A-2", "A-1"]


def test_invisible_records_leave_no_trace() -> None:
    write(title="欠薪一", owner=1)
    write(title="欠薪二", owner=2)
    hits = find(ME, "欠薪")
    assert [hit.title for hit in hits] == ["欠薪一"]
    assert found("FZ-2026-0002") == []
    assert found("FZ-2026-0002", OTHER) == ["FZ-2026-0002"]


def test_own_record_is_found_behind_many_invisible_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "CANDIDATES", 3)
    now = clock.now()
    write(title="欠薪", reference="MINE", owner=1, created_at=now - timedelta(days=9))
    write(Slip, title="欠薪", reference="SLIP", owner=1, created_at=now - timedelta(days=8))
    for number in range(5):
        write(title="欠薪", reference=f"THEIRS-{number}", owner=2)
    assert found("欠薪") == ["SLIP", "MINE"]
    assert found("欠薪", limit=1) == ["SLIP"]


def test_find_by_kind() -> None:
    write(title="欠薪")
    write(Slip, title="欠薪", reference="S-1")
    assert found("欠薪", label="tests.slip") == ["S-1"]
    assert [hit.kind for hit in find(ME, "欠薪", label="tests.slip")] == ["单据"]
    assert found("欠薪", label="tests.nothing") == []


def test_hit_carries_link_and_excerpt() -> None:
    write(title="来信", text="某企业拖欠工資三个月")
    (hit,) = find(ME, "工资")
    assert (hit.url, hit.excerpt) == ("/letter/FZ-2026-0001/", ("某企业拖欠", "工資", "三个月"))


@pytest.mark.parametrize("candidates", [2, 100])
def test_number_of_queries_does_not_grow(candidates: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "CANDIDATES", candidates)
    counts = []
    for _round in range(3):
        for owner in (1, 2, 2, 2):
            write(title="欠薪", text="欠薪", owner=owner)
            write(Slip, title="欠薪", reference=f"S-{Slip.objects.count()}", owner=owner)
        with CaptureQueriesContext(connection) as queries:
            find(ME, "欠薪")
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 4 + 2 * 2


def test_index_belongs_to_the_transaction_of_the_change() -> None:
    with transaction.atomic():
        write(title="撤回的信")
        transaction.set_rollback(True)
    assert SearchEntry.objects.count() == 0


def test_index_renews_the_entry_and_drops_what_is_no_longer_listed() -> None:
    letter = write(title="旧题")
    letter.title = "新题"
    letter.save()
    services.index(letter)
    assert found("旧题") == []
    assert found("新题") == ["FZ-2026-0001"]
    letter.draft = True
    services.index(letter)
    assert SearchEntry.objects.count() == 0


def test_unindex() -> None:
    letter = write()
    services.unindex(letter)
    assert SearchEntry.objects.count() == 0


def test_index_of_an_undeclared_model_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contributions, "modules", lambda name: [])
    with pytest.raises(LookupError):
        services.index(Letter(pk=1))


def test_rebuild_writes_all_and_removes_leftovers(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(services, "CHUNK", 2)
    for number in range(5):
        Letter.objects.create(reference=f"L-{number}", title="欠薪", draft=number == 3)
    gone = write(reference="GONE", title="欠薪")
    Letter.objects.filter(pk=gone.pk).delete()
    SearchEntry.objects.create(label="tests.vanished", object_pk=1, reference="V", title="欠薪", dated_at=clock.now())
    call_command("rebuild_search")
    assert capsys.readouterr().out == "tests.letter：4条\ntests.slip：0条\n"
    assert sorted(found("欠薪")) == ["L-0", "L-1", "L-2", "L-4"]
    assert SearchEntry.objects.count() == 4
    call_command("rebuild_search", "tests.letter")
    assert SearchEntry.objects.count() == 4


def test_rebuild_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(CommandError, match=r"没有可检索的类型：x\.y。"):
        call_command("rebuild_search", "x.y")


def test_long_texts_are_indexed_up_to_a_bound() -> None:
    write(text="甲乙" * 40_000 + "末尾")
    assert found("甲乙") == ["FZ-2026-0001"]
    assert found("末尾") == []
