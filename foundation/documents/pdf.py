"""A paper as PDF, set by typst after GB/T 9704-2012.

The paper reaches typst as JSON, never as source text: what a user typed is data there and cannot become markup, a file
read or a program. The layout is `layouts/paper.typ`; `docs/adr/` says why typst.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from foundation.documents import geometry
from foundation.documents.fonts import Collection, GlyphsMissing, collection
from foundation.documents.paper import Kind, Paper, chinese_date, settled

logger = logging.getLogger(__name__)

LAYOUTS = Path(__file__).parent / "layouts"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file and what its reader should know about it (fallback fonts), in sentences."""

    content: bytes
    notices: tuple[str, ...]


def render(paper: Paper) -> bytes:
    """The paper as PDF; see `compose`."""
    return compose(paper).content


def compose(paper: Paper) -> Rendered:
    """Lay the paper out.

    After: the bytes of a tagged PDF with embedded fonts, the same for the same paper; each role set in another font than
    the standard's is one notice and one line "字体回退" in the log.
    Errors: `FontsMissing` without any Chinese font, `GlyphsMissing` when a character has no glyph (both `Refused`).
    """
    return Rendered(*_typeset(paper, output="pdf"))


def preview(paper: Paper, page: int = 1, ppi: int = 110) -> bytes:
    """One page as PNG, for the preview beside an editor. Errors as `compose`; `IndexError` beyond the last page."""
    pages = _typeset(paper, output="png", ppi=ppi)[0]
    chosen: bytes = pages[page - 1] if isinstance(pages, list) else pages
    return chosen


def _typeset(paper: Paper, output: Any, ppi: float | None = None) -> tuple[Any, tuple[str, ...]]:
    ready = settled(paper)
    fonts = collection()
    _check_glyphs(ready, fonts)
    notices = tuple(fonts.fallbacks)
    if notices:
        logger.warning("字体回退: %s", "；".join(notices))
    content = typst.compile(
        str(LAYOUTS / "paper.typ"),
        root=str(LAYOUTS),
        font_paths=fonts.fonts,
        format=output,
        ppi=ppi,
        sys_inputs={"paper": json.dumps(_data(ready, fonts), ensure_ascii=False)},
    )
    return content, notices


def _check_glyphs(paper: Paper, fonts: Collection) -> None:
    text = "".join(_strings(dataclasses.asdict(paper)))
    missing = [
        character
        for character in dict.fromkeys(text)
        if not character.isspace() and not any(character in face.coverage for face in fonts.faces.values())
    ]
    if missing:
        raise GlyphsMissing(missing)


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in _strings(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _strings(item)]
    return []


def _data(paper: Paper, fonts: Collection) -> dict[str, Any]:
    fallback = list(dict.fromkeys(face.family for face in fonts.faces.values()))
    return {
        **_plain(paper),
        "mark_sizes": geometry.mark_sizes(paper.mark),
        "first_folio": paper.kind != Kind.LETTER,
        "geometry": {name.lower(): value for name, value in vars(geometry).items() if name.isupper()},
        "fonts": {
            name: {"families": [face.family, *fallback], "weight": face.weight, "bolder": face.bolder}
            for name, face in fonts.faces.items()
        },
    }


def _plain(value: Any) -> Any:
    """Dataclasses as dictionaries that name their type; dates in the form they are printed."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [item.name for item in dataclasses.fields(value)]
        return {"type": type(value).__name__.lower(), **{name: _plain(getattr(value, name)) for name in names}}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime.date):
        return chinese_date(value)
    return value
