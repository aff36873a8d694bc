"""What is looked at before a release goes to review (D§6.4). Personal data stops it; everything else is advice.

Nothing here changes a text: the house reports and keeps (“今年来” of the real release stays as it is).
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.core import checkdigits
from news.repair import repair

AROUND = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """`blocks`: the release cannot be submitted. `shown` is masked where it holds personal data."""

    blocks: bool
    title: str | Promise
    shown: str
    advice: str | Promise


ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
OLD_ID = re.compile(r"(?<!\d)\d{15}(?!\d)")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
CARD = re.compile(r"(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)")
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•]?[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])"
)

# phrase → (what it should be, why); from the Xinhua list and usage.
PHRASES: tuple[tuple[re.Pattern[str], str | Promise], ...] = (
    (re.compile(r"亲自(?:主持|部署|参加|到)"), _("“亲自”一般不用，可删去。")),
    (re.compile(r"隆重召开"), _("一般会议不用“隆重召开”。")),
    (re.compile(r"解放[前后](?!军)"), _("宜用“新中国成立前”“新中国成立后”。")),
    (re.compile(r"村官|村长"), _("宜写明职务，如村党支部书记、村委会主任。")),
    (re.compile(r"残废|瞎子|聋哑人"), _("宜用“残疾人”“盲人”“听力言语残疾人”。")),
    (re.compile(r"省省委|市市委|区区委"), _("地名与机关名重复，请核对。")),
    (re.compile(r"“?一带一路”?战略"), _("应为“一带一路”倡议。")),
    (re.compile(r"(?<![从到在])今年来"), _("通常写作“今年以来”。")),
    (re.compile(r"联席会以来"), _("通常写作“联席会议以来”。")),
    (re.compile(r"最佳|最好|第一品牌"), _("绝对化用语，请核对依据。")),
    (re.compile(r"[”》]、[“《]"), _("并列的引号、书名号之间通常不加顿号（GB/T 15834）。")),
    (re.compile(r"(?m)^[一二三四五六七八九十]，"), _("序号后用顿号，如“一、”。")),
    (re.compile(r"\[\d{4}\]\s*\d*号"), _("文号年份用六角括号〔〕。")),
    (re.compile(r"习近平新时代(?!中国特色社会主义思想)"), _("请核对固定提法的全称。")),
    (re.compile(r"党的20大|二十大的精神"), _("应为“党的二十大精神”。")),
)


def _masked(text: str, match: re.Match[str]) -> str:
    value = match[0]
    hidden = value[:3] + "*" * (len(value) - 5) + value[-2:]
    return f"{text[max(0, match.start() - AROUND) : match.start()]}{hidden}"


def _shown(text: str, match: re.Match[str]) -> str:
    """The phrase with a few characters of its own line around it."""
    before = text[max(0, match.start() - AROUND) : match.start()].rpartition("\n")[2]
    after = text[match.end() : match.end() + AROUND].partition("\n")[0]
    return f"{before}{match[0]}{after}"


def _luhn(match: re.Match[str]) -> bool:
    digits = [int(c) for c in match[0] if c.isdigit()][::-1]
    return sum(d if i % 2 == 0 else (2 * d - 9 if d > 4 else 2 * d) for i, d in enumerate(digits)) % 10 == 0


def _is_id(match: re.Match[str]) -> bool:
    return checkdigits.citizen(match[0][:17]) == match[0][17].upper()


Check = Callable[[re.Match[str]], bool]
PERSONAL: tuple[tuple[re.Pattern[str], str | Promise, Check], ...] = (
    (ID_NUMBER, _("公民身份号码"), _is_id),
    (MOBILE, _("手机号码"), lambda match: True),
    (CARD, _("银行卡号"), _luhn),
    (PLATE, _("机动车号牌"), lambda match: True),
)


def personal_data(text: str) -> Iterator[Finding]:
    """Whole ID, mobile, card and plate numbers. Masked ones (138****0000) are fine."""
    for pattern, title, holds in PERSONAL:
        for match in pattern.finditer(text):
            if holds(match):
                yield Finding(True, title, _masked(text, match), _("公开稿件不得出现，请删去或打码后再送审。"))


def language(text: str) -> Iterator[Finding]:
    """Fixed phrases, usage, punctuation: advice."""
    for pattern, advice in PHRASES:
        for match in pattern.finditer(text):
            yield Finding(False, _("用语"), _shown(text, match), advice)
    repaired = repair(text)
    if repaired.changes:
        first = repaired.changes[0]
        shown = text[max(0, first.start - AROUND) : first.end + AROUND].replace("\n", " ")
        yield Finding(False, _("字符"), shown, _("文中还有繁体字、拼音注记或半角标点，请核对。"))


def people(named: Collection[str], known: Collection[str]) -> Iterator[Finding]:
    """Names in the attendance paragraph that the register of posts does not hold."""
    for name in named:
        if name not in known:
            yield Finding(False, _("人名"), name, _("职务登记中没有这个姓名，请核对姓名、职务和排序。"))


def blocking(findings: Collection[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.blocks]
