"""DOCX: the numbers of GB/T 9704-2012 as they stand in the file (D§2)."""

import io
import zipfile
from typing import Any

import docx as reader
import pytest
from lxml import etree

from foundation.documents import docx
from foundation.documents.paper import Paper, Paragraph
from tests.foundation.documents import papers

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}


def parts(paper: Paper) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(docx.render(paper))) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")}


def attributes(element: Any) -> dict[str, str]:
    return {name.removeprefix(W): value for name, value in element.attrib.items()}


def find(root: Any, path: str) -> Any:
    (found,) = root.xpath(path, namespaces=NS)[:1]
    return found


def paragraph_of(document: Any, text: str) -> Any:
    return find(document, f"//w:p[contains(string(.), '{text}')]")


def test_page_of_minutes() -> None:
    section = find(parts(papers.minutes())["word/document.xml"], "//w:sectPr")

    assert attributes(section.find("w:pgSz", NS)) == {"w": "11906", "h": "16838"}
    margins = attributes(section.find("w:pgMar", NS))
    assert {name: margins[name] for name in ("top", "bottom", "left", "right")} == {
        "top": "2098", "bottom": "1984", "left": "1588", "right": "1474",
    }  # fmt: skip
    assert attributes(section.find("w:docGrid", NS)) == {
        "type": "linesAndChars", "linePitch": "579", "charSpace": "-848",
    }  # fmt: skip


def test_body_is_16_pt_on_exact_lines_of_28_95_pt() -> None:
    style = find(parts(papers.minutes())["word/styles.xml"], "//w:style[@w:styleId='Normal']")

    spacing = attributes(style.find("w:pPr/w:spacing", NS))
    assert (spacing["line"], spacing["lineRule"]) == ("579", "exact")
    assert style.find("w:rPr/w:sz", NS).get(f"{W}val") == "32"
    assert style.find("w:rPr/w:rFonts", NS).get(f"{W}eastAsia") == "仿宋_GB2312"


def test_28_condensed_glyphs_fit_the_line() -> None:
    spacing = int(
        find(parts(papers.minutes())["word/styles.xml"], "//w:style[@w:styleId='Normal']/w:rPr/w:spacing/@w:val")
    )

    assert 28 * (16 + spacing / 20) <= (11906 - 1588 - 1474) / 20 < 29 * (16 + spacing / 20)


@pytest.mark.parametrize(
    ("text", "font", "half_points"),
    [
        ("第十八次联席会议纪要", "方正小标宋简体", "44"),
        ("一、关于增设", "黑体", "32"),
        ("（一）工作安排", "楷体_GB2312", "32"),
        ("1.摸排登记", "仿宋_GB2312", "32"),
        ("丰泽区人民政府办公室", "仿宋_GB2312", "28"),
    ],
)
def test_fonts_and_sizes(text: str, font: str, half_points: str) -> None:
    document = parts(papers.minutes(title="区政府与区总工会\n第十八次联席会议纪要"))["word/document.xml"]
    run = paragraph_of(document, text).find("w:r/w:rPr", NS)

    assert run.find("w:rFonts", NS).get(f"{W}eastAsia") == font
    assert run.find("w:sz", NS).get(f"{W}val") == half_points


def test_fonts_name_their_alternatives() -> None:
    fonts = parts(papers.minutes())["word/fontTable.xml"]
    alternatives = fonts.xpath("//w:font[@w:name='仿宋_GB2312']/w:altName/@w:val", namespaces=NS)

    assert alternatives == ["仿宋,FangSong,STFangsong,华文仿宋,Noto Serif CJK SC"]


def test_mark_is_red_and_35_mm_below_the_text_area() -> None:
    mark = paragraph_of(parts(papers.minutes())["word/document.xml"], "丰泽区人民政府　")
    spacing, size = attributes(mark.find("w:pPr/w:spacing", NS)), int(mark.find(".//w:sz", NS).get(f"{W}val")) / 2
    top_of_glyph = int(spacing["before"]) + (int(spacing["line"]) - size * 20) / 2

    assert mark.find(".//w:color", NS).get(f"{W}val") == "D7000F"
    assert top_of_glyph == pytest.approx(35 / 25.4 * 1440, abs=15)


def test_red_line_below_number_and_header_ends_on_the_grid() -> None:
    document = parts(papers.minutes())["word/document.xml"]
    number = paragraph_of(document, "泉丰工联纪〔2026〕3号")
    line = attributes(number.find("w:pPr/w:pBdr/w:bottom", NS))
    head = number.xpath("preceding-sibling::w:p | self::w:p", namespaces=NS)
    total = int(line["space"]) * 20 + int(line["sz"]) * 20 // 8
    for paragraph in head:
        spacing = paragraph.find("w:pPr/w:spacing", NS)
        given = attributes(spacing) if spacing is not None else {"line": "579"}
        total += int(given.get("before", 0)) + int(given["line"]) + int(given.get("after", 0))

    assert (line["color"], line["val"]) == ("D7000F", "single")
    assert total % 579 == 0


def test_paragraphs_are_indented_by_two_characters() -> None:
    paragraph = paragraph_of(parts(papers.minutes())["word/document.xml"], "现将议定事项")

    assert attributes(paragraph.find("w:pPr/w:ind", NS)) == {"firstLineChars": "200", "firstLine": "632"}


def test_roll_continues_behind_the_colon() -> None:
    roll = paragraph_of(parts(papers.minutes())["word/document.xml"], "出席：")

    assert attributes(roll.find("w:pPr/w:ind", NS)) == {
        "leftChars": "500", "left": "1579", "hangingChars": "300", "hanging": "948",
    }  # fmt: skip
    assert roll.find("w:r/w:rPr/w:rFonts", NS).get(f"{W}eastAsia") == "黑体"


def test_folios_stand_right_on_odd_and_left_on_even_pages() -> None:
    found = parts(papers.minutes())
    assert find(found["word/settings.xml"], "//w:evenAndOddHeaders") is not None
    kinds = {}
    relations = found["word/document.xml"].xpath("//w:footerReference", namespaces=NS)
    footers = {name: root for name, root in found.items() if name.startswith("word/footer")}
    for footer in footers.values():
        side = find(footer, "//w:jc/@w:val")
        kinds[side] = attributes(find(footer, "//w:ind")), "".join(footer.itertext()).replace(" PAGE ", "")

    assert len(relations) == 2
    assert kinds == {
        "right": ({"right": "280", "rightChars": "100"}, "— 1 —"),
        "left": ({"left": "280", "leftChars": "100"}, "— 1 —"),
    }


def test_folio_dash_is_7_mm_below_the_text_area() -> None:
    margins = attributes(find(parts(papers.minutes())["word/document.xml"], "//w:pgMar"))
    dash = int(margins["footer"]) + 280 / 2  # the middle of its 14 pt line

    assert (int(margins["bottom"]) - dash) / 1440 * 25.4 == pytest.approx(7, abs=0.1)


def test_imprint_is_framed_at_the_bottom_between_lines_of_035_and_025_mm() -> None:
    document = parts(papers.minutes())["word/document.xml"]
    framed = document.xpath("//w:p[w:pPr/w:framePr]", namespaces=NS)
    frame = attributes(framed[0].find("w:pPr/w:framePr", NS))
    heights = [
        int(paragraph.find("w:pPr/w:spacing", NS).get(f"{W}line")) / 1440 * 25.4
        for paragraph in framed
        if paragraph.find("w:pPr/w:shd", NS) is not None
    ]

    assert (frame["w"], frame["vAnchor"], frame["yAlign"]) == ("8844", "margin", "bottom")
    assert heights == pytest.approx([0.35, 0.25, 0.35], abs=0.01)
    assert ["".join(paragraph.itertext()) for paragraph in framed] == [
        "", "分送：各参会单位，各街道办事处。", "", "丰泽区人民政府办公室2026年9月3日印发", "",
    ]  # fmt: skip


def test_letter_has_double_lines_of_170_mm_and_no_folio_on_page_one() -> None:
    found = parts(papers.letter())
    section = find(found["word/document.xml"], "//w:sectPr")
    borders = [
        attributes(border)["val"]
        for name, root in sorted(found.items())
        if name.startswith(("word/header", "word/footer"))
        for border in root.xpath("//w:pBdr/*", namespaces=NS)
    ]
    (indent,) = {
        tuple(sorted(attributes(one).items()))
        for name, root in found.items()
        if name.startswith("word/header")
        for one in root.xpath("//w:p[w:pPr/w:pBdr]/w:pPr/w:ind", namespaces=NS)
    }

    assert section.find("w:titlePg", NS) is not None
    assert sorted(borders) == ["thickThinSmallGap", "thinThickSmallGap"]
    wide = 11906 - 1588 - 1474 - sum(int(value) for _, value in indent)
    assert wide / 1440 * 25.4 == pytest.approx(170, abs=0.1)


def test_unsealed_date_starts_two_characters_behind_the_issuer() -> None:
    document = parts(papers.notice())["word/document.xml"]
    issuer, date = (
        attributes(find(document, f"//w:p[string(.)='{text}']/w:pPr/w:ind"))
        for text in ("泉州市丰泽区总工会", "2026年8月20日")
    )

    issuer_start = int(issuer["rightChars"]) + 900  # nine characters
    date_start = int(date["rightChars"]) + 650  # three characters and seven digits of half the width
    assert (issuer["rightChars"], issuer_start - date_start) == ("200", 200)


def test_signature_is_kept_with_the_body() -> None:
    document = parts(papers.notice())["word/document.xml"]

    for text in ("经区政府同意", "附件：参会回执"):
        assert paragraph_of(document, text).findall("w:pPr/w:keepNext", NS), text
    assert find(document, "//w:p[string(.)='泉州市丰泽区总工会']/w:pPr/w:keepNext") is not None


def test_sheet_is_landscape_and_repeats_its_head() -> None:
    document = parts(papers.sheet())["word/document.xml"]
    size = attributes(find(document, "//w:pgSz"))

    assert size == {"w": "16838", "h": "11906", "orient": "landscape"}
    assert len(document.xpath("//w:tblHeader", namespaces=NS)) == 1
    assert len(document.xpath("//w:tr", namespaces=NS)) == 31


def test_hostile_text_arrives_as_text() -> None:
    content = docx.render(papers.minutes(blocks=(Paragraph(papers.HOSTILE + "\x00\x1b\ufffe"),)))

    texts = [paragraph.text for paragraph in reader.Document(io.BytesIO(content)).paragraphs]
    assert papers.HOSTILE in texts


@pytest.mark.parametrize(
    "paper", [papers.minutes(), papers.letter(), papers.notice(), papers.sheet()], ids=lambda p: p.kind
)
def test_every_kind_opens_again(paper: Paper) -> None:
    document = reader.Document(io.BytesIO(docx.render(paper)))

    assert document.core_properties.title == paper.title.replace("\n", "")


def test_duplex_mirrors_the_margins() -> None:
    assert len(parts(papers.minutes(duplex=True))["word/settings.xml"].xpath("//w:mirrorMargins", namespaces=NS)) == 1
    assert not parts(papers.minutes())["word/settings.xml"].xpath("//w:mirrorMargins", namespaces=NS)
