"""The house structure of a meeting release (D§6.5), read from its words. Text is never changed, only told apart.

A release is a list of `Paragraph`s: what it does (`Part`) and its words, letter for letter. Opening words (会议指出，) and
slogans (要不忘初心，同频共振。) are found again whenever it is drawn, so that there is one text and no second copy.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from news.enums import Part

OPENINGS = {
    Part.HEARD: re.compile(r"会议(?:还|首先)?听取(?:和审议)?了?"),
    Part.POINTED_OUT: re.compile(r"会议(?:还)?指出[，,:：]"),
    Part.EMPHASISED: re.compile(r"会议(?:还)?强调[，,:：]"),
    Part.REQUIRED: re.compile(r"会议(?:还)?要求[，,:：]"),
    Part.REPORTED: re.compile(r"据悉[，,:：]|据了解[，,:：]"),
}
BOLD = (Part.POINTED_OUT, Part.EMPHASISED, Part.REQUIRED, Part.REPORTED)
# A two-part slogan: 要不忘初心，同频共振。 or 一要不忘初心，同频共振。
SLOGAN = re.compile(r"(?:[一二三四五六七八九十]要|要)[^，。；：？！\s]{2,8}，[^，。；：？！\s]{2,8}。")
ATTENDANCE = re.compile(r"主持(?:会议|召开)|出席会议|参加(?:会议|活动)?[。，]|等(?:出席|参加)")
SURNAME_RUN = re.compile(
    r"(?:区领导|市领导|县领导|领导|同志)((?:[\u4e00-\u9fff]{2,4}、)*[\u4e00-\u9fff]{2,4}?)(?=等|参加|出席|[，。])"
)
CHAIR = re.compile(
    r"(?:区委书记|区长|副区长|常务副区长|主席|副主席|常务副主席|书记|局长|主任)([\u4e00-\u9fff]{2,3}?)(?=主持|出席|参加|讲话|作)"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What it does and its words."""

    part: str
    text: str

    def as_data(self) -> dict[str, str]:
        return {"part": self.part, "text": self.text}


@dataclass(frozen=True, slots=True)
class Pieces:
    """The words of a paragraph as they are drawn; `opening + slogan + rest` is the text."""

    opening: str
    slogan: str
    rest: str


def from_data(rows: Iterable[dict[str, Any]]) -> list[Paragraph]:
    """Paragraphs as the database keeps them."""
    return [Paragraph(str(row["part"]), str(row["text"])) for row in rows]


def parse(text: str) -> list[Paragraph]:
    """Tell the paragraphs of a plain text apart. Lines are paragraphs; blank lines and outer blanks go."""
    lines = [line.strip(" \t\r\u3000") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    found: list[Paragraph] = []
    for line in filter(None, lines):
        found.append(Paragraph(_part_of(line, found), line))
    meeting = any(p.part in OPENINGS for p in found)
    if not meeting:  # an ordinary article has a lead and a text
        return [Paragraph(Part.LEAD if i == 0 else Part.PLAIN, p.text) for i, p in enumerate(found)]
    return found


def _part_of(line: str, before: Sequence[Paragraph]) -> str:
    if not before:
        return Part.LEAD
    for part, opening in OPENINGS.items():
        if opening.match(line):
            return part
    if before[-1].part == Part.REQUIRED and SLOGAN.match(line):
        return Part.REQUIRED
    if len(before) < 3 and ATTENDANCE.search(line[:200]):
        return Part.ATTENDANCE
    return Part.PLAIN


def pieces(paragraph: Paragraph) -> Pieces:
    """Opening words and slogan of a paragraph, where it has them."""
    text, opening, slogan = paragraph.text, "", ""
    pattern = OPENINGS.get(paragraph.part)  # type: ignore[call-overload]
    if paragraph.part in BOLD and pattern and (match := pattern.match(text)):
        opening = match[0]
    if paragraph.part == Part.REQUIRED and (match := SLOGAN.match(text, len(opening))):
        slogan = match[0]
    return Pieces(opening, slogan, text[len(opening) + len(slogan) :])


def motto(slogan: str) -> str:
    """要不忘初心，同频共振。 as the outline shows it: 不忘初心，同频共振."""
    return re.sub(r"^(?:[一二三四五六七八九十]要|要)", "", slogan).rstrip("。")


def names(text: str) -> list[str]:
    """People named in an attendance paragraph, in its order."""
    found = [match[1] for match in CHAIR.finditer(text)]
    for match in SURNAME_RUN.finditer(text):
        found += match[1].split("、")
    return list(dict.fromkeys(found))


def plain(paragraphs: Iterable[Paragraph]) -> str:
    """The whole text, a line per paragraph."""
    return "\n".join(paragraph.text for paragraph in paragraphs)


def working_title(paragraphs: Sequence[Paragraph]) -> str:
    """A title out of the lead's own words: its first clause behind 近日 and the like; at most 40 characters."""
    if not paragraphs:
        return ""
    first = re.sub(r"^(?:近日|日前|近期|今日|今天|[\d年月日至\-—]+(?:上午|下午)?)[，,]?", "", paragraphs[0].text)
    return re.split(r"[，。；：！？\n]", first, maxsplit=1)[0][:40]
