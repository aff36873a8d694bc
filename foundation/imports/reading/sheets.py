"""Cells of a workbook as the text a person saw."""

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from foundation.imports.reading.book import LONGEST_CELL, MOST_CELLS, MOST_LINES, Book, Line, Sheet, Unreadable
from foundation.imports.reading.packages import Extent

EXACT = 10**15
"""A number in a cell keeps 15 digits; the last ones of an identity number typed as a number are lost."""


def read_workbook(content: bytes, hidden: Extent) -> Book:
    """Every visible sheet that holds something; merged cells say in each of their places what the first one says."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            visible = [
                meta.name
                for meta in workbook.sheets_metadata
                if meta.visible is SheetVisibleEnum.Visible and meta.typ is SheetTypeEnum.WorkSheet
            ]
            unseen = len(workbook.sheets_metadata) - len(visible)
            sheets = [_sheet(workbook.get_sheet_by_name(name), name) for name in visible]
    except PasswordError as error:
        raise Unreadable(_("文件设有打开密码，请取消密码后重新上传。")) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise Unreadable(_("文件已损坏，无法打开，请重新保存或重新下载后再上传。")) from error
    return Book(tuple(sheet for sheet in sheets if sheet.lines), tuple(_notes(hidden, unseen)))


def _notes(hidden: Extent, sheets: int) -> Iterable[str]:
    if sheets:
        yield _("有%(count)s个隐藏的工作表，没有读取。") % {"count": sheets}
    if hidden.hidden_rows:
        yield _("有%(count)s行是隐藏的，已一并读入，请核对。") % {"count": hidden.hidden_rows}
    if hidden.hidden_columns:
        yield _("有隐藏的列，已一并读入，请核对。")


def _sheet(sheet: Any, name: str) -> Sheet:
    blank = [""] * (sheet.start[1] if sheet.start else 0)  # columns before the first one that holds something
    rows: list[list[str]] = [[*blank, *map(text_of, row)] for row in sheet.iter_rows()]
    merged = sheet.merged_cell_ranges or []
    filled = 0
    for (top, left), (bottom, right) in merged:
        filled += _fill(rows, top, left, bottom, right)
        if filled > MOST_CELLS:
            raise Unreadable(_("合并的单元格过多，请取消合并后上传。"))
    lines = tuple(lines_of(rows))
    notes = (_("有合并的单元格，已按首格内容补齐。"),) if merged and lines else ()
    return Sheet(name, lines, notes)


def _fill(rows: list[list[str]], top: int, left: int, bottom: int, right: int) -> int:
    """Say in each place what the first one says; how many places that were."""
    if top >= len(rows) or left >= len(rows[top]):
        return 0
    first, filled = rows[top][left], 0
    for row in rows[top : bottom + 1]:
        width = len(row[left : right + 1])
        row[left : right + 1] = [first] * width
        filled += width
    return filled


def lines_of(rows: Iterable[list[str]]) -> Iterable[Line]:
    """Lines that hold something, numbered as the spreadsheet does; blank cells at their end are cut."""
    count = cells = 0
    for number, row in enumerate(rows, 1):
        end = next((place for place in range(len(row), 0, -1) if row[place - 1].strip()), 0)
        if not end:
            continue
        count, cells = count + 1, cells + end
        if count > MOST_LINES or cells > MOST_CELLS:
            raise Unreadable(_("一个工作表超过%(limit)s行或内容过多，请拆分后分批导入。") % {"limit": MOST_LINES})
        yield Line(number, tuple(cell[:LONGEST_CELL] for cell in row[:end]))


def text_of(value: Any) -> str:
    """A typed cell as a person saw it: 12 and not 12.0, 2026-11-22, 3.50503190001011E+17 where digits were lost."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return "" if value is None else str(value)


def _number(value: float) -> str:
    if abs(value) >= EXACT:
        return f"{value:.14E}"
    if value == int(value):
        return str(int(value))
    return repr(value)
