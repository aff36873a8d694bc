"""The line of headings, wherever it stands."""

import unicodedata
from collections.abc import Collection, Sequence

from foundation.imports.reading.book import Line

LOOKED_AT = 30
MARKS = "*＊:：()（）[]【】、/／-—_·．."


def fold(text: str) -> str:
    """A heading without what people add: blanks, line breaks, stars, brackets, full-width forms, hidden signs."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in plain if unicodedata.category(c)[0] not in "CZ" and c not in MARKS)


def find_header(lines: Sequence[Line], words: Collection[str]) -> int | None:
    """The number of the line that holds most of `words` (folded headings), the upper one of equal lines.

    Of a heading in two lines with merged cells the lower one holds all the words. None when no line holds any: then a
    person says which it is.
    """
    best: int | None = None
    score = 0
    for line in lines[:LOOKED_AT]:
        found = len({fold(cell) for cell in line.cells} & set(words))
        if found and found > score:
            best, score = line.number, found
    return best
