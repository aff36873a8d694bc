"""Traditional characters to Simplified ones: OpenCC, and the few places where it does not know better.

Simplified text has Traditional-looking characters of its own right (乾隆, 魏徵, 毕昇, 狼藉, 著名). They are touched only
in a text that is Traditional by other evidence, and there by their words. The number of characters never changes.
"""

import re
from collections.abc import Iterator
from functools import cache

import opencc

from news.repair.forms import has_kana, is_hanzi

_T2S = opencc.OpenCC("t2s")
_S2T = opencc.OpenCC("s2t")

# Standard Simplified (GB 2312 or the names of the 2013 list) that OpenCC would change: no evidence by themselves.
BOTH = frozenset("乾徵於夥藉瞭著菸薹拚捱摺吒榘袷麴醣麽氾昇陞祕頫蒐剋濛讌鍾鉅閒閑甯迺")

# 著 is 着 in Simplified, except where it is read zhù.
ZHU_BEFORE = "名原专專论論巨译譯编編合显顯卓昭土拙遗遺新所自彰较較"
ZHU = re.compile(rf"(?<=[{ZHU_BEFORE}])著|著(?=[名者述稱称錄录]|作(?!品)|書立|书立|有[《“「])")
# 瞭 is 了, except for looking afar.
AFAR = re.compile(r"瞭(?=[望哨])")
# Words that differ, not only characters.
WORDS = {
    "計畫": "计划",
    "規畫": "规划",
    "企畫": "企划",
    "籌畫": "筹划",
    "策畫": "策划",
    "謀畫": "谋划",
}
# 於 in these places is 于 in any text; alone it may be a surname.
PLAIN_YU = re.compile(r"(?<=[由对對关關终終至等属屬位处處基鉴鑒])於|於(?=[是此今])")
CORNERS = {"「": "“", "」": "”", "『": "‘", "』": "’"}


@cache
def simplify_one(hanzi: str) -> str:
    """The Simplified form of one character standing alone."""
    if hanzi in "著瞭":
        return {"著": "着", "瞭": "了"}[hanzi]
    return _settle(hanzi)


def has_simplified(hanzi: str, *, foreign: bool) -> bool:
    """This character is a Traditional form (for those that belong to both scripts: in a Traditional text)."""
    return simplify_one(hanzi) != hanzi and (foreign or hanzi not in BOTH)


@cache
def has_twin(hanzi: str) -> bool:
    """The two scripts write this character differently, whichever of the two it is."""
    return simplify_one(hanzi) != hanzi or _S2T.convert(hanzi) != hanzi


def is_traditional(text: str) -> bool:
    """At least one character that only Traditional text has, outside Japanese lines."""
    return any(
        is_hanzi(c) and c not in BOTH and simplify_one(c) != c
        for line in text.split("\n")
        if not has_kana(line)
        for c in line
    )


def edits(text: str, covered: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Turn Traditional characters and, in a Traditional text, corner quotes into Simplified ones."""
    foreign = is_traditional(text)
    start = 0
    for line in text.split("\n"):
        if not has_kana(line):
            for offset, (old, new) in enumerate(zip(line, _simplify(line, foreign=foreign), strict=True)):
                if old != new and start + offset not in covered:
                    yield start + offset, new
        start += len(line) + 1


def _simplify(line: str, *, foreign: bool) -> str:
    """The line in Simplified characters, of the same length."""
    if not foreign:
        return PLAIN_YU.sub("于", line)
    kept = {m.start() for m in ZHU.finditer(line)} | {m.start() for m in AFAR.finditer(line)}
    marked = "".join("着" if c == "著" and i not in kept else c for i, c in enumerate(line))
    marked = "".join("了" if c == "瞭" and i not in kept else c for i, c in enumerate(marked))
    for word, plain in WORDS.items():
        marked = marked.replace(word, plain)
    return "".join(CORNERS.get(c, c) for c in _settle(marked))


def _settle(text: str) -> str:
    """OpenCC until nothing moves (it has a few chains); character by character if a phrase changed the length."""
    while True:
        turned = _T2S.convert(text)
        if len(turned) != len(text):
            turned = "".join(c if len(n := _T2S.convert(c)) != 1 else n for c in text)
        if turned == text:
            return text
        text = turned
