"""Where a page of the preview ends: 22 lines of 28 characters."""

import math

from foundation.documents.paper import Heading, Paragraph, Roll, width
from meetings.exports.preview import LINES, ROLL_CHARACTERS, preview
from tests.foundation.documents.papers import minutes

SENTENCE = "会" * 28


def test_short_minutes_are_one_page() -> None:
    shown = preview(minutes(blocks=(Paragraph("会议听取了汇报。"),), rolls=()))

    (only,) = shown.pages
    assert [block.text for block in only.blocks] == ["会议听取了汇报。"]
    assert only.last


def test_text_is_neither_lost_nor_doubled() -> None:
    text = "".join(f"第{number}句话讲清一件事情。" for number in range(120))

    shown = preview(minutes(blocks=(Paragraph(text),), rolls=(), imprint=None))

    assert "".join(block.text for page in shown.pages for block in page.blocks) == text
    assert [page.number for page in shown.pages] == list(range(1, len(shown.pages) + 1))
    assert [page.last for page in shown.pages].count(True) == 1


def test_a_full_page_holds_twenty_two_lines() -> None:
    shown = preview(minutes(blocks=tuple(Paragraph("会" * 26) for _ in range(60)), rolls=(), imprint=None))

    assert [len(page.blocks) for page in shown.pages][1:-1] == [LINES] * (len(shown.pages) - 2)


def test_rest_of_a_paragraph_is_not_indented_again() -> None:
    shown = preview(minutes(blocks=(Paragraph("会" * 26 + SENTENCE * 40),), rolls=(), imprint=None))

    assert [page.blocks[0].style for page in shown.pages] == ["", *["flush"] * (len(shown.pages) - 1)]


def test_heading_is_not_left_alone_at_the_foot() -> None:
    for before in range(30):
        blocks = (*(Paragraph("会" * 26) for _ in range(before)), Heading(1, "关于场地"), Paragraph("会议同意。"))
        shown = preview(minutes(blocks=blocks, rolls=(), imprint=None))
        place = next(page for page in shown.pages if any(block.style == "h1" for block in page.blocks))
        assert place.blocks[-1].style == ""


def test_rolls_that_do_not_fit_stand_on_a_page_of_their_own() -> None:
    counts = {
        len(preview(minutes(blocks=tuple(Paragraph("会" * 26) for _ in range(n)))).pages[-1].blocks) for n in range(40)
    }

    assert 0 in counts


def test_long_rolls_go_on_overleaf_and_leave_room_for_the_imprint() -> None:
    rolls = (Roll("出席", tuple(f"第{number}单位负责人某某（演示）" for number in range(60))),)
    for before in range(23):
        blocks = tuple(Paragraph("会" * 26) for _ in range(before))
        shown = preview(minutes(blocks=blocks, rolls=rolls))

        parts = [part for page in shown.pages for part in page.rolls]
        assert "".join(part.text for part in parts) == rolls[0].text
        assert [part.label for part in parts] == ["出席", *[""] * (len(parts) - 1)]
        last = shown.pages[-1]
        lines = sum(math.ceil(width(part.text) / ROLL_CHARACTERS) for part in last.rolls)
        assert lines + len(last.blocks) < LINES - 2


def test_headings_carry_their_number() -> None:
    shown = preview(minutes(blocks=(Heading(1, "关于场地"), Paragraph("会议同意。"))))

    assert shown.pages[0].blocks[0].text == "一、关于场地"
