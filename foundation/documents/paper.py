"""An official document as data: what it says, not how it looks.

Features build a `Paper`; `docx.render` and `pdf.render` lay the same paper out after GB/T 9704-2012. Nothing here knows
a feature, a model or a file format. Text is plain text; both layouts escape it themselves.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

DIGITS = "零一二三四五六七八九"


class Kind(StrEnum):
    """The forms of the standard this portal produces."""

    MINUTES = "minutes"  # 纪要格式 (10.3): mark, no addressee, attendance behind the body, no seal
    LETTER = "letter"  # 信函格式 (10.1): red double lines, number on the right, no number on page one
    NOTICE = "notice"  # 文件格式: mark "…文件", number centred, red line, addressee, signature, 版记
    TABLE = "table"  # forms and ledgers: title and tables, no mark


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of body text; `strong` for the 一要… 二要… openings."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A 层次标题 of level 1 to 4; the number (一、 （一） 1. （1）) is set by `settled`, unless `numbered` is off."""

    level: int
    text: str
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text, indented two characters. A string, or runs where a part is strong."""

    text: str | tuple[Run, ...]
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a named list: `会议时间：2026年9月3日…`, continuation aligned behind the colon."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Entries:
    """A named list (会议通知: 时间、地点、参会人员…)."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; a `label` is set in 黑体. `span` counts columns."""

    text: str
    span: int = 1
    label: bool = False
    align: str = "left"  # left | center


@dataclass(frozen=True, slots=True)
class Table:
    """Ruled table. `widths` are shares of the text width; `head` repeats on every page; `row_lines` is the least
    height of a row in lines of the grid (room to sign on a 签到表, to write on a 督办单)."""

    widths: tuple[float, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    head: tuple[str, ...] = ()
    row_lines: float = 1.0


@dataclass(frozen=True, slots=True)
class Break:
    """Start a new page."""


Block = Heading | Paragraph | Entries | Table | Break


@dataclass(frozen=True, slots=True)
class Roll:
    """出席 / 请假 / 列席: label in 黑体, then unit and names; entries are joined by 、 unless they bring their own."""

    label: str
    entries: tuple[str, ...]

    @property
    def text(self) -> str:
        return "、".join(self.entries)


@dataclass(frozen=True, slots=True)
class Signature:
    """署名和成文日期. `sealed` leaves the room for a seal (date four characters from the right, issuer centred on it)."""

    issuers: tuple[str, ...]
    date: datetime.date
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记. A letter prints only the copies line; `issuer` and `issued` go together."""

    copies: str = ""
    copies_label: str = "抄送"  # 分送 for minutes
    issuer: str = ""
    issued: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """An 附件 on its own page behind the body."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. Fields left empty leave no gap.

    `mark` is the 发文机关标志, one entry per line; all but the last are set smaller above it (joint issuers of minutes).
    `date` beside `number` only appears in minutes, on the line above the red rule. `title` may carry line feeds where
    the author wants the break; otherwise it is broken in the middle.
    """

    kind: Kind
    title: str
    mark: tuple[str, ...] = ()
    number: str = ""
    date: datetime.date | None = None
    urgency: str = ""  # 特急 / 加急
    signed_by: str = ""  # 签发人, for papers to a superior
    salutation: str = ""  # 主送机关, without the colon
    blocks: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()  # 附件说明: names only
    rolls: tuple[Roll, ...] = ()
    signature: Signature | None = None
    note: str = ""  # 附注, without the brackets
    imprint: Imprint | None = None
    annexes: tuple[Annex, ...] = ()
    landscape: bool = False
    duplex: bool = False  # 双面打印: binding edge alternates
    language: str = field(default="zh-CN", repr=False)


def settled(paper: Paper) -> Paper:
    """The paper ready for layout: text cleaned, headings numbered, title broken into lines.

    Errors: `ValueError` in the words of a programming error for a heading level outside 1–4 or a row whose spans do not
    fill the table; these never come from a user's input.
    """
    cleaned: Paper = _cleaned(paper)
    title = cleaned.title if "\n" in cleaned.title else "\n".join(break_title(cleaned.title))
    return dataclasses.replace(
        cleaned,
        title=title,
        blocks=_numbered(cleaned.blocks),
        annexes=tuple(dataclasses.replace(annex, blocks=_numbered(annex.blocks)) for annex in cleaned.annexes),
    )


def chinese_date(date: datetime.date) -> str:
    """`2024年3月5日`: Arabic numerals, full year, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{date.year}年{date.month}月{date.day}日"


def chinese_number(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; for heading numbers, 1 to 99."""
    if not 1 <= number <= 99:
        raise ValueError(f"chinese_number takes 1 to 99, not {number}")
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[units] if units else "")


def clean(text: str) -> str:
    """Plain text without what neither Word nor a PDF can carry: controls, bidi overrides, zero-width signs, lone
    surrogates. Line feeds stay; tabs and other blanks become one blank."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (
        character if character == "\n" else " " if character == "\t" else character
        for character in text
        if character in "\n\t" or not unprintable(character)
    )
    return re.sub(r"[ \u00a0]+", " ", "".join(kept)).strip()


def unprintable(character: str) -> bool:
    """Controls, format signs, lone surrogates and noncharacters. Unassigned code points stay: names use characters younger
    than this Python's Unicode tables."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs"} or ord(character) & 0xFFFE == 0xFFFE


def break_title(title: str, longest: int = 18) -> list[str]:
    """Break a long title into balanced lines, never inside a Latin word or number and never before punctuation.

    `longest` is in full-width characters; 二号 type sets 20 of them in the text area. The upper line is kept the longer
    one where lines differ (the inverted trapezium of 7.3.1).
    """
    if width(title) <= longest:
        return [title]
    count = -(-int(width(title) * 2) // (longest * 2))
    target = width(title) / count
    lines: list[str] = []
    rest = title
    for _ in range(count - 1):
        cut = _best_cut(rest, target)
        lines.append(rest[:cut].strip())
        rest = rest[cut:]
    return [*lines, rest.strip()]


PREFERRED_AFTER = "的和与及、，》）”"
NEVER_BEFORE = "、，。：；！？）》”’〕的"
NEVER_AFTER = "（《“‘〔第"


def _best_cut(text: str, target: float) -> int:
    best, best_cost = len(text), float("inf")
    for cut in range(1, len(text)):
        before, after = text[cut - 1], text[cut]
        if after in NEVER_BEFORE or before in NEVER_AFTER or (before.isascii() and after.isascii() and after != " "):
            continue
        if after in "年月日号次届个" and before.isdigit():
            continue
        cost = abs(width(text[:cut]) - target - 0.5) - (2.5 if before in PREFERRED_AFTER else 0)
        if cost < best_cost:
            best, best_cost = cut, cost
    return best


def width(text: str) -> float:
    """Width in full-width characters: Latin letters and digits count half."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


def _cleaned(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {item.name: _cleaned(getattr(value, item.name)) for item in dataclasses.fields(value)}
        return dataclasses.replace(value, **changes)
    return value


def _numbered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    counts = [0, 0, 0, 0]
    return tuple(
        _with_number(block, counts)
        if isinstance(block, Heading)
        else _checked(block)
        if isinstance(block, Table)
        else block
        for block in blocks
    )


def _with_number(heading: Heading, counts: list[int]) -> Heading:
    """The heading with its number in its text; `counts` are the numbers reached on the four levels."""
    if not 1 <= heading.level <= 4:
        raise ValueError(f"heading level {heading.level} is outside 1 to 4")
    if not heading.numbered:
        return heading
    counts[heading.level - 1] += 1
    counts[heading.level :] = [0] * (4 - heading.level)
    return Heading(heading.level, _prefix(heading.level, counts[heading.level - 1]) + heading.text, numbered=False)


def _prefix(level: int, number: int) -> str:
    return (f"{chinese_number(number)}、", f"（{chinese_number(number)}）", f"{number}.", f"（{number}）")[level - 1]


def _checked(table: Table) -> Table:
    rows = tuple(tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in row) for row in table.rows)
    for row in rows:
        if sum(cell.span for cell in row) != len(table.widths):
            raise ValueError(f"a row of {sum(cell.span for cell in row)} columns in a table of {len(table.widths)}")
    if table.head and len(table.head) != len(table.widths):
        raise ValueError("a table's head must name every column")
    return dataclasses.replace(table, rows=rows)
