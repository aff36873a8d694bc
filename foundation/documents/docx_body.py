"""The body of a paper as WordprocessingML: headings, paragraphs, named lists, tables, signature, annexes."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from foundation.documents import geometry as g
from foundation.documents.docx_xml import Element, Look, el, paragraph, put, run
from foundation.documents.paper import (
    Annex,
    Block,
    Break,
    Cell,
    Entries,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
    chinese_date,
    width,
)

LINE = g.LINE_PITCH_TWIPS
CHARACTER = g.CHARACTER_PITCH_PT * 20
BODY = Look()
HEI = Look(font="黑体")
KAI = Look(font="楷体_GB2312")
TITLE = Look(font="方正小标宋简体", size_pt=g.SIZE_2_PT, spacing=0)
HEADINGS = (HEI, KAI, BODY, BODY)


def body(paper: Paper) -> list[Element]:
    """Everything between the addressee and the 版记, in order."""
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
        elements.append(paragraph(run(f"（{paper.note}）", BODY), properties={"ind": indent(first=2)}))
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
                "ind": indent(first=2),
                "outlineLvl": el("w:outlineLvl", val=block.level),
            }
            return [paragraph(run(block.text, HEADINGS[block.level - 1]), properties=properties)]
        case Paragraph():
            runs = (
                [run(block.text, BODY)]
                if isinstance(block.text, str)
                else [run(part.text, Look(bold=part.strong)) for part in block.text]
            )
            return [paragraph(*runs, properties={"ind": indent(first=2)} if block.indent else None)]
        case Entries():
            return [_labelled(entry.label, entry.text, HEI) for entry in block.entries]
        case Table():
            return [_table(block, text_width), spacer()]
        case Break():
            return [paragraph(properties={"pageBreakBefore": el("w:pageBreakBefore"), "spacing": flat()})]


def indent(first: float = 0, left: float = 0, hanging: float = 0, right: float = 0) -> Element:
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
        run(f"{label}：", look), run(text, BODY), properties={"ind": indent(left=left + behind, hanging=behind)}
    )


def _attachment_names(names: tuple[str, ...]) -> list[Element]:
    if len(names) == 1:
        return [_labelled("附件", names[0], BODY)]
    first, *others = (f"{number}.{name}" for number, name in enumerate(names, start=1))
    elements = [paragraph(run(f"附件：{first}", BODY), properties={"ind": indent(left=6, hanging=4)})]
    return elements + [paragraph(run(other, BODY), properties={"ind": indent(left=6, hanging=1)}) for other in others]


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
                "ind": indent(right=right),
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


def flat() -> Element:
    return el("w:spacing", before=0, after=0, line=20, lineRule="exact")


def spacer() -> Element:
    """The paragraph Word wants behind a table or a frame, without height."""
    return paragraph(properties={"spacing": flat()})
