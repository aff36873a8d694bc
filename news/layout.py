"""How a release is drawn: blocks of a reading page, its outline, and texts side by side. Not a letter is added.

Section numerals come from a CSS counter, so that `verbatim(blocks)` is the text that was signed off.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from news.enums import Part
from news.paragraphs import Paragraph, motto, names, pieces
from news.repair import Kind, Repaired

LABELS: dict[str, str | Promise] = {
    Part.LEAD: _("会议概况"),
    Part.POINTED_OUT: _("会议指出"),
    Part.EMPHASISED: _("会议强调"),
    Part.REQUIRED: _("会议要求"),
    Part.REPORTED: _("工作进展"),
}
LONGEST_COMPARED = 20_000


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words; `mark` says how it is drawn ("name", "del", "ins", a kind of change, or nothing)."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One element of the reading page: opening words in bold, then a slogan as heading, then the rest."""

    anchor: str
    part: str
    opening: str = ""
    slogan: str = ""
    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        return self.opening + self.slogan + "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline."""

    anchor: str
    label: str | Promise
    level: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph before and after, told apart."""

    left: tuple[Run, ...]
    right: tuple[Run, ...]
    changed: bool = field(default=False)


def blocks(paragraphs: Sequence[Paragraph]) -> list[Block]:
    """The reading page of a release. 会议要求 opens a block of its own; each slogan heads a section."""
    found: list[Block] = []
    sections = slogans = 0
    for paragraph in paragraphs:
        parted = pieces(paragraph)
        opens = bool(parted.opening) or (paragraph.part == Part.LEAD and not found)
        sections += opens
        anchor = f"s-{sections}" if opens else ""
        if parted.slogan:
            if parted.opening:
                found.append(Block(anchor, paragraph.part, opening=parted.opening))
            slogans += 1
            body = _runs(paragraph, parted.rest)
            found.append(Block(f"r-{slogans}", paragraph.part, slogan=parted.slogan, runs=body))
        else:
            found.append(Block(anchor, paragraph.part, opening=parted.opening, runs=_runs(paragraph, parted.rest)))
    return found


def outline(drawn: Sequence[Block]) -> list[Entry]:
    """The contents of a release that has more than a lead; else nothing."""
    entries = [
        Entry(block.anchor, motto(block.slogan), 2) if block.slogan else Entry(block.anchor, LABELS[block.part])
        for block in drawn
        if block.anchor
    ]
    return entries if len(entries) > 1 else []


def slogans(paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """The slogans alone, with the anchors of their sections."""
    return [entry for entry in outline(blocks(paragraphs)) if entry.level == 2]


def _runs(paragraph: Paragraph, text: str) -> tuple[Run, ...]:
    """Names of people never break across lines."""
    people = names(paragraph.text) if paragraph.part == Part.ATTENDANCE else []
    if not people:
        return (Run(text),) if text else ()
    parts = re.split(f"({'|'.join(map(re.escape, people))})", text)
    return tuple(Run(part, "name" if part in people else "") for part in parts if part)


def side_by_side(original: str, repaired: Repaired) -> list[Line]:
    """Pasted text and repaired text, line beside line; every changed stretch carries its kind."""
    left: list[list[Run]] = [[]]
    right: list[list[Run]] = [[]]
    last = 0
    for change in repaired.changes:
        _same(left, right, original[last : change.start])
        left[-1].append(Run(change.before, str(change.kind)))
        if change.after:
            right[-1].append(Run(change.after, str(change.kind)))
        last = change.end
    _same(left, right, original[last:])
    return [
        Line(tuple(a), tuple(b), changed=any(run.mark for run in a))
        for a, b in zip(left, right, strict=True)
        if "".join(run.text for run in a).strip()
    ]


def _same(left: list[list[Run]], right: list[list[Run]], text: str) -> None:
    for index, piece in enumerate(text.split("\n")):
        if index:
            left.append([])
            right.append([])
        if piece:
            left[-1].append(Run(piece))
            right[-1].append(Run(piece))


def tally(repaired: Repaired) -> list[tuple[str | Promise, int]]:
    """How many changes of each kind, for the sentence above the comparison."""
    words: list[tuple[Kind, str | Promise]] = [
        (Kind.NOTE, _("去掉拼音注记")),
        (Kind.SCRIPT, _("繁体转为简体")),
        (Kind.PUNCTUATION, _("规范标点")),
        (Kind.INVISIBLE, _("清除不可见字符")),
    ]
    counted = [
        (word, sum(len(c.before) if kind is Kind.SCRIPT else 1 for c in repaired.changes if c.kind is kind))
        for kind, word in words
    ]
    return [(word, count) for word, count in counted if count]


def revised(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> list[tuple[Run, ...]]:
    """What changed from one version to the next, paragraph by paragraph, deletions and insertions in place."""
    old, new = [p.text for p in before], [p.text for p in after]
    found: list[tuple[Run, ...]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [(Run(text),) for text in new[j1:j2]]
        elif tag == "replace" and i2 - i1 == j2 - j1:
            found += [tuple(_words(a, b)) for a, b in zip(old[i1:i2], new[j1:j2], strict=True)]
        else:
            found += [(Run(text, "del"),) for text in old[i1:i2]]
            found += [(Run(text, "ins"),) for text in new[j1:j2]]
    return found


def _words(old: str, new: str) -> Iterator[Run]:
    if len(old) + len(new) > LONGEST_COMPARED:
        yield from (Run(old, "del"), Run(new, "ins"))
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Run(new[j1:j2])
            continue
        if i2 > i1:
            yield Run(old[i1:i2], "del")
        if j2 > j1:
            yield Run(new[j1:j2], "ins")
