"""The shapes reading hands on, and the bounds of what is read at all."""

from dataclasses import dataclass, field

from foundation.core.policies import Refused

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
LARGEST_UNPACKED = 120 * MEGABYTE
MOST_PARTS = 2_000
MOST_LINES = 50_000
MOST_COLUMNS = 200
MOST_CELLS = 1_500_000
"""Cells of the smallest rectangle that holds a sheet: reading keeps each in memory, also empty ones."""
LONGEST_CELL = 5_000


class Unreadable(Refused):
    """The file cannot be read; the sentence says what it is and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: its number as the spreadsheet shows it, and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet without its blank lines. `notes` are sentences about what a reader should know."""

    name: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return max((len(line.cells) for line in self.lines), default=0)


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets that hold something, in their order."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = field(default=())
