"""One pass over a text: each character keeps the place it came from, so that every change can be shown and undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from news.repair import forms, links, notes, punctuation, script


class Kind(StrEnum):
    """Why a stretch was changed."""

    NOTE = "note"  # a pinyin note taken out
    SCRIPT = "script"  # Traditional or odd form to Simplified
    PUNCTUATION = "punctuation"  # half-width to full-width, straight to curly quotes
    INVISIBLE = "invisible"  # zero-width and no-break characters


@dataclass(frozen=True, slots=True)
class Change:
    """`before` stood at original[start:end]; `after` stands there now (empty when taken out)."""

    kind: Kind
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired text and, in order and without overlap, the changes that lead from the original to it."""

    text: str
    changes: tuple[Change, ...]


class Draft:
    """The text while it is being repaired: `now[i]` is what stands for original character i ("" = taken out)."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.now = list(text)
        self.why: list[Kind | None] = [None] * len(text)

    def view(self) -> tuple[str, list[int]]:
        """The text as it stands, and for each of its characters the original place."""
        places = [place for place, piece in enumerate(self.now) if piece]
        return "".join(self.now[place] for place in places), places

    def apply(self, kind: Kind, places: list[int], edits: Iterable[tuple[int, str]]) -> bool:
        """Put each (position in the view, new piece) in its place; true when anything changed."""
        changed = False
        for position, piece in edits:
            place = places[position]
            if self.now[place] != piece:
                self.now[place], self.why[place], changed = piece, kind, True
        return changed

    def changes(self) -> tuple[Change, ...]:
        """Neighbouring edits of one kind are one change."""
        found: list[Change] = []
        place, size = 0, len(self.original)
        while place < size:
            if self.now[place] == self.original[place]:
                place += 1
                continue
            start, kind = place, self.why[place]
            while place < size and self.why[place] is kind and self.now[place] != self.original[place]:
                place += 1
            assert kind is not None
            after = "".join(self.now[start:place])
            found.append(Change(kind, start, place, self.original[start:place], after))
        return tuple(found)


def repair(text: str) -> Repaired:
    """Repair pasted Chinese text.

    After: pinyin notes of a site's converter are gone (`notes`), Traditional characters are Simplified (`script`),
    half-width marks beside Chinese are full-width (`punctuation`), invisible characters are gone (`forms`). Links,
    e-mail addresses and paths are left alone (`links`); so are brackets, numbers, times, Latin words and real pinyin.
    Curly quotes and the spaces between words stay. Repairing twice is repairing once; clean Simplified text comes
    through letter for letter. Never raises.
    """
    draft = Draft(text)
    _step(draft, Kind.INVISIBLE, forms.invisible)
    _step(draft, Kind.SCRIPT, forms.odd)
    _step(draft, Kind.NOTE, notes.edits)
    _step(draft, Kind.SCRIPT, script.edits)
    # A mark made full-width is Chinese company for the mark beside it, hence until nothing moves.
    while _step(draft, Kind.PUNCTUATION, punctuation.edits):
        pass
    return Repaired("".join(draft.now), draft.changes())


def _step(draft: Draft, kind: Kind, rule: "forms.Rule") -> bool:
    view, places = draft.view()
    return draft.apply(kind, places, rule(view, links.covered(view)))
