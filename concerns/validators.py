"""Numbers of persons inside free text. They belong into encrypted fields, not into a searchable narrative."""

import datetime as dt
import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.masking import mask_id, mask_phone
from foundation.core.validators import normalise_code

_SEPARATED: Final = r"[\s\-－—·]?"
_IDENTITY: Final = re.compile(rf"(?<![\d０-９])(?:[\d０-９]{_SEPARATED}){{17}}[\d０-９xXｘＸ](?![\d０-９])")
_MOBILE: Final = re.compile(r"(?<![\d０-９])[1１][3-9３-９](?:[\s\-－]?[\d０-９]){9}(?![\d０-９])")
REMOVED: Final = "〔号码已移除〕"


def identities_in(text: str) -> list[str]:
    """Stretches of `text` that read like 18-digit identity numbers, however they were spaced or widened."""
    return [match[0] for match in _IDENTITY.finditer(text) if _is_identity(match[0])]


def phones_in(text: str) -> list[str]:
    """Stretches of `text` that read like mobile numbers and are not part of a longer number."""
    return [match[0] for match in _MOBILE.finditer(text)]


def without_numbers(text: str) -> str:
    """`text` with identity and mobile numbers taken out, each leaving a mark: what 替我移除 stores."""
    text = _IDENTITY.sub(lambda match: REMOVED if _is_identity(match[0]) else match[0], text)
    return _MOBILE.sub(REMOVED, text)


def numbers_sentence(text: str) -> str:
    """Which numbers stand in `text`, masked, and what to do; empty when there are none."""
    found = [mask_id(normalise_code(number)) for number in identities_in(text)]
    found += [mask_phone(normalise_code(number)) for number in phones_in(text)]
    if not found:
        return ""
    return _("文字里有%(numbers)s，经过和结果不加密，请移到证件号码、联系电话栏，或点“移除号码”。") % {
        "numbers": "、".join(found)
    }


def validate_no_identity(text: str) -> None:
    """Refuse free text that carries an identity number. Phones are only offered for removal: a firm's may stand."""
    if found := identities_in(text):
        shown = "、".join(mask_id(normalise_code(number)) for number in found)
        raise ValidationError(
            _("文字里有身份证号码%(numbers)s，不能保存在这里。请填到证件号码栏，或点“移除号码”。"),
            code="identity",
            params={"numbers": shown},
        )


def _is_identity(stretch: str) -> bool:
    """Eighteen characters with a date of birth inside. The check digit is not asked: a mistyped number is somebody's."""
    number = normalise_code(stretch)
    try:
        born = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return born.year >= 1900 and born <= clock.today()
