"""Real files, made in the test by openpyxl and zipfile."""

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook(rows: Iterable[Iterable[Any]], change: Callable[[Any], None] | None = None) -> bytes:
    """An .xlsx of one sheet; `change` may still do something to that sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    return saved(book)


def repacked(content: bytes, **changed: Any) -> bytes:
    """The package with parts replaced (`xl/workbook.xml` by keyword with __ for / and _ for .) or added."""
    parts = {name.replace("__", "/"): value for name, value in changed.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, value in parts.items():
            new.writestr(name, value)
    return stream.getvalue()


def package(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, value in parts.items():
            new.writestr(name.replace("__", "/"), value)
    return stream.getvalue()
