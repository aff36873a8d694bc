"""Fingerprints, and what changed between two texts."""

import pytest

from meetings.models.text import compare, differences, fingerprint


def test_fingerprint_ignores_the_order_of_keys() -> None:
    assert fingerprint({"a": "一", "b": "二"}) == fingerprint({"b": "二", "a": "一"})
    assert fingerprint({"a": "一"}) != fingerprint({"a": "一 "})


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("每季度排查", "每月排查", [("same", "每"), ("gone", "季度"), ("new", "月"), ("same", "排查")]),
        ("共12件", "共125件", [("same", "共"), ("gone", "12"), ("new", "125"), ("same", "件")]),
        ("", "新增", [("new", "新增")]),
        ("删去", "", [("gone", "删去")]),
        ("不变", "不变", [("same", "不变")]),
    ],
)
def test_compare_says_what_went_and_what_came(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    assert compare(old, new) == pieces


def test_pieces_put_together_are_both_texts() -> None:
    old = "由区住建局牵头，每季度开展联合排查，结果报区政府。"
    new = "由区住建局、区人社局牵头，每月开展排查，结果7个工作日内报区政府和区总工会。"
    pieces = compare(old, new)
    assert "".join(words for kind, words in pieces if kind != "new") == old
    assert "".join(words for kind, words in pieces if kind != "gone") == new


def test_differences_name_their_part() -> None:
    old = {"title": "题", "money": "10.00", "papers": []}
    new = {"title": "题", "money": "12.50", "papers": [{"name": "数据.pdf", "sha256": "a"}]}
    assert [(change.label, change.pieces) for change in differences(old, new)] == [
        ("所需资金（万元）", [("gone", "10.00"), ("new", "12.50")]),
        ("材料", [("new", "数据.pdf")]),
    ]
