"""Password rules beside Django's own (settings.PASSWORD_RULES): kinds of characters, guessable words, used before."""

import re
import unicodedata
from typing import Any

from django.contrib.auth.hashers import check_password, is_password_usable
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OWN_LETTERS = 4
"""So many letters must be left when words everybody tries are taken out."""
WORDS = (
    "password", "passwd", "admin", "administrator", "root", "guest", "welcome", "letmein", "iloveyou", "woaini", "mima",
    "qwerty", "qwer", "asdf", "zxcv", "qazwsx", "qaz", "wsx", "abcd", "abc", "test", "demo", "user", "login", "huawei",
    "unionportal", "portal", "union", "gonghui", "zonggonghui", "qzgh", "fengze", "quanzhou", "fujian", "china",
    "zhongguo", "密码", "工会", "总工会", "丰泽", "泉州", "福建", "中国", "管理员", "门户",
)  # fmt: skip
LOOKALIKES = str.maketrans("013457@$!", "oleastasi")
DIGITS = "01234567890123456789"


class LongEnough(MinimumLengthValidator):
    """Django's rule with a sentence in Chinese, which its own catalogue lacks."""

    def get_error_message(self) -> str:
        return _("密码太短，至少要有%(count)d个字符。") % {"count": self.min_length}

    def get_help_text(self) -> str:
        return _("密码至少要有%(count)d个字符。") % {"count": self.min_length}


class KindsOfCharacters:
    """At least `kinds` of: capital letters, small letters, digits, hanzi, signs (GB/T 22239 asks for complexity)."""

    def __init__(self, kinds: int = 3) -> None:
        self.kinds = kinds

    def validate(self, password: str, user: Any = None) -> None:
        if len({_kind(character) for character in password}) < self.kinds:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return _("密码至少要有大写字母、小写字母、数字、汉字、符号中的%(kinds)d种。") % {"kinds": self.kinds}


class NotGuessable:
    """Not a word everybody tries (also with 0 for o and the year behind it), not a run of digits with little around it."""

    def validate(self, password: str, user: Any = None) -> None:
        folded = unicodedata.normalize("NFKC", password).casefold()
        if _guessable(folded, folded) or _guessable(folded, folded.translate(LOOKALIKES)) or _mostly_a_run(folded):
            raise ValidationError(_("这个密码太容易被猜到，请换一个。"), code="password_guessable")

    def get_help_text(self) -> str:
        return _("密码不能由常见词（如 password、gonghui、fengze）加数字组成。")


class NotUsedBefore:
    """None of the account's last `count` passwords, the present one included."""

    def __init__(self, count: int = 5) -> None:
        self.count = count

    def validate(self, password: str, user: Any = None) -> None:
        if user is None or user.pk is None:
            return
        used = [user.password, *user.used_passwords.values_list("password", flat=True)[: self.count]]
        if any(is_password_usable(one) and check_password(password, one) for one in dict.fromkeys(used)):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        return _("不能与最近%(count)d次用过的密码相同。") % {"count": self.count}


def _kind(character: str) -> str:
    if character.isupper():
        return "capital"
    if character.islower():
        return "small"
    if character.isdigit():
        return "digit"
    return "hanzi" if character.isalpha() else "sign"


def _guessable(typed: str, read: str) -> bool:
    """Whether few letters of `typed` are left beside the words in `read`, the same text with its lookalikes resolved."""
    own = [character.isalpha() for character in typed]
    for word in WORDS:
        for found in re.finditer(re.escape(word), read):
            own[found.start() : found.end()] = [False] * len(word)
    return sum(own) < min(OWN_LETTERS, sum(character.isalpha() for character in typed))


def _mostly_a_run(text: str) -> bool:
    runs = [run for run in re.findall(r"\d{4,}", text) if run in DIGITS or run[::-1] in DIGITS or len(set(run)) == 1]
    return bool(runs) and sum(character.isalpha() for character in text) < OWN_LETTERS
