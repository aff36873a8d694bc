"""Minutes as pages on the screen: 22 lines of 28 characters, as the paper is set (GB/T 9704-2012, 5.2.3).

The browser draws each page in a frame of A4 that cuts what is too long, so lines are counted here. What leaves the house
are the DOCX and PDF files; this shows where a page ends, give or take a line.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from foundation.documents.paper import Heading, Paper, Paragraph, settled, width

LINES, CHARACTERS = 22, 28
MARK_LINES, TITLE_LINES, PER_TITLE_LINE = 6.6, 1.5, 1.13
ROLL_CHARACTERS = 28 - 2 - 3  # indented by two, behind a label of three
IMPRINT_CHARACTERS = 28  # smaller type in a narrower measure, a character free on either side
IMPRINT_SCALE = 0.875


@dataclass(slots=True)
class Block:
    """A paragraph or a part of one; `style` is the design's class on `.page p`."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class RollPart:
    """A roll, or what of it stands on this page; the label is not repeated."""

    label: str
    text: str


@dataclass(slots=True)
class Page:
    number: int
    blocks: list[Block] = field(default_factory=list)
    rolls: list[RollPart] = field(default_factory=list)
    last: bool = False

    @property
    def is_even(self) -> bool:
        return self.number % 2 == 0


@dataclass(slots=True)
class Preview:
    paper: Paper
    title: list[str]
    pages: list[Page]


def preview(paper: Paper) -> Preview:
    """The pages of minutes: text, then the rolls line by line, then the imprint at the foot of the last page, on one of
    its own when it does not fit."""
    paper = settled(paper)
    title = paper.title.split("\n")
    pages = [Page(1)]
    left = LINES - MARK_LINES - TITLE_LINES - PER_TITLE_LINE * len(title)
    for block in paper.blocks:
        if isinstance(block, Heading):
            lines = [block.text]
            style, needed = "h1", 2  # a heading is not left alone at the foot
        elif isinstance(block, Paragraph):
            lines, style, needed = list(_lines(_plain(block))), "", 1
        else:
            continue
        if left < needed:
            pages.append(Page(len(pages) + 1))
            left = LINES
        while lines:
            taken = lines[: int(left)]
            pages[-1].blocks.append(Block("".join(taken), style))
            lines, left = lines[int(left) :], left - len(taken)
            if lines:
                pages.append(Page(len(pages) + 1))
                left, style = LINES, "flush"
    left = _add_rolls(pages, paper, left)
    if left < _imprint_lines(paper):
        pages.append(Page(len(pages) + 1))
    pages[-1].last = True
    return Preview(paper, title, pages)


def _plain(block: Paragraph) -> str:
    return block.text if isinstance(block.text, str) else "".join(run.text for run in block.text)


def _lines(text: str, first: int = CHARACTERS - 2, others: int = CHARACTERS) -> Iterator[str]:
    """The text in lines of the grid, the first indented by two characters."""
    room, line = float(first), ""
    for character in text:
        if width(line + character) > room and character not in "，。、；：！？）》”’〕":
            yield line
            room, line = float(others), ""
        line += character
    if line:
        yield line


def _add_rolls(pages: list[Page], paper: Paper, left: float) -> float:
    """Put the rolls below the text, a blank line between, and go on overleaf where a page is full; lines left there."""
    left -= 1
    for roll in paper.rolls:
        lines, label = list(_lines(roll.text, ROLL_CHARACTERS, ROLL_CHARACTERS)), roll.label
        while lines:
            if left < 1:
                pages.append(Page(len(pages) + 1))
                left = LINES - 1
            taken, lines = lines[: int(left)], lines[int(left) :]
            pages[-1].rolls.append(RollPart(label, "".join(taken)))
            left, label = left - len(taken), ""
    return left


def _imprint_lines(paper: Paper) -> float:
    """Lines of the grid the imprint takes, with one free above it; its copies line may be several."""
    if paper.imprint is None:
        return 0
    copies = f"{paper.imprint.copies_label}：{paper.imprint.copies}。" if paper.imprint.copies else ""
    lines = math.ceil(width(copies) / IMPRINT_CHARACTERS) + (paper.imprint.issued is not None)
    return lines * IMPRINT_SCALE + 1
