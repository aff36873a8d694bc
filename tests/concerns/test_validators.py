"""Numbers of persons in free text."""

import pytest
from django.core.exceptions import ValidationError

from concerns.validators import identities_in, numbers_sentence, phones_in, validate_no_identity, without_numbers
from foundation.core.fictional import demo_id

NUMBER = demo_id(5)


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        f"证件号{NUMBER}。",
        f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
        NUMBER[:17] + NUMBER[17].lower(),
        NUMBER.translate({ord(str(n)): 0xFF10 + n for n in range(10)}),
        "-".join((NUMBER[:6], NUMBER[6:14], NUMBER[14:])),
    ],
)
def test_identity_is_found_however_it_is_written(text: str) -> None:
    assert len(identities_in(text)) == 1
    with pytest.raises(ValidationError, match=r"3505\*+"):
        validate_no_identity(text)


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码91350503MA0000001X",
        "运单123456789012345678",
        f"账号62{NUMBER}",
        "泉丰工〔2026〕3号",
        "2026-11-22 15:00",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert identities_in(text) == []
    assert without_numbers(text) == text


def test_phones_are_found_and_only_pointed_out() -> None:
    text = "请打13800000001或138-0000-0002，固话0595-22000000。"

    assert phones_in(text) == ["13800000001", "138-0000-0002"]
    validate_no_identity(text)
    assert "138****0001、138****0002" in numbers_sentence(text)


def test_removing_leaves_a_mark_and_the_rest() -> None:
    assert (
        without_numbers(f"本人{NUMBER}，电话13800000001，要求补发。")
        == "本人〔号码已移除〕，电话〔号码已移除〕，要求补发。"
    )
    assert numbers_sentence("要求补发。") == ""
