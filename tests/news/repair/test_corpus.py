"""Other text than the release: a corpus with hand-checked truth, and properties that hold for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.repair import repair
from news.repair.script import BOTH, has_simplified
from tests.news.repair.corpus import CLEAN, RAW, Case, cases

LEVEL_ONE = [bytes([a, b]).decode("gb2312") for a in range(0xB0, 0xD7) for b in range(0xA1, 0xFF)]
LEVEL_TWO = [bytes([a, b]).decode("gb2312") for a in range(0xD8, 0xF8) for b in range(0xA1, 0xFF)]
SIMPLIFIED = [c for c in LEVEL_ONE[:-5] + LEVEL_TWO if c in BOTH or not has_simplified(c, foreign=False)]
WIDE = list("，。；：？！、“”‘’《》（）〔〕——…·　")
clean_text = st.lists(
    st.sampled_from(SIMPLIFIED + WIDE * 40 + ["2024年", "WeChat", "\n", "10:30", "1,000.5"]), max_size=60
)
NOISE = list("區會長總繞著於乾瞭后里，。,;:?!.()（）“”「」\"' \n\u00a0\u200bqūab1/=&@")
noisy_text = st.lists(
    st.sampled_from([*NOISE, "(qū)", "(huì)", "(zhǎng)", "區(qū)", "拼音", "https://", "a@b.cn"]), max_size=40
)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.style}: {case.pasted[:24]}")
def test_corpus(case: Case) -> None:
    assert repair(case.pasted).text == case.truth


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.truth[:24])
def test_truth_of_the_corpus_is_left_alone(case: Case) -> None:
    assert repair(case.truth).text == case.truth


@settings(max_examples=300, deadline=None)
@given(clean_text.map("".join))
def test_clean_simplified_text_is_unchanged(text: str) -> None:
    assert repair(text).text == text


@settings(max_examples=600, deadline=None)
@given(noisy_text.map("".join) | st.text(max_size=60))
def test_repairing_twice_is_repairing_once(text: str) -> None:
    once = repair(text).text
    assert repair(once).text == once


@settings(max_examples=300, deadline=None)
@given(noisy_text.map("".join))
def test_changes_lead_from_the_original_to_the_text(text: str) -> None:
    repaired, pieces, last = repair(text), [], 0
    for change in repaired.changes:
        assert change.start >= last
        assert text[change.start : change.end] == change.before != change.after
        pieces += [text[last : change.start], change.after]
        last = change.end
    assert "".join([*pieces, text[last:]]) == repaired.text


def test_a_long_paste_takes_linear_work() -> None:
    assert repair(RAW * 20).text == CLEAN * 20


def test_lines_keep_their_ends() -> None:
    assert repair(RAW.replace("\n", "\r\n") + "\r\n").text == CLEAN.replace("\n", "\r\n") + "\r\n"
