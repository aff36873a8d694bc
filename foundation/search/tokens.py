"""Text into lexemes and what people type into a tsquery. Pure.

Chinese has no blanks, so every hanzi and every pair of neighbours is a lexeme: two-character names and words inside
words are found without a dictionary. Traditional is folded to Simplified first. Latin words and numbers are lexemes of
their own and match by prefix. Initials of the title's readings are kept as pairs marked "~", so that 「qxqz」 finds
欠薪求助. Identity and phone numbers never enter the index.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

LONGEST_TEXT: Final = 50_000
LONGEST_QUERY: Final = 64
INITIAL: Final = "~"

_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN: Final = re.compile(rf"[{_HAN}]+|[a-z0-9]+")
_HAN_RUN: Final = re.compile(rf"[{_HAN}]+")
_PERSONAL: Final = re.compile(r"(?<!\d)(?:\d{17}[\dx]|1[3-9]\d{9})(?!\d)")
_KEY_NOISE: Final = re.compile(r"[^0-9a-z\u3007\u3400-\u4dbf\u4e00-\u9fff]+")


@lru_cache(maxsize=1)
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def fold(text: str) -> str:
    """Simplified, half-width, lower case: what documents and queries have in common."""
    return str(_to_simplified().convert(unicodedata.normalize("NFKC", text))).lower()


def key(number: str) -> str:
    """A reference or 文号 reduced to letters, digits and hanzi: 「FZ-2026-0317」 and 「fz2026 0317」 are the same."""
    return _KEY_NOISE.sub("", fold(number))


def of_text(text: str) -> list[str]:
    """The lexemes of a text, sorted, each once."""
    found: set[str] = set()
    for run in _RUN.findall(_PERSONAL.sub(" ", fold(text[:LONGEST_TEXT]))):
        found.update(_grams(run) | set(run) if _HAN_RUN.match(run) else {run[:60]})
    return sorted(found)


def of_title(title: str) -> list[str]:
    """The lexemes of a title: those of its text and the pairs of initials of its readings."""
    found = set(of_text(title))
    for run in _HAN_RUN.findall(fold(title)):
        initials = "".join(part[:1] for part in lazy_pinyin(run, style=Style.FIRST_LETTER))
        found.update(INITIAL + pair for pair in _grams(initials) if pair.isascii() and pair.isalpha())
    return sorted(found)


def query(typed: str) -> str:
    """A tsquery in which every word must occur, or "" when there is nothing to look for.

    Hanzi: all pairs (one alone: itself). Latin letters and digits: words that begin so, or initials of the title.
    Only hanzi, a-z and 0-9 reach the query, so nothing in it needs escaping.
    """
    return " & ".join(dict.fromkeys(part for run in _RUN.findall(fold(typed[:LONGEST_QUERY])) for part in _parts(run)))


def _parts(run: str) -> list[str]:
    if _HAN_RUN.match(run):
        return [f"'{gram}'" for gram in sorted(_grams(run) or {run})]
    word = f"'{run}':*" if len(run) > 1 else f"'{run}'"
    if run.isalpha() and len(run) > 1:
        initials = " & ".join(f"'{INITIAL}{pair}'" for pair in sorted(_grams(run)))
        return [f"({word} | ({initials}))"]
    return [word]


def _grams(run: str) -> set[str]:
    return {run[start : start + 2] for start in range(len(run) - 1)}


def excerpt(text: str, typed: str, width: int = 60) -> tuple[str, str, str]:
    """The place in `text` that matches first, as (before, match, after), at most about `width` characters.

    Folding keeps one character for one, so places in the folded text are places in the original; where it does not
    (a ligature), the beginning is shown.
    """
    plain = " ".join(text[:LONGEST_TEXT].split())
    folded = fold(plain)
    words = sorted(_RUN.findall(fold(typed[:LONGEST_QUERY])), key=len, reverse=True)
    word = next((word for word in words if word in folded), "")
    if not word or len(folded) != len(plain):
        return plain[:width] + ("…" if len(plain) > width else ""), "", ""
    place = folded.index(word)
    first = max(place - width // 3, 0)
    last = min(place + len(word) + width - (place - first), len(plain))
    before = ("…" if first else "") + plain[first:place]
    after = plain[place + len(word) : last] + ("…" if last < len(plain) else "")
    return before, plain[place : place + len(word)], after
