"""A paper as DOCX after GB/T 9704-2012, for Word and WPS, where the office edits and archives it.

The numbers are those of `geometry`, in twentieths of a point. `w:docGrid` declares the grid of 22 lines and 28 characters;
the text itself carries exact line spacing and condensed characters and does not snap to it, because LibreOffice gives a
16 pt glyph two cells of a 15.8 pt grid, and because a substituted font then cannot move a line.
"""

from __future__ import annotations

import datetime
import io
import math
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from foundation.documents import geometry as g
from foundation.documents.docx_body import BODY, CHARACTER, HEI, KAI, LINE, TITLE, body, spacer
from foundation.documents.docx_xml import (
    WORDPROCESSING,
    Element,
    Look,
    el,
    field,
    font_table,
    paragraph,
    put,
    run,
    run_properties,
)
from foundation.documents.paper import (
    Imprint,
    Kind,
    Paper,
    chinese_date,
    settled,
    width,
)

SMALL = Look(size_pt=g.SIZE_4_PT, spacing=0)
FOLIO = Look(font="宋体", size_pt=g.SIZE_4_PT, spacing=0)
FOLIO_HEIGHT = 280
NS = {"w": WORDPROCESSING}


def render(paper: Paper) -> bytes:
    """The paper as a .docx file. Every kind of paper can be rendered on every machine: fonts are named, not embedded."""
    paper = settled(paper)
    document = docx.Document()
    story = document.element.body
    for child in list(story):
        if child.tag != qn("w:sectPr"):
            story.remove(child)
    _prepare(document, paper)
    flow = [*_opening(paper), *body(paper), *_closing(paper)]
    for element in flow:
        story.insert(len(story) - 1, element)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# ---- page, styles, settings


def _prepare(document: Document, paper: Paper) -> None:
    _styles(document)
    _section(document, paper)
    document.settings.odd_and_even_pages_header_footer = True
    _settings(document.settings.element, mirrored=paper.duplex)
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = font_table()
    properties = document.core_properties
    properties.title = paper.title.replace("\n", "")
    properties.author = paper.mark[-1] if paper.mark else ""
    properties.comments, properties.language = "", paper.language
    day = paper.date or (paper.signature.date if paper.signature else None)
    if day:
        properties.created = properties.modified = datetime.datetime(day.year, day.month, day.day)  # noqa: DTZ001


def _settings(settings: Element, *, mirrored: bool) -> None:
    """What python-docx's template leaves American: no compatibility mode, punctuation set the Chinese way."""
    settings.find("w:compat/w:compatSetting[@w:name='compatibilityMode']", NS).set(qn("w:val"), "15")
    settings.find("w:characterSpacingControl", NS).set(qn("w:val"), "compressPunctuation")
    settings.find("w:themeFontLang", NS).set(qn("w:eastAsia"), "zh-CN")
    if mirrored:
        settings.find("w:zoom", NS).addnext(el("w:mirrorMargins"))


def _styles(document: Document) -> None:
    normal = document.styles["Normal"].element
    for child in list(normal):
        if child.tag in {qn("w:pPr"), qn("w:rPr")}:
            normal.remove(child)
    spacing = el("w:spacing", before=0, after=0, line=LINE, lineRule="exact")
    off = {"val": "0"}
    normal.append(
        put(
            el("w:pPr"),
            el("w:widowControl", **off),
            el("w:autoSpaceDE", **off),
            el("w:autoSpaceDN", **off),
            el("w:snapToGrid", **off),
            spacing,
            el("w:jc", val="both"),
        )
    )
    properties = run_properties(BODY)
    properties.find(qn("w:rFonts")).addnext(el("w:snapToGrid", **off))  # the schema wants it there
    put(properties, el("w:lang", val="en-US", eastAsia="zh-CN"))
    normal.append(properties)


def _section(document: Document, paper: Paper) -> None:
    section = document.sections[0]._sectPr
    wide, high = g.twips(g.PAGE_WIDTH_MM), g.twips(g.PAGE_HEIGHT_MM)
    top, right, bottom, left = g.MARGINS_TWIPS
    if paper.landscape:  # the portrait page turned by a quarter: the binding edge is on top
        wide, high, top, right, bottom, left = high, wide, left, bottom, right, top
    size = el("w:pgSz", w=wide, h=high, **({"orient": "landscape"} if paper.landscape else {}))
    letter = paper.kind == Kind.LETTER
    folio_from_bottom = bottom - g.twips(g.FOLIO_BELOW_TEXT_MM) - FOLIO_HEIGHT // 2
    footer = g.twips(g.LETTER_LINE_FROM_BOTTOM_MM) if letter else folio_from_bottom
    margins = el(
        "w:pgMar", top=top, right=right, bottom=bottom, left=left, gutter=0, footer=footer,
        header=g.twips(g.LETTER_MARK_FROM_EDGE_MM) if letter else 851,
    )  # fmt: skip
    grid = el("w:docGrid", type="linesAndChars", linePitch=LINE, charSpace=g.CHARACTER_SPACE)
    for child in list(section):
        if child.tag in {qn("w:pgSz"), qn("w:pgMar"), qn("w:cols"), qn("w:docGrid")}:
            section.remove(child)
    for child in (size, margins, el("w:cols", space=425), grid):
        section.append(child)
    _folios(document, gap=folio_from_bottom - footer)
    if letter:
        _letterhead(document, paper)


def _folios(document: Document, gap: int) -> None:
    """ "— 1 —": odd pages one character in from the right, even pages from the left."""
    section = document.sections[0]
    for footer, side, indent in (
        (section.footer, "right", el("w:ind", right=FOLIO_HEIGHT, rightChars=100)),
        (section.even_page_footer, "left", el("w:ind", left=FOLIO_HEIGHT, leftChars=100)),
    ):
        footer.is_linked_to_previous = False
        spacing = el("w:spacing", before=0, after=0, line=FOLIO_HEIGHT, lineRule="exact")
        look = {"spacing": spacing, "ind": indent, "jc": el("w:jc", val=side)}
        _fill(footer, paragraph(run("— ", FOLIO), *field("PAGE", FOLIO), run(" —", FOLIO), properties=look), gap=gap)


def _letterhead(document: Document, paper: Paper) -> None:
    """标志 30 mm below the edge, red double lines 4 mm below it and 20 mm above the bottom edge, page one only."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    header, footer = section.first_page_header, section.first_page_footer
    header.is_linked_to_previous = footer.is_linked_to_previous = False
    overhang = {
        "ind": el(
            "w:ind",
            left=g.twips((g.PAGE_WIDTH_MM - g.LETTER_LINE_WIDTH_MM) / 2 - g.MARGIN_LEFT_MM),
            right=g.twips((g.PAGE_WIDTH_MM - g.LETTER_LINE_WIDTH_MM) / 2 - g.MARGIN_RIGHT_MM),
        ),
    }
    marks = _mark(paper, before=0)
    # Both lines are bottom borders: only there do Word and LibreOffice agree which of the two lines is on top.
    thick_first = {"pBdr": put(el("w:pBdr"), _red("w:bottom", "thickThinSmallGap", 24, space=0))}
    gap = el("w:spacing", before=0, after=0, line=g.twips(g.LETTER_LINE_BELOW_MARK_MM), lineRule="exact")
    _fill(header, *marks, paragraph(properties={**overhang, **thick_first, "spacing": gap}))
    thin_first = {"pBdr": put(el("w:pBdr"), _red("w:bottom", "thinThickSmallGap", 24, space=0))}
    flat = el("w:spacing", before=0, after=0, line=20, lineRule="exact")
    _fill(footer, paragraph(properties={**overhang, **thin_first, "spacing": flat}))


def _fill(story: Any, *paragraphs: Element, gap: int = 0) -> None:
    for old in list(story._element):
        story._element.remove(old)
    for element in paragraphs:
        story._element.append(element)
    if gap > 0:  # what lies between the folio and the footer's edge
        flat = {"spacing": el("w:spacing", before=0, after=0, line=gap, lineRule="exact")}
        story._element.append(paragraph(properties=flat))


# ---- 版头, title, addressee


def _opening(paper: Paper) -> list[Element]:
    elements = _letter_opening(paper) if paper.kind == Kind.LETTER else _masthead(paper)
    centred = {"jc": el("w:jc", val="center"), "outlineLvl": el("w:outlineLvl", val=0)}
    elements += [paragraph(run(line, TITLE), properties=centred) for line in paper.title.split("\n")]
    elements.append(paragraph())
    if paper.salutation:
        elements.append(paragraph(run(f"{paper.salutation}：", BODY)))
    return elements


def _masthead(paper: Paper) -> list[Element]:
    """标志, 文号 and red line, padded so that the title starts on a line of the grid."""
    if not paper.mark:
        return [paragraph(run(paper.urgency, HEI))] if paper.urgency else []
    lead = LINE if paper.urgency else 0
    elements = [paragraph(run(paper.urgency, HEI))] if paper.urgency else []
    marks = _mark(paper, before=g.twips(g.MARK_BELOW_TEXT_TOP_MM) - lead)
    space = round((g.RED_LINE_BELOW_NUMBER_MM * g.PT_PER_MM) - (g.LINE_PITCH_PT - g.SIZE_3_PT) / 2)
    thickness = round(g.RED_LINE_MM * g.PT_PER_MM * 8)
    inset = _mark_inset(paper)
    used = g.twips(g.MARK_BELOW_TEXT_TOP_MM) - inset + sum(_mark_heights(paper)) + 3 * LINE + space * 20
    used += thickness * 20 // 8
    filler = (math.ceil(used / LINE - 0.35) + 2) * LINE - used
    border = put(el("w:pBdr"), _red("w:bottom", "single", thickness, space))
    spacing = el("w:spacing", before=0, after=max(filler, 0), line=LINE, lineRule="exact")
    return [
        *elements, *marks, paragraph(), paragraph(),
        _number_line(paper, {"pBdr": border, "spacing": spacing}),
    ]  # fmt: skip


def _number_line(paper: Paper, properties: dict[str, Element]) -> Element:
    right, look = "", BODY
    if paper.kind == Kind.MINUTES and paper.date:
        right = chinese_date(paper.date)
    if paper.signed_by:
        right, look = paper.signed_by, KAI
    if not right:
        return paragraph(run(paper.number, BODY), properties={**properties, "jc": el("w:jc", val="center")})
    # Tabs, not indents: an indent would shorten the red line too.
    tabs = put(
        el("w:tabs"),
        el("w:tab", val="left", pos=round(CHARACTER)),
        el("w:tab", val="right", pos=round(g.twips(g.TEXT_WIDTH_MM) - CHARACTER)),
    )
    label = [run("\t签发人：", BODY)] if paper.signed_by else [run("\t", BODY)]
    return paragraph(
        run(f"\t{paper.number}", BODY), *label, run(right, look),
        properties={**properties, "tabs": tabs, "jc": el("w:jc", val="left")},
    )  # fmt: skip


def _mark_heights(paper: Paper) -> list[int]:
    return [round(size * 20 * 1.15) for size in g.mark_sizes(paper.mark)]


def _mark_inset(paper: Paper) -> int:
    """How far the first line's characters begin below the top of their line."""
    return round((_mark_heights(paper)[0] - g.mark_sizes(paper.mark)[0] * 20) / 2)


def _mark(paper: Paper, before: int) -> list[Element]:
    elements = []
    for number, (line, size, height) in enumerate(
        zip(paper.mark, g.mark_sizes(paper.mark), _mark_heights(paper), strict=True)
    ):
        above = max(before - _mark_inset(paper), 0) if number == 0 else 0
        look = Look(font=TITLE.font, size_pt=size, colour=g.RED, spacing=20)
        properties = {
            "spacing": el("w:spacing", before=above, after=0, line=height, lineRule="exact"),
            "jc": el("w:jc", val="center"),
        }
        elements.append(paragraph(run(line, look), properties=properties))
    return elements


def _letter_opening(paper: Paper) -> list[Element]:
    """文号 flush right under the double line, 紧急程度 flush left, two lines to the title."""
    tabs = put(el("w:tabs"), el("w:tab", val="right", pos=g.twips(g.TEXT_WIDTH_MM)))
    line = paragraph(
        run(paper.urgency, HEI), run(f"\t{paper.number}", BODY), properties={"tabs": tabs, "jc": el("w:jc", val="left")}
    )
    return [line, paragraph(), paragraph()]


def _red(tag: str, kind: str, eighths: int, space: int) -> Element:
    return el(tag, val=kind, sz=eighths, space=space, color=g.RED)


# ---- 版记


def _closing(paper: Paper) -> list[Element]:
    if paper.imprint is None:
        return []
    return _imprint(paper.imprint, lines=paper.kind != Kind.LETTER)


def _imprint(imprint: Imprint, *, lines: bool) -> list[Element]:
    """版记 in a frame at the bottom of the text area of the last page. The rules are paragraphs of their own, because what
    is drawn around an indented paragraph is as short as its text."""
    rows: list[Element] = []
    if imprint.copies:
        text = imprint.copies.rstrip("。") + "。"
        behind = width(imprint.copies_label) + 1
        indent = el(
            "w:ind", left=round((behind + 1) * FOLIO_HEIGHT), hanging=round(behind * FOLIO_HEIGHT), right=FOLIO_HEIGHT
        )
        rows.append(_framed(run(f"{imprint.copies_label}：{text}", SMALL), ind=indent))
    if imprint.issuer and lines:
        tabs = put(el("w:tabs"), el("w:tab", val="right", pos=g.twips(g.TEXT_WIDTH_MM) - FOLIO_HEIGHT))
        issued = f"\t{chinese_date(imprint.issued)}印发" if imprint.issued else ""
        indent = el("w:ind", left=FOLIO_HEIGHT)
        rows.append(_framed(run(f"{imprint.issuer}{issued}", SMALL), tabs=tabs, ind=indent))
    if not lines or not rows:
        return [*rows, spacer()]
    outer, inner = _rule(g.IMPRINT_OUTER_LINE_MM), _rule(g.IMPRINT_INNER_LINE_MM)
    between = [rows[0], inner, rows[1]] if len(rows) == 2 else rows
    return [outer, *between, _rule(g.IMPRINT_OUTER_LINE_MM), spacer()]


def _framed(*runs: Element, line: int = 480, **properties: Element) -> Element:
    frame = el(
        "w:framePr", w=g.twips(g.TEXT_WIDTH_MM), wrap="notBeside", vAnchor="margin", hAnchor="margin", xAlign="center",
        yAlign="bottom",
    )  # fmt: skip
    spacing = el("w:spacing", before=0, after=0, line=line, lineRule="exact")
    look = {"framePr": frame, "spacing": spacing, "jc": el("w:jc", val="left")}
    return paragraph(*runs, properties={**look, **properties})


def _rule(millimetres: float) -> Element:
    """A line as a shaded paragraph of that height: LibreOffice leaves a frame with borders where it stands in the text."""
    shade = el("w:shd", val="clear", color="auto", fill="000000")
    return _framed(line=round(millimetres * g.PT_PER_MM * 20), shd=shade)
