"""The numbers of GB/T 9704-2012 (公文格式), in one place for DOCX and PDF.

Lengths are millimetres where the standard gives millimetres and points where it gives type sizes. Derived values:
the 225 mm text area holds 22 lines, 637.80 pt / 22 = 28.99 pt, taken as 28.95 pt (579 twips) so that line 22 never
spills; 156 mm hold 28 characters, 442.20 pt / 28 = 15.793 pt, a 16 pt glyph therefore gets -0.207 pt of spacing.
"""

from __future__ import annotations

from typing import Final

PAGE_WIDTH_MM: Final = 210.0
PAGE_HEIGHT_MM: Final = 297.0
MARGIN_TOP_MM: Final = 37.0  # 天头
MARGIN_LEFT_MM: Final = 28.0  # 订口
MARGIN_RIGHT_MM: Final = 26.0
MARGIN_BOTTOM_MM: Final = 35.0
MARGINS_TWIPS: Final = (2098, 1474, 1984, 1588)  # the four above; the left one rounded up, so that 8844 twips remain
TEXT_WIDTH_MM: Final = 156.0  # 版心
TEXT_HEIGHT_MM: Final = 225.0

LINES_PER_PAGE: Final = 22
CHARACTERS_PER_LINE: Final = 28
LINE_PITCH_PT: Final = 28.95
LINE_PITCH_TWIPS: Final = 579
CHARACTER_PITCH_PT: Final = TEXT_WIDTH_MM * 72 / 25.4 / CHARACTERS_PER_LINE
CHARACTER_SPACE: Final = -848  # w:docGrid/@w:charSpace, 1/4096 pt: -0.207 pt

SIZE_2_PT: Final = 22.0  # 二号: titles
SIZE_3_PT: Final = 16.0  # 三号: everything not said otherwise
SIZE_4_PT: Final = 14.0  # 四号: page numbers, 版记
SIZE_TABLE_PT: Final = 12.0  # 小四: inside tables, where the standard is silent
MARK_MAX_PT: Final = 56.0  # 发文机关标志: the standard leaves the size open, "醒目、美观、庄重"

MARK_BELOW_TEXT_TOP_MM: Final = 35.0  # top edge of the 标志 below the top of the text area
RED_LINE_BELOW_NUMBER_MM: Final = 4.0
RED_LINE_MM: Final = 0.5
RED: Final = "D7000F"
IMPRINT_OUTER_LINE_MM: Final = 0.35  # first and last line of the 版记
IMPRINT_INNER_LINE_MM: Final = 0.25
FOLIO_BELOW_TEXT_MM: Final = 7.0  # the dash of the page number below the text area

LETTER_MARK_FROM_EDGE_MM: Final = 30.0
LETTER_LINE_BELOW_MARK_MM: Final = 4.0
LETTER_LINE_FROM_BOTTOM_MM: Final = 20.0
LETTER_LINE_WIDTH_MM: Final = 170.0

TWIPS_PER_MM: Final = 1440 / 25.4
PT_PER_MM: Final = 72 / 25.4


def twips(millimetres: float) -> int:
    """Length in twentieths of a point, rounded, as WordprocessingML wants it."""
    return round(millimetres * TWIPS_PER_MM)


def mark_size(text: str, widest_mm: float = TEXT_WIDTH_MM) -> float:
    """Type size in points at which a line of the 标志 fits the given width, at most `MARK_MAX_PT`.

    A full-width character counts 1 em, anything else half; one character of air is left on both sides together.
    """
    ems = sum(1.0 if ord(character) > 0x2E7F else 0.5 for character in text) or 1.0
    return round(min(MARK_MAX_PT, widest_mm * PT_PER_MM / (ems + 1.0)), 1)


def mark_sizes(lines: tuple[str, ...]) -> list[float]:
    """Sizes for all lines of a 标志: the last as large as fits, joint issuers above it at half its size at most."""
    main = mark_size(lines[-1]) if lines else 0.0
    return [min(mark_size(line), round(main / 2, 1)) for line in lines[:-1]] + [main] * bool(lines)
