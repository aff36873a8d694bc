"""Which characters a font file can draw, read from its `cmap` table.

Written here because the only other source, fontTools, is ten thousand times this size for one table. Formats 4 (BMP) and
12 (all planes) are what every CJK font carries; collections (.ttc) are addressed by index.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sorted, disjoint code point ranges, both ends included."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        position = bisect_right(self.starts, ord(character)) - 1
        return position >= 0 and ord(character) <= self.ends[position]

    def missing(self, text: str) -> list[str]:
        """The characters of `text` without a glyph, each once, in order; blanks and line feeds never count."""
        return [character for character in dict.fromkeys(text) if not character.isspace() and character not in self]


@lru_cache(maxsize=64)
def coverage(path: str | Path, index: int = 0) -> Coverage:
    """Read the coverage of one face. A file that is no font, or has no usable cmap, covers nothing."""
    try:
        with Path(path).open("rb") as file:
            return _merged(_ranges(file, index))
    except (OSError, struct.error, ValueError):
        return Coverage((), ())


def _ranges(file: BinaryIO, index: int) -> list[tuple[int, int]]:
    base = 0
    if file.read(4) == b"ttcf":
        file.seek(12 + 4 * index)
        (base,) = struct.unpack(">I", file.read(4))
    file.seek(base + 4)
    (count,) = struct.unpack(">H6x", file.read(8))
    for _ in range(count):
        tag, offset, length = struct.unpack(">4s4xII", file.read(16))
        if tag == b"cmap":
            file.seek(offset)
            return _read(file.read(length))
    return []


def _read(table: bytes) -> list[tuple[int, int]]:
    (count,) = struct.unpack_from(">2xH", table)
    found: dict[int, int] = {}
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * number)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            (layout,) = struct.unpack_from(">H", table, offset)
            found[layout] = offset
    if 12 in found:
        return _format_12(table, found[12])
    return _format_4(table, found[4]) if 4 in found else []


def _format_12(table: bytes, offset: int) -> list[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", table, offset + 12)
    groups = struct.iter_unpack(">III", table[offset + 16 : offset + 16 + 12 * count])
    return [(start, end) for start, end, glyph in groups if glyph or end > start]


def _format_4(table: bytes, offset: int) -> list[tuple[int, int]]:
    (doubled,) = struct.unpack_from(">H", table, offset + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", table, offset + 14)
    starts = struct.unpack_from(f">{count}H", table, offset + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", table, offset + 16 + 2 * doubled)
    position = offset + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", table, position)
    ranges: list[tuple[int, int]] = []
    for number, (start, end, delta, shift) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        if start == 0xFFFF:
            continue
        if shift == 0:
            ranges.append((start, end))
            continue
        for code in range(start, end + 1):
            (glyph,) = struct.unpack_from(">H", table, position + 2 * number + shift + 2 * (code - start))
            if glyph and (glyph + delta) & 0xFFFF:
                ranges.append((code, code))
    return ranges


def _merged(ranges: list[tuple[int, int]]) -> Coverage:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(ranges):
        if ends and start <= ends[-1] + 1:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return Coverage(tuple(starts), tuple(ends))
