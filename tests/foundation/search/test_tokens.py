"""Lexemes and queries: pure."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.core.fictional import demo_id
from foundation.search import tokens


def test_of_text_keeps_each_hanzi_and_each_pair() -> None:
    assert set(tokens.of_text("欠薪FZ-2026")) == {"欠", "薪", "欠薪", "fz", "2026"}


def test_of_text_folds_traditional_and_full_width() -> None:
    assert tokens.of_text("豐澤區ＡＢＣ１２３") == tokens.of_text("丰泽区abc123")


def test_of_text_has_no_pairs_across_other_characters() -> None:
    assert "区总" not in tokens.of_text("丰泽区，总工会")


def test_of_text_leaves_identity_and_phone_numbers_out() -> None:
    found = tokens.of_text(f"证件{demo_id(1)}，电话13800000000，编号20260317")
    assert [lexeme for lexeme in found if lexeme.isdigit()] == ["20260317"]


def test_of_title_adds_pairs_of_initials() -> None:
    assert {"~qx", "~xq", "~qz"} <= set(tokens.of_title("欠薪求助"))
    assert not [lexeme for lexeme in tokens.of_text("欠薪求助") if lexeme.startswith("~")]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("欠薪", "'欠薪'"),
        ("薪", "'薪'"),
        ("農民工", "'农民' & '民工'"),
        ("FZ-2026-0317", "('fz':* | ('~fz')) & '2026':* & '0317':*"),
        ("qxqz", "('qxqz':* | ('~qx' & '~qz' & '~xq'))"),
        ("3", "'3'"),
        ("欠薪 欠薪", "'欠薪'"),
        ("' | & ! \\ :* <->", ""),
        ("", ""),
        ("\0", ""),
    ],
)
def test_query(typed: str, query: str) -> None:
    assert tokens.query(typed) == query


@given(st.text(max_size=80))
def test_query_holds_nothing_that_needs_escaping(typed: str) -> None:
    for lexeme in re.findall(r"'([^']*)'", tokens.query(typed)):
        assert re.fullmatch(r"~?[0-9a-z]+|[^\x00-\x7f]+", lexeme)


@given(st.text(max_size=200))
def test_lexemes_are_never_empty(text: str) -> None:
    assert all(tokens.of_title(text)) or not tokens.of_title(text)


@pytest.mark.parametrize("typed", ["FZ-2026-0317", "fz2026-0317", "ＦＺ－２０２６－０３１７", " fz 2026 0317 "])
def test_key_of_a_reference(typed: str) -> None:
    assert tokens.key(typed) == "fz20260317"


def test_key_of_a_document_number() -> None:
    assert tokens.key("泉丰工联纪〔2026〕3号") == tokens.key("泉豐工聯紀[2026]3號") == "泉丰工联纪20263号"


def test_excerpt_shows_the_place_in_the_original_script() -> None:
    text = "豐澤區某企業職工反映，" + "三個月" * 10 + "拖欠工資，請求協調。" + "其他" * 50
    before, match, after = tokens.excerpt(text, "工资")
    assert match == "工資"
    assert before.startswith("…")
    assert before.endswith("拖欠")
    assert after.endswith("…")
    assert len(before + match + after) < 70


def test_excerpt_without_a_match_is_the_beginning() -> None:
    assert tokens.excerpt("某企业职工反映", "qyzg") == ("某企业职工反映", "", "")
