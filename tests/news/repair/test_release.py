"""The real release comes out exact in every character."""

import hashlib

from news.repair import Kind, repair
from tests.news.repair.corpus import CLEAN, RAW

RAW_SHA256 = "b4e7ce8e321d50b1e7dca428b0ee791659c71129a66163e07e7e870ce2f80e43"


def test_raw_release_is_byte_for_byte_the_first_input() -> None:
    assert hashlib.sha256(RAW.encode("utf-8")).hexdigest() == RAW_SHA256


def test_release_becomes_its_hand_checked_truth() -> None:
    assert repair(RAW).text == CLEAN


def test_truth_is_left_alone() -> None:
    repaired = repair(CLEAN)
    assert (repaired.text, repaired.changes) == (CLEAN, ())


def test_every_note_of_the_release_is_one_change() -> None:
    notes = [change for change in repair(RAW).changes if change.kind is Kind.NOTE]
    assert len(notes) == RAW.count("(") == 211
    assert all(change.after == "" and change.before[0] + change.before[-1] == "()" for change in notes)


def test_changes_applied_to_the_original_give_the_text() -> None:
    repaired, pieces, last = repair(RAW), [], 0
    for change in repaired.changes:
        assert RAW[change.start : change.end] == change.before
        pieces += [RAW[last : change.start], change.after]
        last = change.end
    assert "".join([*pieces, RAW[last:]]) == repaired.text


def test_the_space_inside_the_slogan_stays() -> None:
    assert "“建功‘十四五’ 做强环湾主中心”" in repair(RAW).text
