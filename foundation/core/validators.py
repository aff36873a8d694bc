"""Numbers and names people copy from papers: normalised, checked, and refused with a sentence that names the remedy.

Own code because the ready packages reject real local numbers: they test the county code against the year of birth and
want eight leading digits in every credit code. Each `validate_*` is a Django validator; `normalise_*` is what a form's
`clean` stores. Messages never repeat the whole number, so that an error page carries no personal data beyond the field.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, NoReturn

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core import checkdigits, clock

INVENTED: Final = "（演示）"
"""Stands behind the name of every invented person."""
YOUNGEST: Final = 16
OLDEST_USUAL: Final = 75
_PROVINCES: Final = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)
_HMT_PREFIXES: Final = ("810000", "820000", "830000")
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_INVISIBLE: Final = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DASHES: Final = re.compile("[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_DOTS: Final = re.compile("[·\u2022\u2027\u2219\u22c5\u30fb\uff0e\uff65]")
_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN_NAME: Final = re.compile(rf"[{_HAN}]+(·[{_HAN}]+)*")
_LATIN_NAME: Final = re.compile(r"[A-Za-zÀ-ɏ]+([ .'·-]{1,2}[A-Za-zÀ-ɏ]+)*\.?")


class DocumentKind(models.TextChoices):
    """Identity documents the portal accepts."""

    RESIDENT = "resident", gettext_lazy("居民身份证")
    HMT_RESIDENCE = "hmt_residence", gettext_lazy("港澳台居民居住证")
    FOREIGN_RESIDENCE = "foreign_residence", gettext_lazy("外国人永久居留身份证")
    HM_PASS = "hm_pass", gettext_lazy("港澳居民来往内地通行证")
    TAIWAN_PASS = "taiwan_pass", gettext_lazy("台湾居民来往大陆通行证")
    PASSPORT = "passport", gettext_lazy("护照")


@dataclass(frozen=True, slots=True)
class Identity:
    """What an 18-digit number says about its holder."""

    number: str
    kind: DocumentKind
    birth_date: date
    male: bool

    def age(self, today: date) -> int:
        """Completed years on `today`; on 29 February born people complete a year on 1 March."""
        birthday = (self.birth_date.month, self.birth_date.day)
        return today.year - self.birth_date.year - ((today.month, today.day) < birthday)


# --- Normalising -----------------------------------------------------------------------------------------------------


def normalise_text(text: str) -> str:
    """Full-width ASCII made half-width, invisible and direction-changing characters and outer blanks removed."""
    return _INVISIBLE.sub("", text.translate(_FULL_WIDTH)).strip()


def normalise_code(text: str) -> str:
    """A number from a paper: normalised, upper case, without blanks and dashes."""
    return re.sub(r"\s", "", _DASHES.sub("", normalise_text(text))).upper()


def normalise_phone(text: str) -> str:
    """A mobile number without country code, digits only; a landline keeps the dashes of area code and extension."""
    plain = re.sub(r"[\s()]", "", _DASHES.sub("-", normalise_text(text)))
    plain = re.sub(r"^(\+|00)86-?", "", plain)
    digits = plain.replace("-", "")
    if re.fullmatch(r"(86)?1\d{10}", digits):
        return digits[-11:]
    return re.sub(r"(转|ext\.?|#)", "-", plain, flags=re.IGNORECASE)


def normalise_name(text: str) -> str:
    """A person's name: one kind of middle dot, no blanks between hanzi, single blanks between Latin words; brackets
    full-width, as （演示） behind invented names."""
    plain = _DOTS.sub("·", normalise_text(text).replace("\u0000", ""))
    plain = re.sub(r"\s+", " ", plain).replace("(", "（").replace(")", "）")
    return plain if re.search(r"[A-Za-zÀ-ɏ] [A-Za-zÀ-ɏ]", plain) else plain.replace(" ", "")


# --- Identity documents ----------------------------------------------------------------------------------------------


def read_identity(value: str, today: date | None = None) -> Identity:
    """Take an 18-digit number (resident, 港澳台居住证, 外国人永久居留 of 2023) apart; ValidationError with its remedy.

    GB 11643: real date, not in the future, check digit. The county code is not judged: codes change, people stay.
    """
    number = normalise_code(value)
    _check_shape_of_identity(number)
    if number[0] != "9" and number[:2] not in _PROVINCES:
        _refuse("province", _("开头两位“%(code)s”不是省级代码，请对照证件核对。"), code=number[:2])
    birth = _date_of(number[6:14])
    if birth > (today or clock.today()):
        _refuse("future", _("第7至14位的出生日期在今天之后，请对照证件核对。"))
    if checkdigits.citizen(number[:17]) != number[17]:
        _refuse("check", _("最后一位校验码与前17位对不上，多半有一位抄错，请对照证件逐位核对。"))
    kind = DocumentKind.HMT_RESIDENCE if number.startswith(_HMT_PREFIXES) else DocumentKind.RESIDENT
    kind = DocumentKind.FOREIGN_RESIDENCE if number[0] == "9" else kind
    return Identity(number, kind, birth, male=int(number[16]) % 2 == 1)


def validate_identity(value: str) -> None:
    """Any 18-digit identity number whose holder has reached working age (16, 劳动法第十五条)."""
    identity = read_identity(value)
    if identity.age(clock.today()) < YOUNGEST:
        _refuse("underage", _("按出生日期计算未满%(age)d周岁，不能登记；若有误，请核对第7至14位。"), age=YOUNGEST)


def identity_warning(value: str) -> str:
    """A sentence for a valid number that deserves a second look, or nothing: age beyond the usual."""
    age = read_identity(value).age(clock.today())
    if age > OLDEST_USUAL:
        return _("按出生日期计算已满%(age)d周岁，请确认证件号码无误。") % {"age": age}
    return ""


def validate_resident_number(value: str) -> None:
    """A 居民身份证 number; other 18-digit documents are sent to their own kind."""
    validate_identity(value)
    _expect_kind(value, DocumentKind.RESIDENT)


def validate_hmt_residence(value: str) -> None:
    """A 港澳台居民居住证 number: 810000, 820000 or 830000 in front."""
    validate_identity(value)
    _expect_kind(value, DocumentKind.HMT_RESIDENCE)


def validate_foreign_residence(value: str) -> None:
    """A 外国人永久居留身份证: 18 digits beginning with 9 (2023), or three letters and twelve digits (before)."""
    if re.fullmatch(r"[A-Z]{3}\d{12}", normalise_code(value)):
        return
    if not normalise_code(value).startswith("9"):
        _refuse("format", _("应为以9开头的18位号码，或3个字母加12位数字的旧号码，请对照证件核对。"))
    validate_identity(value)


def validate_hm_pass(value: str) -> None:
    """A 港澳居民来往内地通行证: H or M and 8 digits, with or without 2 digits of reissue."""
    if not re.fullmatch(r"[HM]\d{8}(\d{2})?", normalise_code(value)):
        _refuse("format", _("应为字母H或M加8位数字（旧证另有2位换证次数），请对照证件核对。"))


def validate_taiwan_pass(value: str) -> None:
    """A 台湾居民来往大陆通行证: 8 digits, or 10 digits and a letter on old ones."""
    if not re.fullmatch(r"\d{8}|\d{10}[A-Z]", normalise_code(value)):
        _refuse("format", _("应为8位数字（旧证为10位数字加1个字母），请对照证件核对。"))


def validate_passport(value: str) -> None:
    """A passport number: 5 to 17 letters and digits; there is no check digit."""
    if not re.fullmatch(r"[A-Z0-9]{5,17}", normalise_code(value)):
        _refuse("format", _("护照号码应为5至17位字母或数字，请对照护照资料页核对。"))


_DOCUMENTS: Final = {
    DocumentKind.RESIDENT: validate_resident_number,
    DocumentKind.HMT_RESIDENCE: validate_hmt_residence,
    DocumentKind.FOREIGN_RESIDENCE: validate_foreign_residence,
    DocumentKind.HM_PASS: validate_hm_pass,
    DocumentKind.TAIWAN_PASS: validate_taiwan_pass,
    DocumentKind.PASSPORT: validate_passport,
}


def validate_document(kind: str, value: str) -> None:
    """Check `value` by the rules of its kind of document."""
    _DOCUMENTS[DocumentKind(kind)](value)


# --- Organisations ---------------------------------------------------------------------------------------------------


def validate_organisation_code(value: str) -> None:
    """A GB 11714 organisation code: 8 characters and a check character, dash optional."""
    code = normalise_code(value)
    _check_length(code, 9)
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        _refuse("format", _("组织机构代码由8位数字或大写字母加1位校验码组成，请对照证书核对。"))
    if checkdigits.organisation(code[:8]) != code[8]:
        _refuse("check", _("最后一位校验码对不上，多半有一位抄错，请对照证书逐位核对。"))


def validate_social_credit_code(value: str) -> None:
    """A GB 32100 unified social credit code: alphabet, its check character and that of the organisation code inside."""
    code = normalise_code(value)
    _check_length(code, 18)
    for place, char in enumerate(code, start=1):
        if char in "IOSVZ":
            hint = _("第%(place)d位“%(char)s”有误：代码不用字母I、O、S、V、Z，请看是否为数字1、0、5、2。")
            _refuse("alphabet", hint, place=place, char=char)
        if char not in checkdigits.USCC_ALPHABET:
            _refuse("alphabet", _("第%(place)d位“%(char)s”有误：代码只有数字和大写字母。"), place=place, char=char)
    if not code[2:8].isdigit():
        _refuse("area", _("第3至8位应为登记机关的6位行政区划代码，请对照证照核对。"))
    if checkdigits.organisation(code[8:16]) != code[16] or checkdigits.social_credit(code[:17]) != code[17]:
        _refuse("check", _("校验码对不上，多半有一位抄错，请对照证照逐位核对。"))


def validate_employer_code(value: str) -> None:
    """Credit code of an employer: any registrar but the union (8)."""
    validate_social_credit_code(value)
    if normalise_code(value).startswith("8"):
        _refuse("union", _("以8开头的是工会自己的代码，请填写用人单位营业执照或法人证书上的代码。"))


def validate_union_code(value: str) -> None:
    """Credit code of a union as legal person: 81 (基层工会) or 89 (其他)."""
    validate_social_credit_code(value)
    if not normalise_code(value).startswith(("81", "89")):
        _refuse("union", _("工会法人的代码以81或89开头，请填写工会法人资格证书上的代码。"))


# --- Telephones and names --------------------------------------------------------------------------------------------


def validate_mobile(value: str) -> None:
    """A mainland mobile number."""
    number = normalise_phone(value)
    if not number.isascii() or not number.isdigit():
        _refuse("format", _("手机号码只能是数字，请核对。"))
    _check_length(number, 11, _("位数字"))
    if not re.fullmatch(r"1[3-9]\d{9}", number):
        _refuse("range", _("手机号码以13至19开头，请核对前两位。"))


def validate_landline(value: str) -> None:
    """A landline with area code, extension optional."""
    if not re.fullmatch(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?", normalise_phone(value), re.ASCII):
        _refuse("format", _("固定电话应写区号，如0595-12345678，分机号写在后面，如0595-12345678-801。"))


def validate_phone(value: str) -> None:
    """A mobile number or a landline, told apart by the first digit."""
    (validate_landline if normalise_phone(value).startswith("0") else validate_mobile)(value)


def validate_name(value: str) -> None:
    """A person's name of 2 to 30 characters: hanzi (rare ones too) with ·, or Latin letters; （演示） may follow."""
    name = normalise_name(value).removesuffix(INVENTED)
    if len(name) < 2:
        _refuse("length", _("姓名至少2个字，请填写证件上的全名。"))
    if len(name) > 30:
        _refuse("length", _("姓名最多30个字，现有%(length)d个字，请核对。"), length=len(name))
    if any(char.isdigit() for char in name):
        _refuse("digit", _("姓名里不能有数字，请填写证件上的姓名。"))
    if any(0xE000 <= ord(char) <= 0xF8FF or ord(char) >= 0xF0000 for char in name):
        _refuse("private", _("姓名里有系统不认识的造字，请用生僻字输入法重新输入该字。"))
    if not (_HAN_NAME.fullmatch(name) or _LATIN_NAME.fullmatch(name)):
        _refuse("character", _("姓名只能用汉字和间隔号“·”，外文姓名用字母，请核对。"))


# --- Inside ----------------------------------------------------------------------------------------------------------


def _check_shape_of_identity(number: str) -> None:
    if re.fullmatch(r"\d{15}", number, re.ASCII):
        _refuse("old", _("这是15位旧号码，请填写第二代居民身份证上的18位号码。"))
    for place, char in enumerate(number[:18], start=1):
        if char not in "0123456789" and not (place == 18 and char == "X"):
            hint = _("第%(place)d位“%(char)s”有误：前17位只能是数字，末位是数字或X。")
            _refuse("digit", hint, place=place, char=char)
    _check_length(number, 18)


def _check_length(code: str, length: int, unit: str = "") -> None:
    unit = unit or _("位")
    if len(code) < length:
        _refuse("length", _("还差%(n)d位，应为%(length)d%(unit)s。"), n=length - len(code), length=length, unit=unit)
    if len(code) > length:
        _refuse("length", _("多了%(n)d位，应为%(length)d%(unit)s。"), n=len(code) - length, length=length, unit=unit)


def _date_of(digits: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        _refuse("date", _("第7至14位“%(digits)s”不是真实的日期，请核对出生年月日。"), digits=digits)


def _expect_kind(value: str, kind: DocumentKind) -> None:
    found = read_identity(value).kind
    if found != kind:
        _refuse("kind", _("这是%(kind)s的号码，请把证件类型改为“%(kind)s”。"), kind=found.label)


def _refuse(code: str, sentence: str, /, **values: object) -> NoReturn:
    raise ValidationError(sentence, code=code, params=values or None)
