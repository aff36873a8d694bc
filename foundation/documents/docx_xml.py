"""The few WordprocessingML helpers `docx` needs: python-docx has no words for grids, character indents and 中文 fonts."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any

# The standard's fonts, and what a machine without them should take instead (w:altName).
ALTERNATIVES: dict[str, str] = {
    "方正小标宋简体": "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋,STZhongsong,Noto Serif CJK SC",
    "仿宋_GB2312": "仿宋,FangSong,STFangsong,华文仿宋,Noto Serif CJK SC",
    "楷体_GB2312": "楷体,KaiTi,STKaiti,华文楷体,AR PL UKai CN",
    "黑体": "SimHei,STHeiti,华文黑体,Noto Sans CJK SC",
    "宋体": "SimSun,STSong,华文宋体,Noto Serif CJK SC",
}
WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def el(tag: str, **attributes: str | int | float) -> Element:
    """`el("w:ind", leftChars=200)` → `<w:ind w:leftChars="200"/>`."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def put(parent: Element, *children: Element) -> Element:
    """Append, replacing what has the same tag: properties occur once."""
    for child in children:
        old = parent.find(child.tag)
        if old is not None and child.tag not in REPEATED:
            parent.remove(old)
        parent.append(child)
    return parent


REPEATED = {qn("w:tab"), qn("w:r"), qn("w:p"), qn("w:tc"), qn("w:tr"), qn("w:gridCol")}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks: one font for Latin and Chinese alike, as official documents are set."""

    font: str = "仿宋_GB2312"
    size_pt: float = 16
    bold: bool = False
    colour: str = ""
    spacing: int = -5  # twentieths of a point: 28 glyphs of 16 pt need at most 15.79 pt each


def run_properties(look: Look) -> Element:
    properties = el("w:rPr")
    fonts = el("w:rFonts", ascii=look.font, hAnsi=look.font, eastAsia=look.font, cs=look.font, hint="eastAsia")
    put(properties, fonts)
    if look.bold:
        put(properties, el("w:b"))
    if look.colour:
        put(properties, el("w:color", val=look.colour))
    put(properties, el("w:spacing", val=look.spacing))
    half = round(look.size_pt * 2)
    return put(properties, el("w:sz", val=half), el("w:szCs", val=half))


def run(text: str, look: Look) -> Element:
    """A run; line feeds become line breaks, tabs become tabs. The serialiser escapes the text."""
    element = put(el("w:r"), run_properties(look))
    for number, line in enumerate(text.split("\n")):
        if number:
            element.append(el("w:br"))
        for position, part in enumerate(line.split("\t")):
            if position:
                element.append(el("w:tab"))
            if part:
                written = el("w:t")
                written.text = part
                written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                element.append(written)
    return element


def field(code: str, look: Look) -> list[Element]:
    """A complex field (PAGE) as the runs Word writes."""
    runs = []
    for kind in ("begin", "instruction", "separate", "result", "end"):
        element = put(el("w:r"), run_properties(look))
        if kind == "instruction":
            written = el("w:instrText")
            written.text = f" {code} "
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            element.append(written)
        elif kind == "result":
            written = el("w:t")
            written.text = "1"
            element.append(written)
        else:
            element.append(el("w:fldChar", fldCharType=kind))
        runs.append(element)
    return runs


# The order the schema demands inside w:pPr; Word reports a damaged file otherwise.
ORDER = [
    "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "pBdr", "shd", "tabs", "snapToGrid", "spacing", "ind",
    "jc", "outlineLvl",
]  # fmt: skip


def paragraph(*runs: Element, properties: dict[str, Element] | None = None) -> Element:
    """A paragraph; `properties` by tag without prefix, put into schema order."""
    element = el("w:p")
    given = properties or {}
    unknown = set(given) - set(ORDER)
    if unknown:
        raise ValueError(f"unknown paragraph properties {unknown}")
    if given:
        # copies: an element has one parent, and a caller may use the same property for several paragraphs
        element.append(put(el("w:pPr"), *(copy.deepcopy(given[name]) for name in ORDER if name in given)))
    for item in runs:
        element.append(item)
    return element


def font_table() -> bytes:
    """`word/fontTable.xml` naming the standard fonts with their alternatives."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in ALTERNATIVES.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{WORDPROCESSING}">{fonts}</w:fonts>'
    ).encode()
