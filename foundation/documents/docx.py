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
    Annex,
    Block,
    Break,
    Cell,
    Entries,
    Heading,
    Imprint,
    Kind,
    Paper,
    Paragraph,
    Signature,
    Table,
    chinese_date,
    settled,
    width,
)

LINE = g.LINE_PITCH_TWIPS
CHARACTER = g.CHARACTER_PITCH_PT * 20
BODY = Look()
HEI = Look(font="黑体")
KAI = Look(font="楷体_GB2312")
TITLE = Look(font="方正小标宋简体", size_pt=g.SIZE_2_PT, spacing=0)
SMALL = Look(size_pt=g.SIZE_4_PT, spacing=0)
FOLIO = Look(font="宋体", size_pt=g.SIZE_4_PT, spacing=0)
HEADINGS = (HEI, KAI, BODY, BODY)
FOLIO_HEIGHT = 280
NS = {"w": WORDPROCESSING}


def render(paper: Paper) -> bytes:
    """The paper as a .docx file. Every kind of paper can be rendered on every machine: fonts are named, not embedded."""
    paper = settled(paper)
    document = docx.Document()
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    _prepare(document, paper)
    flow = [*_opening(paper), *_body(paper), *_closing(paper)]
    for element in flow:
        body.insert(len(body) - 1, element)
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


# ---- body


def _body(paper: Paper) -> list[Element]:
    text_width = g.PAGE_HEIGHT_MM - g.MARGIN_TOP_MM - g.MARGIN_BOTTOM_MM if paper.landscape else g.TEXT_WIDTH_MM
    elements = [element for block in paper.blocks for element in _block(block, g.twips(text_width))]
    last = max(len(elements) - 1, 0)
    if paper.attachments:
        elements.append(paragraph())
        elements += _attachment_names(paper.attachments)
    if paper.signature:
        for element in elements[last:]:
            _keep_with_next(element)
        elements += _signature(paper.signature)
    if paper.note:
        elements.append(paragraph(run(f"（{paper.note}）", BODY), properties={"ind": _indent(first=2)}))
    if paper.rolls:
        elements.append(paragraph())
        elements += [_labelled(roll.label, roll.text, HEI) for roll in paper.rolls]
    for number, annex in enumerate(paper.annexes, start=1):
        elements += _annex(annex, number if len(paper.annexes) > 1 else None, g.twips(text_width))
    return elements


def _block(block: Block, text_width: int) -> list[Element]:
    match block:
        case Heading():
            properties = {
                "keepNext": el("w:keepNext"),
                "ind": _indent(first=2),
                "outlineLvl": el("w:outlineLvl", val=block.level),
            }
            return [paragraph(run(block.text, HEADINGS[block.level - 1]), properties=properties)]
        case Paragraph():
            runs = (
                [run(block.text, BODY)]
                if isinstance(block.text, str)
                else [run(part.text, Look(bold=part.strong)) for part in block.text]
            )
            return [paragraph(*runs, properties={"ind": _indent(first=2)} if block.indent else None)]
        case Entries():
            return [_labelled(entry.label, entry.text, HEI) for entry in block.entries]
        case Table():
            return [_table(block, text_width), _spacer()]
        case Break():
            return [paragraph(properties={"pageBreakBefore": el("w:pageBreakBefore"), "spacing": _flat()})]


def _indent(first: float = 0, left: float = 0, hanging: float = 0, right: float = 0) -> Element:
    """Indents in characters, as Word keeps them, with twips beside for readers that ignore characters."""
    attributes: dict[str, int] = {}
    for name, amount in (("firstLine", first), ("left", left), ("hanging", hanging), ("right", right)):
        if amount:
            attributes[f"{name}Chars"] = round(amount * 100)
            attributes[name] = round(amount * CHARACTER)
    return el("w:ind", **attributes)


def _labelled(label: str, text: str, look: Look, left: float = 2) -> Element:
    behind = width(label) + 1
    return paragraph(
        run(f"{label}：", look), run(text, BODY), properties={"ind": _indent(left=left + behind, hanging=behind)}
    )


def _attachment_names(names: tuple[str, ...]) -> list[Element]:
    if len(names) == 1:
        return [_labelled("附件", names[0], BODY)]
    first, *others = (f"{number}.{name}" for number, name in enumerate(names, start=1))
    elements = [paragraph(run(f"附件：{first}", BODY), properties={"ind": _indent(left=6, hanging=4)})]
    return elements + [paragraph(run(other, BODY), properties={"ind": _indent(left=6, hanging=1)}) for other in others]


def _signature(signature: Signature) -> list[Element]:
    date = chinese_date(signature.date)
    longest = max(width(issuer) for issuer in signature.issuers)
    if signature.sealed:
        date_right: float = 4
        issuer_right = max(date_right - (longest - width(date)) / 2, 0)
        blanks = 2
    else:
        issuer_right = max(2.0, 4 + width(date) - longest)
        date_right = issuer_right + longest - 2 - width(date)
        blanks = 1
    lines = [(issuer, issuer_right) for issuer in signature.issuers] + [(date, date_right)]
    keep = {"keepNext": el("w:keepNext")}
    return [paragraph(properties=keep) for _ in range(blanks)] + [
        paragraph(
            run(text, BODY),
            properties={
                **({"keepNext": el("w:keepNext")} if number < len(lines) - 1 else {}),
                "ind": _indent(right=right),
                "jc": el("w:jc", val="right"),
            },
        )
        for number, (text, right) in enumerate(lines)
    ]


def _keep_with_next(element: Element) -> None:
    """So that a signature never stands alone on a page."""
    if element.tag == qn("w:p"):
        properties = element.find(qn("w:pPr"))
        if properties is None:
            properties = el("w:pPr")
            element.insert(0, properties)
        properties.insert(0, el("w:keepNext"))


def _annex(annex: Annex, number: int | None, text_width: int) -> list[Element]:
    start = {"pageBreakBefore": el("w:pageBreakBefore")}
    centred = {"jc": el("w:jc", val="center")}
    elements = [paragraph(run(f"附件{number or ''}", HEI), properties=start), paragraph()]
    elements += [paragraph(run(line, TITLE), properties=centred) for line in annex.title.split("\n")]
    elements.append(paragraph())
    return elements + [element for block in annex.blocks for element in _block(block, text_width)]


# ---- tables


def _table(block: Table, text_width: int) -> Element:
    table = el("w:tbl")
    borders = put(
        el("w:tblBorders"),
        *(
            el(f"w:{s}", val="single", sz=4, space=0, color="000000")
            for s in ("top", "left", "bottom", "right", "insideH", "insideV")
        ),
    )
    margins = put(el("w:tblCellMar"), el("w:left", w=80, type="dxa"), el("w:right", w=80, type="dxa"))
    table.append(
        put(el("w:tblPr"), el("w:tblW", w=text_width, type="dxa"), borders, el("w:tblLayout", type="fixed"), margins)
    )
    widths = [round(text_width * share / sum(block.widths)) for share in block.widths]
    table.append(put(el("w:tblGrid"), *(el("w:gridCol", w=one) for one in widths)))
    if block.head:
        head = tuple(Cell(text, label=True, align="center") for text in block.head)
        table.append(_row(head, widths, min(block.row_lines, 1.0), repeated=True))
    for row in block.rows:
        table.append(_row(row, widths, block.row_lines))
    return table


def _row(cells: tuple[Any, ...], widths: list[int], lines: float, *, repeated: bool = False) -> Element:
    properties = put(el("w:trPr"), el("w:cantSplit"), el("w:trHeight", val=round(lines * LINE), hRule="atLeast"))
    if repeated:
        put(properties, el("w:tblHeader"))
    row = put(el("w:tr"), properties)
    position = 0
    for cell in cells:
        wide = sum(widths[position : position + cell.span])
        position += cell.span
        shape = put(el("w:tcPr"), el("w:tcW", w=wide, type="dxa"))
        if cell.span > 1:
            put(shape, el("w:gridSpan", val=cell.span))
        put(shape, el("w:vAlign", val="center"))
        look = Look(font="黑体" if cell.label else "仿宋_GB2312", size_pt=g.SIZE_TABLE_PT, spacing=0)
        text = paragraph(
            run(cell.text, look),
            properties={
                "spacing": el("w:spacing", before=40, after=40, line=360, lineRule="exact"),
                "jc": el("w:jc", val="center" if cell.align == "center" else "left"),
            },
        )
        row.append(put(el("w:tc"), shape, text))
    return row


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
        return [*rows, _spacer()]
    outer, inner = _rule(g.IMPRINT_OUTER_LINE_MM), _rule(g.IMPRINT_INNER_LINE_MM)
    between = [rows[0], inner, rows[1]] if len(rows) == 2 else rows
    return [outer, *between, _rule(g.IMPRINT_OUTER_LINE_MM), _spacer()]


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


def _flat() -> Element:
    return el("w:spacing", before=0, after=0, line=20, lineRule="exact")


def _spacer() -> Element:
    """The paragraph Word wants behind a table or a frame, without height."""
    return paragraph(properties={"spacing": _flat()})
