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
ROLL_CHARACTERS, LABEL_CHARACTERS, IMPRINT_LINES = 26, 3, 3.5


@dataclass(slots=True)
class Block:
    """A paragraph or a part of one; `style` is the design's class on `.page p`."""

    text: str
    style: str = ""


@dataclass(slots=True)
class Page:
    number: int
    blocks: list[Block] = field(default_factory=list)
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
    """The pages of minutes; the rolls and the imprint stand on the last, on one of their own when they do not fit."""
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
    if left < _closing_lines(paper):
        pages.append(Page(len(pages) + 1))
    pages[-1].last = True
    return Preview(paper, title, pages)


def _plain(block: Paragraph) -> str:
    return block.text if isinstance(block.text, str) else "".join(run.text for run in block.text)


def _lines(text: str) -> Iterator[str]:
    """The text in lines of the grid, the first indented by two characters."""
    room, line = CHARACTERS - 2.0, ""
    for character in text:
        if width(line + character) > room and character not in "，。、；：！？）》”’〕":
            yield line
            room, line = float(CHARACTERS), ""
        line += character
    if line:
        yield line


def _closing_lines(paper: Paper) -> float:
    rolls = sum(math.ceil(width(roll.text) / (ROLL_CHARACTERS - LABEL_CHARACTERS)) for roll in paper.rolls)
    return (rolls + 2 if paper.rolls else 0) + (IMPRINT_LINES if paper.imprint else 0)
