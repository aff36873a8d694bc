"""文号 and file names (D§1.5)."""

import pytest

from foundation.documents.validators import NUMBER, number_slips, number_text, safe_name


@pytest.mark.parametrize("text", ["柳北政发〔2025〕2号", "闽政〔2023〕4号", "泉丰工联纪〔2026〕12345号"])
def test_real_numbers_follow_the_rule(text: str) -> None:
    assert NUMBER.match(text)
    assert number_slips(text) == []


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("柳北政发[2025]2号", "年份应使用六角括号〔〕。"),
        ("柳北政发【2025】2号", "年份应使用六角括号〔〕。"),
        ("柳北政发（2025）2号", "年份应使用六角括号〔〕。"),
        ("柳北政发〔2025〕02号", "序号不编虚位，不写“01号”。"),
        ("柳北政发〔2025〕第2号", "文号的序号不加“第”字。"),
        ("柳北政发〔25〕2号", "年份应写全四位。"),
    ],
)
def test_usual_slips_are_named(text: str, slip: str) -> None:
    assert number_slips(text) == [slip]


def test_anything_else_gets_the_whole_rule() -> None:
    (sentence,) = number_slips("随便写")
    assert "泉丰工〔2026〕3号" in sentence


def test_number_text_uses_six_cornered_brackets() -> None:
    assert number_text("泉丰工", 2026, 3) == "泉丰工\u30142026\u30153号".replace("\u3014", "〔").replace("\u3015", "〕")
    assert [hex(ord(character)) for character in number_text("泉丰工", 2026, 3) if character in "〔〕"] == [
        "0x3014",
        "0x3015",
    ]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\会议 纪要.docx", "会议 纪要.docx"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("纪要\u202excod.exe.pdf", "纪要xcod.exe.pdf"),
        ('a"b<c>:*?.pdf', "a_b_c_.pdf"),
        ("....", "附件"),
        ("", "附件"),
        ("𬭳某.pdf", "𬭳某.pdf"),
    ],
)
def test_safe_name(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_safe_name_keeps_the_extension_of_a_long_name() -> None:
    name = safe_name("长" * 255 + ".docx")

    assert (len(name), name[-5:]) == (120, ".docx")
