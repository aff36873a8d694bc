"""Cells as people fill them in, column by column (quality §6), and what a kind of list must declare."""

import pytest

from foundation.accounts.models import User
from foundation.imports.importer import Column, Importer, Wrong, importers, open_to, unit_called, units_called
from foundation.imports.importers.people import clean_email, clean_username
from foundation.imports.importers.posts import clean_day
from foundation.imports.importers.units import clean_code, clean_order
from tests.factories.orgs import UnitFactory

NAME = Column("name", "姓名", required=True, longest=6)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  陈\u3000某 ", "陈 某"),
        ("陈\u200b某\ufeff", "陈某"),
        ("\u202e陈某", "陈某"),
        ("陈\n某", "陈 某"),
        ("陈\0某", "陈某"),
        ("㐀𠮷", "㐀𠮷"),
        ("阿依·古丽", "阿依·古丽"),
        ("=1+1", "=1+1"),
    ],
)
def test_text_loses_only_what_nobody_sees(typed: str, kept: str) -> None:
    assert NAME.read(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "没有填写"), ("\u200b ", "没有填写"), ("一二三四五六七", "超过6个字")]
)
def test_text_that_is_wrong_says_so(typed: str, sentence: str) -> None:
    with pytest.raises(Wrong, match=sentence):
        NAME.read(typed)


def test_a_choice_is_read_by_its_word_or_its_code() -> None:
    column = Column("kind", "类型", choices={"union": "工会", "government": "政府"})
    assert [column.read(text) for text in ("工会", "government", "")] == ["union", "government", ""]
    assert column.show("union") == "工会"
    with pytest.raises(Wrong, match="应为：工会、政府。"):
        column.read("其他")


def test_codes_are_read_from_full_width_forms_and_numbers() -> None:
    assert [clean_code(text) for text in ("ＺＧＨ－１", " B GS ", "007")] == ["ZGH-1", "BGS", "007"]
    for wrong in ("办公室", "A/B", "3.5"):
        with pytest.raises(Wrong):
            clean_code(wrong)


@pytest.mark.parametrize(
    "typed", ["2026-11-02", "2026/11/2", "2026.11.02", "2026年11月2日", "2026 年 11 月 2 日", "2026-11-02 00:00"]
)
def test_days_are_read_as_people_write_them(typed: str) -> None:
    assert clean_day(typed) == "2026-11-02"


@pytest.mark.parametrize("typed", ["2026-02-30", "46328", "明天", "0000-01-01", "26年1月1日", "２０２６-01-32"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(Wrong, match="日期应写成"):
        clean_day(typed)


@pytest.mark.parametrize("typed", ["-1", "1.5", "一", "９", "9" * 40, "1E+05"])
def test_what_is_no_order_is_refused(typed: str) -> None:
    with pytest.raises(Wrong, match="整数"):
        clean_order(typed)


def test_accounts_and_addresses_are_checked() -> None:
    assert (clean_username("chen.li"), clean_email("a@b.cn")) == ("chen.li", "a@b.cn")
    for check, wrong in (
        (clean_username, "a b"),
        (clean_username, "a/b"),
        (clean_email, "a@"),
        (clean_email, "a@b\r\n.cn"),
    ):
        with pytest.raises(Wrong):
            check(wrong)


@pytest.mark.django_db
def test_a_name_two_units_share_names_neither() -> None:
    first = UnitFactory(code="A1", name="办公室（演示）", short_name="办公室")
    UnitFactory(code="A2", name="政府办公室（演示）", short_name="办公室")
    found = units_called(["办公室", "a1", "政府办公室（演示）"])
    assert unit_called("办公室", found) is None
    assert unit_called("a1", found) == first
    assert unit_called("政府办公室（演示）", found).code == "A2"  # type: ignore[union-attr]


@pytest.mark.parametrize("importer", importers().values(), ids=lambda importer: importer.kind)
def test_a_kind_of_list_is_whole(importer: Importer) -> None:
    names = [column.name for column in importer.columns]
    assert set(importer.identity) | ({importer.parent} - {""}) <= set(names)
    assert all(importer.column(name).required for name in importer.identity)
    exact = [word for column in importer.columns for word in set(column.words())]
    assert sorted(exact) == sorted(set(exact)), "one heading for two columns"


def test_each_kind_is_open_to_whoever_keeps_its_records(administrator: User, security: User) -> None:
    assert [one.kind for one in open_to(administrator)] == ["units", "posts"]
    assert [one.kind for one in open_to(security)] == ["people"]
