"""What an .xlsx says of itself, checked before it is unpacked (quality §5).

A 630 kB file can take 1.6 GB, one of 1.5 kB can declare 17 billion cells. The central directory is read first; then every
part is streamed once through Python's zipfile, which never yields more than was declared and checks each CRC, and the
addresses of cells are looked at. Only then a reader that keeps whole sheets in memory may open the file.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.imports.reading.book import (
    LARGEST_UNPACKED,
    MEGABYTE,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_LINES,
    MOST_PARTS,
    Unreadable,
)

CHUNK = 256 * 1024
OVERLAP = 4096
HIGHEST_RATIO = 400  # 60,000 formatted blank lines shrink to 1/100, a bomb to 1/1000
SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
TAG = re.compile(rb"<(?:\w+:)?(row|c|col)\b([^>]*)>")
ROW_NUMBER = re.compile(rb"\br=[\"'](\d+)[\"']")
ADDRESS = re.compile(rb"\br=[\"']([A-Za-z]{1,4})(\d+)[\"']")
HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
BAD_ZIP = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


@dataclass(slots=True)
class Extent:
    """How far the cells of a sheet reach, and how much of it is hidden."""

    rows: int = 0
    columns: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    _row: int = 0
    _column: int = 0

    def see(self, text: bytes) -> None:
        """Take in a piece of the sheet's XML that ends between two tags."""
        for found in TAG.finditer(text):
            tag, attributes = found.groups()
            if tag == b"row":
                number = ROW_NUMBER.search(attributes)
                self._row = int(number[1][:9]) if number else self._row + 1
                self._column = 0
                self.hidden_rows += bool(HIDDEN.search(attributes))
            elif tag == b"col":
                self.hidden_columns += bool(HIDDEN.search(attributes))
            else:
                self._see_cell(attributes, empty=attributes.endswith(b"/"))

    def _see_cell(self, attributes: bytes, *, empty: bool) -> None:
        address = ADDRESS.search(attributes)
        if address:
            self._column = _number_of(address[1])
            self._row = int(address[2][:9])
        else:
            self._column += 1
        if not empty:
            self.rows = max(self.rows, self._row)
            self.columns = max(self.columns, self._column)


def check_package(content: bytes) -> Extent:
    """Refuse what must not be unpacked. After: the file is a sound .xlsx of bounded size; what is hidden is told.

    Errors: `Unreadable` for a damaged or encrypted package, too many or too large parts, a bomb, macros, another kind of
    package, document type declarations, cells too far away.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _check_directory(parts, len(content))
            _check_kind({part.filename for part in parts}, package)
            return _check_parts(package, parts)
    except BAD_ZIP as error:
        raise Unreadable(_("文件已损坏，无法打开，请重新保存或重新下载后再上传。")) from error


def _check_directory(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
        raise Unreadable(_("文件解压后过大，不予读取，请只保留需要导入的工作表。"))
    if unpacked > MEGABYTE and unpacked > HIGHEST_RATIO * size:
        raise Unreadable(_("文件的压缩比异常，不予读取，请用 Excel 或 WPS 重新保存。"))
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable(_("文件设有打开密码，请取消密码后重新上传。"))


def _check_kind(names: set[str], package: zipfile.ZipFile) -> None:
    lower = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") for name in lower):
        raise Unreadable(_("文件含有宏（.xlsm），请另存为不含宏的 .xlsx 后上传。"))
    if "xl/workbook.bin" in lower:
        raise Unreadable(_("这是 .xlsb 文件，请用 Excel 打开，另存为 .xlsx 后上传。"))
    if "mimetype" in names and b"opendocument" in package.read("mimetype")[:100]:
        raise Unreadable(_("这是 .ods 文件，请另存为 .xlsx 后上传。"))
    if "xl/workbook.xml" not in lower:
        raise Unreadable(_("这不是表格文件，请上传 .xlsx 或 .csv。"))


def _check_parts(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Extent:
    """Stream every part; the extents of all sheets are judged one by one, what is hidden is added up."""
    total = Extent()
    for part in parts:
        sheet = Extent() if SHEET.match(part.filename) else None
        markup = part.filename.lower().endswith((".xml", ".rels", ".vml"))
        for piece in _pieces(package, part):
            if markup and b"<!DOCTYPE" in piece.upper():
                raise Unreadable(_("文件内含有外部引用，不予读取，请用 Excel 或 WPS 重新保存。"))
            if sheet is not None:
                sheet.see(piece)
                _check_extent(sheet)
        if sheet is not None:
            total.hidden_rows += sheet.hidden_rows
            total.hidden_columns += sheet.hidden_columns
    return total


def _check_extent(sheet: Extent) -> None:
    if sheet.columns > MOST_COLUMNS:
        raise Unreadable(_("表格超过%(limit)s列，请删去右侧多余的列后上传。") % {"limit": MOST_COLUMNS})
    if sheet.rows > 20 * MOST_LINES or sheet.rows * sheet.columns > MOST_CELLS:
        raise Unreadable(_("表格下方很远处还有内容，范围过大，请删去多余的行后上传。"))


def _pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces cut after a tag, so that no tag is seen in halves; the CRC is checked at its end."""
    rest = b""
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            text = rest + chunk
            cut = text.rfind(b">") + 1
            if not cut and len(text) > 4 * CHUNK:
                cut = len(text) - OVERLAP
            rest = text[cut:]
            yield text[:cut]
    yield rest


def _number_of(letters: bytes) -> int:
    """A → 1, XFD → 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
