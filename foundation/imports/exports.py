"""Lines that were not taken in, back to whoever filled in the table."""

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from foundation.imports.models import Import, ImportRow

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wrong_rows(job: Import, headings: Sequence[str], rows: Sequence[ImportRow]) -> bytes:
    """The raw lines under their own headings, after them the line's number and the reason: mended, it comes in again.

    Every cell is text, whatever it begins with: nothing in it is ever calculated.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("有误的行"))
    sheet.append(_texts(sheet, [*headings, _("原行号"), _("原因")]))
    for row in rows:
        cells = row.cells
        raw = [*cells, *[""] * (len(headings) - len(cells))]
        sheet.append(_texts(sheet, [*raw, str(row.number), row.message]))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _texts(sheet: WriteOnlyWorksheet, values: Sequence[str]) -> list[WriteOnlyCell]:
    return [_text(sheet, value) for value in values]


def _text(sheet: WriteOnlyWorksheet, value: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    return cell
