"""A paper as data: cleaning, numbering, breaking titles."""

import datetime as dt

import pytest

from foundation.documents.paper import (
    Cell,
    Heading,
    Kind,
    Paper,
    Paragraph,
    Table,
    break_title,
    chinese_date,
    chinese_number,
    clean,
    settled,
)
from tests.foundation.documents import papers


def test_headings_are_numbered_by_level_and_restart() -> None:
    blocks = [
        Heading(1, "甲"),
        Heading(2, "乙"),
        Heading(3, "丙"),
        Heading(4, "丁"),
        Heading(2, "戊"),
        Heading(3, "己"),
    ]
    ready = settled(
        Paper(kind=Kind.NOTICE, title="题", blocks=(*blocks, Heading(1, "庚"), Heading(1, "无", numbered=False)))
    )

    assert [block.text for block in ready.blocks if isinstance(block, Heading)] == [
        "一、甲", "（一）乙", "1.丙", "（1）丁", "（二）戊", "1.己", "二、庚", "无",
    ]  # fmt: skip


def test_settling_twice_changes_nothing() -> None:
    once = settled(papers.minutes())

    assert settled(once) == once


def test_clean_takes_out_what_no_file_can_carry() -> None:
    dirty = "a\x00b\u202ec\u200bd\ud800\te\r\nf　g"

    assert clean(dirty) == "abcd e\nf　g"


@pytest.mark.parametrize(
    ("number", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_chinese_number(number: int, written: str) -> None:
    assert chinese_number(number) == written


def test_chinese_date_has_no_leading_zeros() -> None:
    assert chinese_date(dt.date(2024, 3, 5)) == "2024年3月5日"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("短标题", ["短标题"]),
        ("2026年区政府与区总工会第十八次联席会议纪要", ["2026年区政府与区总工会", "第十八次联席会议纪要"]),
        ("关于召开区政府与区总工会第十八次联席会议的通知", ["关于召开区政府与区总工会", "第十八次联席会议的通知"]),
    ],
)
def test_break_title(title: str, lines: list[str]) -> None:
    assert break_title(title) == lines


def test_break_title_never_starts_a_line_with_punctuation_or_splits_a_number() -> None:
    for title in (
        "关于印发《丰泽区户外劳动者服务站点建设管理办法》的通知",
        "关于表彰2024至2026年度先进集体和12351热线个人的决定",
    ):
        lines = break_title(title)
        assert "".join(lines) == title
        assert not any(line[0] in "》、，的）" or line[-1] in "《（" for line in lines[1:])


def test_a_row_must_fill_its_table() -> None:
    with pytest.raises(ValueError, match="a row of 3 columns in a table of 2"):
        settled(Paper(kind=Kind.TABLE, title="表", blocks=(Table((1, 1), ((Cell("a", span=3),),)),)))


def test_a_heading_has_four_levels() -> None:
    with pytest.raises(ValueError, match="outside 1 to 4"):
        settled(Paper(kind=Kind.NOTICE, title="题", blocks=(Heading(5, "深"), Paragraph("文"))))
