"""The one way in: what a file is, is seen from its content; each kind that is not taken has its sentence."""

from django.utils.translation import gettext as _

from foundation.imports.reading.book import LARGEST_FILE, MEGABYTE, Book, Unreadable
from foundation.imports.reading.packages import check_package
from foundation.imports.reading.sheets import read_workbook
from foundation.imports.reading.text import read_text

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RICH = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")


def read(content: bytes, *, name: str) -> Book:
    """The sheets of an .xlsx, or the one sheet of a .csv or .txt in any Chinese encoding.

    Everything that could cost memory is checked before anything is unpacked.
    Errors: `Unreadable` with a sentence; never another exception for whatever the bytes are.
    """
    if not content:
        raise Unreadable(_("文件是空的，请重新选择。"))
    if len(content) > LARGEST_FILE:
        raise Unreadable(_("文件超过%(limit)s MB，请拆分后分批导入。") % {"limit": LARGEST_FILE // MEGABYTE})
    if content.startswith((ZIP, b"PK\x05\x06")):
        hidden = check_package(content)
        return _something(read_workbook(content, hidden))
    if content.startswith(OLE):
        raise Unreadable(_ole_sentence(content))
    if content.startswith(RICH):
        raise Unreadable(_("这不是表格文件，请上传 .xlsx 或 .csv。"))
    _refuse_markup(content)
    return _something(read_text(content, name=name))


def _ole_sentence(content: bytes) -> str:
    """An encrypted .xlsx is stored in the container old .xls files use."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _("文件设有打开密码，请取消密码后重新上传。")
    return _("这是旧版 .xls（或 .et）文件，请用 Excel 或 WPS 打开，另存为 .xlsx 后上传。")


def _refuse_markup(content: bytes) -> None:
    """Many systems hand out a web page or an XML sheet under the name .xls."""
    head = content[:2048].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style")):
        raise Unreadable(_("文件名虽是表格，内容却是网页，请用 Excel 或 WPS 打开，另存为 .xlsx 后上传。"))
    if head.startswith(b"<?xml"):
        raise Unreadable(_("这是 XML 格式的表格，请用 Excel 或 WPS 打开，另存为 .xlsx 后上传。"))


def _something(book: Book) -> Book:
    if not book.sheets:
        raise Unreadable(_("文件里没有内容，请确认上传的是填好的表。"))
    return book
