"""Tables as text, in whatever encoding an office program wrote them."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from foundation.imports.reading.book import LONGEST_CELL, MOST_COLUMNS, MOST_LINES, Book, Sheet, Unreadable
from foundation.imports.reading.sheets import lines_of

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DELIMITERS = (",", "\t", ";", "|", "，")
SAMPLE = 64 * 1024


def read_text(content: bytes, *, name: str) -> Book:
    """The one sheet of a text file, called like the file. Errors: `Unreadable`."""
    text = decode(content)
    if "\0" in text:
        raise Unreadable(_("文件里有无法识别的空字符，请用 Excel 或 WPS 另存为 .xlsx 后上传。"))
    if text.count("\n") > 20 * MOST_LINES:
        raise Unreadable(_("文件里的空行过多，请只保留需要导入的行。"))
    try:
        lines = tuple(lines_of(_rows(text, find_delimiter(text))))
    except csv.Error as error:
        raise Unreadable(_unpaired()) from error
    return Book((Sheet(name.rpartition(".")[0] or name, lines),) if lines else ())


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """One row at a time; blank ones are not kept."""
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        if any(len(cell) > 20 * LONGEST_CELL for cell in row):
            raise Unreadable(_unpaired())
        if len(row) > MOST_COLUMNS:
            raise Unreadable(_("表格超过%(limit)s列，请删去右侧多余的列后上传。") % {"limit": MOST_COLUMNS})
        yield row


def _unpaired() -> str:
    return _("文件里的引号或换行不成对，无法分列，请另存为 .xlsx 后上传。")


def decode(content: bytes) -> str:
    """The text, by its byte order mark, else by trying: UTF-16 by its zero bytes, UTF-8, then GB18030 or Big5.

    Errors: `Unreadable` for cut or mixed bytes.
    """
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding)
    if encoding := _utf16_without_mark(content):
        return _strict(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(content) - 3 and error.reason == "unexpected end of data" and error.start > 0:
            raise Unreadable(_cut()) from error
    found = {encoding: text for encoding in ("gb18030", "big5hkscs") if (text := _decoded(content, encoding))}
    if not found:
        if _decoded(content[:-1], "gb18030") or _decoded(content[:-1], "big5hkscs"):
            raise Unreadable(_cut())
        raise Unreadable(_("无法识别文件的文字编码，请用 Excel 或 WPS 另存为 .xlsx 后上传。"))
    return found[max(found, key=lambda encoding: _likeness(found[encoding][:SAMPLE], encoding))]


def _cut() -> str:
    return _("文件末尾不完整，可能没有下载完，请重新获取后上传。")


def _strict(content: bytes, encoding: str) -> str:
    text = _decoded(content, encoding)
    if text is None:
        raise Unreadable(_cut())
    return text


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(content: bytes) -> str:
    """Commas, digits and line ends have a zero byte on one side; text in one-byte encodings has none."""
    sample = content[:SAMPLE]
    if len(content) % 2 or not sample:
        sample = sample[: len(sample) // 2 * 2]
    low, high = sample[1::2].count(0), sample[0::2].count(0)
    lines = max(1, len(sample) // 200)
    if low > high and low >= lines and b"\n\0" in sample:
        return "utf-16-le"
    if high > low and high >= lines and b"\0\n" in sample:
        return "utf-16-be"
    return ""


def _likeness(text: str, encoding: str) -> float:
    """How much of the text are everyday hanzi of the standard it was read by: wrong readings yield rare ones."""
    if encoding == "gb18030":
        return _everyday(text, "gb2312", 0xB0, 0xD7) + 0.001  # most files here are; equal means no hanzi at all
    return _everyday(text, "big5", 0xA4, 0xC6)


def _everyday(text: str, encoding: str, first: int, last: int) -> float:
    foreign = [character for character in text if ord(character) > 0x7F]
    common = 0
    for character in foreign:
        try:
            code = character.encode(encoding)
        except UnicodeEncodeError:
            continue
        common += len(code) == 2 and (first <= code[0] <= last or character in "，。、；：（）《》“”")
    return common / len(foreign) if foreign else 1.0


def find_delimiter(text: str) -> str:
    """The sign that cuts most of the first lines into the same number of columns; a comma when none does."""
    sample = text[:SAMPLE].splitlines()[:50]
    best, score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if row)
        except csv.Error:
            continue
        wide = {width: times for width, times in widths.items() if width > 1}
        if not wide:
            continue
        width, times = max(wide.items(), key=lambda pair: (pair[1], pair[0]))
        if (times / len(sample), width) > score:
            best, score = delimiter, (times / len(sample), width)
    return best
