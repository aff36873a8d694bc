"""PDF: measured on the page, as the reader sees it (D§2)."""

import io
import itertools
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from lxml import etree

from foundation.documents import fonts, pdf
from foundation.documents.cmap import Coverage, coverage
from foundation.documents.paper import Kind, Paper, Paragraph, settled
from tests.foundation.documents import papers

MM = 72 / 25.4
POPPLER = shutil.which("pdftotext")
needs_poppler = pytest.mark.skipif(POPPLER is None, reason="poppler-utils is not installed")


@dataclass(frozen=True)
class Word:
    """A word on a page; lengths in points from the top left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def words(paper: Paper, tmp_path: Path) -> list[Word]:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf.render(paper))
    done = subprocess.run([POPPLER, "-bbox", path, "-"], capture_output=True, check=True)  # type: ignore[list-item]
    tree = etree.fromstring(
        re.sub(rb' xmlns="[^"]+"', b"", done.stdout), etree.XMLParser(recover=True, no_network=True)
    )
    found = []
    for number, page in enumerate(tree.iter("page"), start=1):
        for word in page.iter("word"):
            box = (float(word.get(name, 0)) for name in ("xMin", "yMin", "xMax", "yMax"))
            found.append(Word(number, word.text or "", *box))
    return found


def lines(found: list[Word], page: int) -> list[tuple[float, str]]:
    """Middle and text of every body line of a page, page number left out."""
    by_line: dict[int, list[Word]] = {}
    for word in found:
        if word.page == page and word.top < (297 - 35 + 2) * MM:
            by_line.setdefault(round(word.middle), []).append(word)
    return [
        (middle, "".join(w.text for w in sorted(row, key=lambda w: w.left))) for middle, row in sorted(by_line.items())
    ]


@needs_poppler
def test_a_full_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    found = words(papers.minutes(body=20), tmp_path)
    page = lines(found, 3)
    gaps = [below - above for (above, _), (below, _) in itertools.pairwise(page)]
    full = [word for word in found if word.page == 3 and word.text in ("议" * 28, "定" * 28)]

    assert len(page) == 22
    assert gaps == pytest.approx([28.95] * 21, abs=1)
    assert Counter(len(text) for _, text in page).most_common(1)[0][0] == 28
    assert {round(word.left / MM, 1) for word in full} == {28.0}
    assert all(word.right / MM == pytest.approx(210 - 26, abs=0.3) for word in full)


@needs_poppler
def test_first_line_is_indented_by_two_characters(tmp_path: Path) -> None:
    found = words(papers.minutes(body=5), tmp_path)
    (first, *_) = [word for word in found if word.text == "会" * 26]

    assert (first.left / MM - 28) / 156 * 28 == pytest.approx(2, abs=0.02)


@needs_poppler
def test_text_stays_inside_the_text_area(tmp_path: Path) -> None:
    for paper in (papers.minutes(body=20), papers.letter(), papers.notice()):
        for word in words(paper, tmp_path):
            if word.text.strip("—0123456789 "):
                assert word.left >= 28 * MM - 0.5
                assert word.right <= (210 - 26) * MM + 0.5
                assert word.bottom <= (297 - 35) * MM + 1


@needs_poppler
def test_folios_stand_right_on_odd_left_on_even_pages_7_mm_below(tmp_path: Path) -> None:
    found = words(papers.minutes(body=20), tmp_path)
    dashes = [word for word in found if word.top > (297 - 35) * MM and "—" in word.text]
    odd, even = [word for word in dashes if word.page == 1][-1], next(word for word in dashes if word.page == 2)

    assert odd.right / MM == pytest.approx(210 - 26 - 14 / MM, abs=1)
    assert even.left / MM == pytest.approx(28 + 14 / MM, abs=0.5)
    assert odd.middle / MM == pytest.approx(297 - 35 + 7, abs=1)
    assert {word.page for word in dashes} == {word.page for word in found}


@needs_poppler
def test_a_page_with_nothing_but_the_imprint_has_no_folio(tmp_path: Path) -> None:
    short = papers.minutes(blocks=tuple(Paragraph("文") for _ in range(3)), rolls=(), mark=(), number="", date=None)
    full = replace(short, blocks=tuple(Paragraph("文") for _ in range(19)))
    found = words(full, tmp_path)

    assert max(word.page for word in found) == 2
    assert {word.page for word in found if "—" in word.text} == {1}
    assert len({word.page for word in words(short, tmp_path)}) == 1


@needs_poppler
def test_imprint_ends_at_the_bottom_of_the_text_area(tmp_path: Path) -> None:
    found = words(papers.minutes(body=3), tmp_path)
    (issued,) = [word for word in found if word.text.endswith("印发")]

    assert issued.page == max(word.page for word in found)
    assert (297 - 35) * MM - issued.middle == pytest.approx(12, abs=2)
    assert issued.right / MM == pytest.approx(210 - 26 - 14 / MM, abs=0.5)


@needs_poppler
def test_mark_of_minutes_begins_35_mm_below_the_text_area(tmp_path: Path) -> None:
    top = top_of_red(pdf.preview(papers.minutes(), ppi=254))

    assert top == pytest.approx(37 + 35, abs=1)


def test_mark_of_a_letter_begins_30_mm_below_the_edge() -> None:
    assert top_of_red(pdf.preview(papers.letter(), ppi=254)) == pytest.approx(30, abs=0.5)


def test_red_lines_of_a_letter_are_170_mm_wide() -> None:
    from PIL import Image

    picture = Image.open(io.BytesIO(pdf.preview(papers.letter(), ppi=254))).convert("RGB")
    widths = {}
    for y in range(picture.height):
        red = [x for x in range(picture.width) if is_red(picture.getpixel((x, y)))]
        if len(red) > 1500:
            widths[y] = (red[0], red[-1])
    (top, *_, bottom) = sorted(widths)

    assert set(widths.values()) == {(200, 1899)}
    assert bottom / 10 == pytest.approx(297 - 20 + 1.85, abs=0.5)
    assert top / 10 > 40


def is_red(pixel: Any) -> bool:
    return bool(pixel[0] > 150 and pixel[1] < 80 and pixel[2] < 80)


def top_of_red(png: bytes) -> float:
    """Millimetres from the upper edge to the first red pixel of a picture with 10 pixels per mm."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for y in range(picture.height):
        if any(is_red(picture.getpixel((x, y))) for x in range(0, picture.width, 2)):
            return y / 10
    raise AssertionError("nothing red on the page")


@needs_poppler
def test_every_font_is_embedded(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf.render(papers.minutes()))
    listed = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True).stdout.splitlines()[2:]

    assert len(listed) >= 3
    assert all(re.search(r"\byes yes yes\b", line) for line in listed), listed


def test_hostile_text_is_printed_not_run() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(papers.minutes(blocks=(Paragraph(papers.HOSTILE),)))))
    text = "".join(page.extract_text() for page in reader.pages).replace("\n", "").replace(" ", "")

    assert papers.HOSTILE.replace(" ", "") in text
    assert "root:x:0" not in text


def test_same_paper_gives_same_bytes() -> None:
    assert pdf.render(papers.minutes()) == pdf.render(papers.minutes())


@pytest.mark.parametrize(
    "paper", [papers.minutes(), papers.letter(), papers.notice(), papers.sheet()], ids=lambda p: p.kind
)
def test_every_kind_has_its_title_and_a4(paper: Paper) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(paper)))
    size = sorted(round(float(side) / MM) for side in reader.pages[0].mediabox[2:])

    assert reader.metadata is not None
    assert reader.metadata.title == settled(paper).title.replace("\n", "")
    assert size == [210, 297]


@needs_poppler
def test_a_signature_never_stands_alone_on_a_page(tmp_path: Path) -> None:
    for count in range(1, 24):
        paper = papers.notice(
            blocks=tuple(Paragraph(f"第{n}段正文") for n in range(count)), attachments=(), imprint=None
        )
        found = words(paper, tmp_path)
        (page,) = {word.page for word in found if "2026年8月20日" in word.text}
        assert [word for word in found if word.page == page and "正文" in word.text], count


# ---- fonts


def test_fallbacks_are_said_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    rendered = pdf.compose(papers.minutes())
    missing = [face for face in fonts.collection().faces.values() if not face.standard]

    assert len(rendered.notices) == len(missing)
    assert all(notice.startswith("字体回退：") for notice in rendered.notices)
    assert ("字体回退" in caplog.text) is bool(missing)


def test_without_any_chinese_font_a_sentence_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "coverage", lambda path, index=0: Coverage((0x20,), (0x7E,)))
    fonts._collection.cache_clear()
    try:
        with pytest.raises(fonts.FontsMissing, match="fonts-noto-cjk"):
            pdf.render(papers.minutes())
    finally:
        fonts._collection.cache_clear()


def test_a_character_without_glyph_is_refused_by_name() -> None:
    paper = Paper(kind=Kind.NOTICE, title="题", blocks=(Paragraph("王\U000323a0（演示）"),))

    with pytest.raises(fonts.GlyphsMissing, match=r"U\+323A0") as refused:
        pdf.render(paper)
    assert refused.value.characters == ["\U000323a0"]


def test_operator_folder_comes_first(tmp_path: Path, settings: Any) -> None:
    settings.PORTAL_FONT_DIR = str(tmp_path)
    body = fonts.collection().faces["body"]
    shutil.copy(body.path, tmp_path / "own.ttc")
    fonts._collection.cache_clear()
    found = fonts._collection(str(tmp_path)).fonts.fonts()

    assert any(font.path and Path(font.path).parent == tmp_path for font in found)
    fonts._collection.cache_clear()


def test_coverage_reads_what_the_font_can_draw() -> None:
    face = fonts.collection().faces["body"]

    assert face.coverage.missing("会议纪要〔2026〕\n 　") == []
    assert face.coverage.missing("会\U000323a0会\U000323a0") == ["\U000323a0"]


def test_coverage_of_no_font_is_empty(tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_bytes(b"no font at all")

    assert coverage(tmp_path / "x.ttf") == Coverage((), ())
    assert coverage(tmp_path / "none.ttf") == Coverage((), ())
