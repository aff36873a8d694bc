"""Half-width marks beside Chinese become full-width (GB/T 15834); numbers, times and Latin text keep theirs.

A mark is beside Chinese when the character directly before or after it is a hanzi or a Chinese mark, looking through
quotes and brackets. A space that stood for the width of a half-width mark goes with it. Brackets are never changed.
"""

import re
from collections.abc import Iterator

from news.repair.forms import has_kana, is_hanzi

WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
CHINESE_MARKS = frozenset("，。；：？！、《》〈〉「」『』【】〔〕（）—…·")
THROUGH = frozenset("“”‘’\"'()[]")
STRAIGHT = re.compile('"')
DOTS = re.compile(r"\.{3,}")
LIST_NUMBER = re.compile(r"(?:\A|\n)[ \t\u3000]*[一二三四五六七八九十百]+\Z")
LATIN_RUN = re.compile(r"[A-Za-z0-9.%\-]+\Z")
REACH = 40  # characters looked at on either side


def edits(text: str, covered: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Widen the marks; one pass, repeated by the caller until nothing moves."""
    yield from _marks(text, covered)
    yield from _stops(text, covered)
    yield from _dots(text, covered)
    yield from _quotes(text, covered)


def _marks(text: str, covered: frozenset[int]) -> Iterator[tuple[int, str]]:
    for position, mark in enumerate(text):
        wide = WIDE.get(mark)
        if wide is None or position in covered or not _beside_chinese(text, position):
            continue
        yield position, wide
        if text[position + 1 : position + 2] == " " and _chinese(text[position + 2 : position + 3]):
            yield position + 1, ""


def _beside_chinese(text: str, position: int) -> bool:
    mark, after = text[position], text[position + 1 : position + 1 + REACH]
    before = text[max(0, position - REACH) : position]
    if mark == "!" and after[:1] == "=":
        return False
    if _chinese(_near(before[::-1], mark)) or _chinese(_near(after, mark)):
        return True
    # 同比增长3.5%, 其中: the run of Latin before it stands in a Chinese sentence, and Chinese goes on.
    run = LATIN_RUN.search(before)
    goes_on = after[:1] == " " and _chinese(after[1:2])
    return bool(run and goes_on and _chinese(before[: run.start()][-1:]))


def _near(characters: str, mark: str) -> str:
    """The first character that is no quote or bracket (nor, for ! and ?, another of them)."""
    passing = THROUGH | frozenset("!?") if mark in "!?" else THROUGH
    return next((c for c in characters if c not in passing), "")


def _chinese(character: str) -> bool:
    return bool(character) and (is_hanzi(character) or character in CHINESE_MARKS)


def _stops(text: str, covered: frozenset[int]) -> Iterator[tuple[int, str]]:
    """A full stop behind a hanzi that ends a sentence; not 一. of a list, 名册.xlsx or 3.5."""
    for position, mark in enumerate(text):
        if mark != "." or position in covered or not is_hanzi(text[position - 1 : position] or " "):
            continue
        follows = text[position + 1 : position + 2]
        ends = not follows or follows in "\r\n”’）)" or is_hanzi(follows)
        if ends and not LIST_NUMBER.search(text[max(0, position - 12) : position]):
            yield position, "。"


def _dots(text: str, covered: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Three or more full stops beside Chinese are the Chinese ellipsis."""
    for match in DOTS.finditer(text):
        start, end = match.span()
        if start in covered or not (_chinese(text[start - 1 : start]) or _chinese(text[end : end + 1])):
            continue
        for position in range(start, end):
            yield position, "…" if position < start + 2 else ""


def _quotes(text: str, covered: frozenset[int]) -> Iterator[tuple[int, str]]:
    """A pair of straight double quotes around Chinese, standing in Chinese, becomes a curly pair."""
    start = 0
    for line in text.split("\n"):
        marks = [start + match.start() for match in STRAIGHT.finditer(line)]
        for opening, closing in zip(marks[::2], marks[1::2], strict=False):
            around, inner = (
                text[opening - 1 : opening] if opening else "",
                text[opening + 1 : closing],
            )
            stands_free = not around or around.isspace() or _chinese(around) or around in "“‘（("
            linked = opening in covered or closing in covered
            if stands_free and not linked and not has_kana(inner) and any(is_hanzi(c) for c in inner):
                yield opening, "“"
                yield closing, "”"
        start += len(line) + 1
