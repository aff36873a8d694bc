"""The check list: whole personal numbers stop a release, everything else is advice."""

import pytest

from foundation.core import checkdigits
from news import checks
from tests.news.repair.corpus import CLEAN

ID = "35050319000101123"
CITIZEN = ID + checkdigits.citizen(ID)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"身份证{CITIZEN}。", "公民身份号码"),
        ("电话13800138000。", "手机号码"),
        ("卡号6222020000000000000。", "银行卡号"),
        ("车牌闽C12345。", "机动车号牌"),
    ],
)
def test_whole_numbers_block_and_are_shown_masked(text: str, kind: str) -> None:
    [finding] = checks.personal_data(text)
    assert (finding.blocks, str(finding.title)) == (True, kind)
    assert "*" in finding.shown
    assert text[5:12] not in finding.shown


@pytest.mark.parametrize(
    "text", [CLEAN, "热线12351，电话0595-22500000，138****8000，文号〔2024〕12号", "350503************12"]
)
def test_harmless_numbers_pass(text: str) -> None:
    assert list(checks.personal_data(text)) == []


def test_the_release_is_advised_and_not_blocked() -> None:
    found = [*checks.personal_data(CLEAN), *checks.language(CLEAN)]
    assert checks.blocking(found) == []
    assert [str(finding.advice) for finding in found] == ["通常写作“今年以来”。", "通常写作“联席会议以来”。"]


@pytest.mark.parametrize("text", ["亲自主持会议", "会议隆重召开", "“甲”、“乙”", "[2024]12号", "區政府,好"])
def test_usage_is_advice(text: str) -> None:
    found = list(checks.language(text))
    assert found
    assert checks.blocking(found) == []


def test_unknown_names_are_pointed_out() -> None:
    assert [finding.shown for finding in checks.people(["甲某", "乙某"], {"甲某"})] == ["乙某"]
