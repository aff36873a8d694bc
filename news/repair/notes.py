"""Pinyin notes that a site's converter left behind characters it had converted, as in 區(qū)政府.

A bracket is such a note when it holds exactly one syllable, that syllable carries its tone, and it is one of the
readings (pypinyin, heteronyms) of the ONE hanzi directly before it, in its Traditional or its Simplified form. Then:

- behind a Traditional form it is taken out;
- behind any other hanzi only when the text is noted throughout (another note behind a Traditional form, or three notes
  behind hanzi that have a Traditional twin) and the note tells the everyday reading. A writer who glosses tells an
  unusual one: 六(lù)安, 单(shàn)县.

Kept always: several syllables (重庆(Chóngqìng) glosses a word), capitals, syllables without tone, a hanzi that is itself
quoted (“行(háng)”), and every note of a sentence that speaks of pronunciation (拼音, 读作, 多音字, …).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pypinyin import Style, pinyin

from news.repair import script
from news.repair.forms import is_hanzi

NOTE = re.compile(r"[(（][ \u3000]?([^()（）\s]{1,12})[ \u3000]?[)）]")
ABOUT_SOUND = re.compile(r"拼音|[读讀念唸][作成]|[读讀][音為为]|注音|多音字|[声聲][调調]|[发發]音")
SENTENCE_END = re.compile(r"[。！？!?\n]|\.(?=[\u3400-\u9fff])")
OPENING, CLOSING = "“‘「『\"'", "”’」』\"'"
REACH = 120  # characters of a sentence looked at on either side
ENOUGH = 3  # notes that make a Simplified text "noted throughout"


@dataclass(frozen=True, slots=True)
class Note:
    """A bracket that tells a reading of the hanzi before it."""

    start: int
    end: int
    hanzi: str
    syllable: str


def edits(text: str, covered: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Take the converter's notes out."""
    found = [note for note in _readings(text) if note.start not in covered and not _protected(text, note)]
    if not found:
        return
    foreign = script.is_traditional(text)
    certain = {note for note in found if script.has_simplified(note.hanzi, foreign=foreign)}
    twinned = [note for note in found if script.has_twin(note.hanzi)]
    throughout = bool(certain) or len(twinned) >= ENOUGH
    for note in found:
        if note in certain or (throughout and _everyday(note.hanzi) == note.syllable):
            for position in range(note.start, note.end):
                yield position, ""


def _readings(text: str) -> Iterator[Note]:
    """Brackets holding a reading of the hanzi before them; 調(diào)(tiáo) counts as two notes of one hanzi."""
    behind: dict[int, str] = {}
    for match in NOTE.finditer(text):
        start, end = match.span()
        before = text[start - 1] if start else ""
        hanzi = behind.get(start) or (before if before and is_hanzi(before) else "")
        syllable = _plain(match[1])
        if hanzi and _toned(syllable) and syllable in readings(hanzi):
            behind[end] = hanzi
            yield Note(start, end, hanzi, syllable)


@cache
def readings(hanzi: str) -> frozenset[str]:
    """All readings of a hanzi in both its forms."""
    forms = {hanzi, script.simplify_one(hanzi)}
    return frozenset(_plain(r) for form in forms for r in pinyin(form, style=Style.TONE, heteronym=True)[0])


@cache
def _everyday(hanzi: str) -> str:
    return _plain(pinyin(hanzi, style=Style.TONE)[0][0])


def _plain(syllable: str) -> str:
    """One spelling for one syllable: composed letters, ordinary a and g."""
    return unicodedata.normalize("NFC", syllable).replace("ɑ", "a").replace("ɡ", "g")


def _toned(syllable: str) -> bool:
    """Lower case, and either a tone mark or one of the few toneless syllables (me, de, le, zi…)."""
    marked = any(unicodedata.decomposition(letter) and letter != "ü" for letter in syllable)
    return syllable.islower() and (marked or len(syllable) >= 2)


def _protected(text: str, note: Note) -> bool:
    """The hanzi is quoted by itself, or its sentence speaks of pronunciation."""
    head, tail = (
        text[max(0, note.start - REACH) : note.start],
        text[note.end : note.end + REACH],
    )
    if len(head) > 1 and head[-2] in OPENING and tail[:1] and tail[0] in CLOSING:
        return True
    begin = max((m.end() for m in SENTENCE_END.finditer(head)), default=0)
    close = SENTENCE_END.search(tail)
    sentence = head[begin:] + tail[: close.start() if close else None]
    return bool(ABOUT_SOUND.search(sentence))
