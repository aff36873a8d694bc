"""Published examples of the standards, real local shapes, and one sentence for each way of copying a number wrongly."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from foundation.core import checkdigits, clock, validators
from foundation.core.fictional import demo_credit_code, demo_id
from foundation.core.validators import DocumentKind

Check = Callable[[str], None]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(datetime(2026, 11, 22, 4, tzinfo=UTC)):
        yield


def sentence(check: Check, value: str) -> str:
    with pytest.raises(ValidationError) as caught:
        check(value)
    return str(caught.value.messages[0])


def refusal(check: Check, value: str) -> Any:
    try:
        return check(value)
    except ValidationError as error:
        return error.messages[0]


def test_identity_published_examples() -> None:
    """The two examples printed in GB 11643-1999."""
    first = validators.read_identity("11010519491231002X")
    assert (first.kind, first.birth_date, first.male) == (DocumentKind.RESIDENT, date(1949, 12, 31), False)
    second = validators.read_identity("440524188001010014")
    assert (second.birth_date, second.male) == (date(1880, 1, 1), True)


@pytest.mark.parametrize("area", ["350582", "350503", "810000", "820000", "830000", "710000", "659001"])
def test_identity_does_not_judge_the_county_code(area: str) -> None:
    validators.validate_identity(demo_id(7, area))


@pytest.mark.parametrize(
    "typed", ["１１０１０５１９４９１２３１００２Ｘ", "110105 19491231 002x", " 110105-19491231-002X\u200b"]
)
def test_identity_is_normalised(typed: str) -> None:
    assert validators.read_identity(typed).number == "11010519491231002X"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("110105194912310", "这是15位旧号码，请填写第二代居民身份证上的18位号码。"),
        ("1101051949123100", "还差2位，应为18位。"),
        ("11010519491231002X1", "多了1位，应为18位。"),
        ("1101O519491231002X", "第5位“O”有误：前17位只能是数字，末位是数字或X。"),
        ("110105194912310A2X", "第16位“A”有误：前17位只能是数字，末位是数字或X。"),
        ("99", "还差16位，应为18位。"),
        ("160105194912310021", "开头两位“16”不是省级代码，请对照证件核对。"),
        ("110105199902300021", "第7至14位“19990230”不是真实的日期，请核对出生年月日。"),
        ("110105209912310021", "第7至14位的出生日期在今天之后，请对照证件核对。"),
        ("110105194912310021", "最后一位校验码与前17位对不上，多半有一位抄错，请对照证件逐位核对。"),
        ("4.40524E+17", "第2位“.”有误：前17位只能是数字，末位是数字或X。"),
        ("", "还差18位，应为18位。"),
    ],
)
def test_identity_refusals_name_the_remedy(value: str, said: str) -> None:
    assert sentence(validators.validate_identity, value) == said


def _born(day: str) -> str:
    first17 = f"350503{day}002"
    return first17 + checkdigits.citizen(first17)


def test_identity_below_working_age_is_refused_to_the_day() -> None:
    validators.validate_identity(_born("20101122"))
    assert sentence(validators.validate_identity, _born("20101123")) == (
        "按出生日期计算未满16周岁，不能登记；若有误，请核对第7至14位。"
    )


def test_identity_beyond_usual_age_only_warns() -> None:
    assert validators.identity_warning(_born("19801122")) == ""
    assert validators.identity_warning(_born("19501122")) == "按出生日期计算已满76周岁，请确认证件号码无误。"


@given(st.integers(0, 17), st.integers(1, 9))
def test_identity_one_wrong_digit_is_always_noticed(place: int, shift: int) -> None:
    number = demo_id(12345)
    wrong = number[:place] + str((int(number[place].replace("X", "0")) + shift) % 10) + number[place + 1 :]
    if wrong != number:
        with pytest.raises(ValidationError):
            validators.validate_identity(wrong)


@given(st.text(max_size=40))
def test_no_text_breaks_a_validator(text: str) -> None:
    """Whatever is typed gets a sentence, never an exception of another kind."""
    for check in (
        *validators._DOCUMENTS.values(),
        validators.validate_social_credit_code,
        validators.validate_organisation_code,
        validators.validate_phone,
        validators.validate_name,
    ):
        assert refusal(check, text) is None or refusal(check, text).endswith("。")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("resident", "11010519491231002X"),
        ("hmt_residence", demo_id(3, "810000")),
        ("hmt_residence", demo_id(3, "830000")),
        ("foreign_residence", demo_id(3, "935840")),
        ("foreign_residence", "USA123456789012"),
        ("hm_pass", "H12345678"),
        ("hm_pass", "m1234567801"),
        ("taiwan_pass", "01234567"),
        ("taiwan_pass", "0123456789B"),
        ("passport", "E12345678"),
        ("passport", "ab 12345"),
    ],
)
def test_documents_accept(kind: str, value: str) -> None:
    validators.validate_document(kind, value)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("resident", demo_id(3, "810000"), "这是港澳台居民居住证的号码，请把证件类型改为“港澳台居民居住证”。"),
        ("resident", demo_id(3, "935840"), "这是外国人永久居留身份证的号码，请把证件类型改为“外国人永久居留身份证”。"),
        ("hmt_residence", demo_id(3), "这是居民身份证的号码，请把证件类型改为“居民身份证”。"),
        ("foreign_residence", demo_id(3), "应为以9开头的18位号码，或3个字母加12位数字的旧号码，请对照证件核对。"),
        ("hm_pass", "H1234567", "应为字母H或M加8位数字（旧证另有2位换证次数），请对照证件核对。"),
        ("taiwan_pass", "1234567", "应为8位数字（旧证为10位数字加1个字母），请对照证件核对。"),
        ("passport", "E123", "护照号码应为5至17位字母或数字，请对照护照资料页核对。"),
    ],
)
def test_documents_refuse(kind: str, value: str, said: str) -> None:
    assert sentence(lambda typed: validators.validate_document(kind, typed), value) == said


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000600037341L", "９１１１００００６０００３７３４１l"])
def test_social_credit_code_published_examples(code: str) -> None:
    validators.validate_social_credit_code(code)


@pytest.mark.parametrize("registrar", ["11", "51", "52", "81", "89", "91", "92", "93", "A1", "N2", "Y1"])
def test_social_credit_code_of_every_registrar(registrar: str) -> None:
    validators.validate_social_credit_code(demo_credit_code(5, registrar))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("9111000060003734", "还差2位，应为18位。"),
        ("9111000060003734IL", "第17位“I”有误：代码不用字母I、O、S、V、Z，请看是否为数字1、0、5、2。"),
        ("9111000060003734甲L", "第17位“甲”有误：代码只有数字和大写字母。"),
        ("9111000A600037341L", "第3至8位应为登记机关的6位行政区划代码，请对照证照核对。"),
        ("91110000600037341M", "校验码对不上，多半有一位抄错，请对照证照逐位核对。"),
        ("91110000600037314L", "校验码对不上，多半有一位抄错，请对照证照逐位核对。"),
    ],
)
def test_social_credit_code_refusals(value: str, said: str) -> None:
    assert sentence(validators.validate_social_credit_code, value) == said


def test_employers_and_unions_have_their_own_registrars() -> None:
    validators.validate_employer_code(demo_credit_code(1, "91"))
    validators.validate_union_code(demo_credit_code(1, "81"))
    validators.validate_union_code(demo_credit_code(1, "89"))
    assert "工会自己的代码" in sentence(validators.validate_employer_code, demo_credit_code(1, "81"))
    assert "以81或89开头" in sentence(validators.validate_union_code, demo_credit_code(1, "91"))


def test_organisation_code_published_example() -> None:
    """The example printed in GB 11714-1997."""
    validators.validate_organisation_code("D2143569-X")
    assert sentence(validators.validate_organisation_code, "D2143569-1").startswith("最后一位校验码对不上")
    assert sentence(validators.validate_organisation_code, "D214356") == "还差2位，应为9位。"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("138 0000 0000", "13800000000"),
        ("＋86-138-0000-0000", "13800000000"),
        ("0086 13800000000", "13800000000"),
        ("8613800000000", "13800000000"),
        ("0595－12345678", "0595-12345678"),
        ("（0595）12345678 转 801", "059512345678-801"),
    ],
)
def test_phone_is_normalised(typed: str, stored: str) -> None:
    validators.validate_phone(typed)
    assert validators.normalise_phone(typed) == stored


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1380000", "还差4位，应为11位数字。"),
        ("138000000001", "多了1位，应为11位数字。"),
        ("12800000000", "手机号码以13至19开头，请核对前两位。"),
        ("1380000000O", "手机号码只能是数字，请核对。"),
        ("0595-123", "固定电话应写区号，如0595-12345678，分机号写在后面，如0595-12345678-801。"),
        ("٠١٣٤٥", "手机号码只能是数字，请核对。"),
    ],
)
def test_phone_refusals(value: str, said: str) -> None:
    assert sentence(validators.validate_phone, value) == said


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("王 小 明", "王小明"),
        ("　欧阳\u200b娜娜 ", "欧阳娜娜"),
        ("买买提•艾力", "买买提·艾力"),
        ("古丽・阿依", "古丽·阿依"),
        ("王㛃", "王㛃"),
        ("李\U00020bb7", "李\U00020bb7"),
        ("John  Smith Jr.", "John Smith Jr."),
        ("Jean-Luc", "Jean-Luc"),
        ("王小明(演示)", "王小明（演示）"),
        ("王小明 （演示）", "王小明（演示）"),
    ],
)
def test_name_is_normalised(typed: str, stored: str) -> None:
    validators.validate_name(typed)
    assert validators.normalise_name(typed) == stored


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("王", "姓名至少2个字，请填写证件上的全名。"),
        ("王" * 31, "姓名最多30个字，现有31个字，请核对。"),
        ("王小明2", "姓名里不能有数字，请填写证件上的姓名。"),
        ("王\ue001", "姓名里有系统不认识的造字，请用生僻字输入法重新输入该字。"),
        ("王小明；", "姓名只能用汉字和间隔号“·”，外文姓名用字母，请核对。"),
        ("·王小明", "姓名只能用汉字和间隔号“·”，外文姓名用字母，请核对。"),
        ("<b>王明</b>", "姓名只能用汉字和间隔号“·”，外文姓名用字母，请核对。"),
    ],
)
def test_name_refusals(value: str, said: str) -> None:
    assert sentence(validators.validate_name, value) == said


def test_fictional_numbers_are_distinct_valid_and_nobodys() -> None:
    numbers = {demo_id(seed, sex=sex) for seed in range(2000) for sex in ("female", "male")}  # type: ignore[arg-type]
    assert len(numbers) == 4000
    for number in sorted(numbers)[::97]:
        assert validators.read_identity(number).birth_date.year == 1900
    assert not validators.read_identity(demo_id(1, sex="female")).male
    assert validators.read_identity(demo_id(1, sex="male")).male
    assert len({demo_credit_code(seed) for seed in range(10_000)}) == 10_000
