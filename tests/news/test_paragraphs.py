"""The house structure read from words; not a letter is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.layout import blocks, outline, revised, side_by_side, tally
from news.paragraphs import Paragraph, motto, names, parse, pieces, plain, working_title
from news.repair import repair
from tests.news.repair.corpus import CLEAN, RAW

ORDINARY = "近日，区总工会举办招聘会（演示）。\n\n　　现场提供岗位500个。\r\n\r\n下一步继续优化。"


def test_the_release_in_its_parts() -> None:
    parts = [paragraph.part for paragraph in parse(CLEAN)]
    assert parts == [
        "lead", "attendance", "heard", "pointed_out", "emphasised", "required", "required", "required", "reported",
    ]  # fmt: skip


def test_an_ordinary_article_is_a_lead_and_a_text() -> None:
    found = parse(ORDINARY)
    assert [p.part for p in found] == ["lead", "plain", "plain"]
    assert [p.text for p in found] == ["近日，区总工会举办招聘会（演示）。", "现场提供岗位500个。", "下一步继续优化。"]
    assert outline(blocks(found)) == []


def test_people_are_found_in_their_order() -> None:
    people = ["高金全", "陈清拥", "杨华民", "颜志平", "刘华东", "丁增辉", "刘鹏志", "梁博"]
    assert names(parse(CLEAN)[1].text) == people


def test_opening_and_slogan_are_told_apart() -> None:
    parted = pieces(parse(CLEAN)[5])
    assert (parted.opening, parted.slogan) == ("会议要求，", "要不忘初心，同频共振。")
    assert motto(parted.slogan) == "不忘初心，同频共振"


@given(
    st.lists(
        st.sampled_from(
            ["会议要求，", "要甲乙丙，丁戊己。", "会议指出，", "据悉，", "区长甲乙主持会议", "。", "字", "\n"]
        )
    )
)
def test_drawing_loses_no_letter(bits: list[str]) -> None:
    paragraphs = parse("".join(bits))
    assert "".join(block.text for block in blocks(paragraphs)) == "".join(p.text for p in paragraphs)


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        (CLEAN.split("\n")[0], "丰泽区政府与区总工会召开联席会议"),
        ("2026年11月3日，区总工会举办培训班。", "区总工会举办培训班"),
        ("区总工会走访慰问", "区总工会走访慰问"),
    ],
)
def test_a_working_title_is_the_leads_own_words(lead: str, title: str) -> None:
    assert working_title([Paragraph("lead", lead)]) == title


def test_side_by_side_holds_both_texts_letter_for_letter() -> None:
    lines = side_by_side(RAW, repair(RAW))
    assert "\n".join("".join(run.text for run in line.left) for line in lines) == RAW
    assert "\n".join("".join(run.text for run in line.right) for line in lines) == CLEAN
    assert next(count for _word, count in tally(repair(RAW))) == RAW.count("(")


def test_a_revision_shows_what_went_and_what_came() -> None:
    before, after = [Paragraph("lead", "新增五个站点。")], [Paragraph("lead", "新增6个站点。")]
    [runs] = revised(before, after)
    assert [(run.text, run.mark) for run in runs] == [("新增", ""), ("五", "del"), ("6", "ins"), ("个站点。", "")]
    assert plain(after) == "新增6个站点。"
