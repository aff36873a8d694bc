"""Files as offices send them: what is read, and the sentence for what is not (quality §6)."""

import datetime as dt
import time
import tracemalloc
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from foundation.imports.reading import Unreadable, find_header, fold, read
from tests.foundation.imports.files import OLE, package, repacked, saved, workbook

HEADINGS = ["单位编码", "全称"]
GOOD = workbook([HEADINGS, ["ZGH", "区总工会"]])
SHEET = "xl/worksheets/sheet1.xml"


def cells(content: bytes, name: str = "单位.xlsx") -> list[tuple[str, ...]]:
    return [line.cells for line in read(content, name=name).sheets[0].lines]


def far_away() -> bytes:
    """1.5 kB that declare 17 billion cells."""
    body = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    return repacked(GOOD, **{SHEET: body})


def bomb() -> bytes:
    return repacked(GOOD, **{"xl/media/a.bin": b"\0" * 200_000_000})


def bad_crc() -> bytes:
    content = bytearray(GOOD)
    place = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 20
    content[place] ^= 0xFF
    return bytes(content)


def merged_over_and_over() -> bytes:
    """A few kB that ask for 200 million writes."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="J{n}"><v>1</v></c></row>' for n in range(1, 2001))
    merges = '<mergeCell ref="A1:J2000"/>' * 10_000
    body = f"<sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells>"
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return repacked(GOOD, **{SHEET: f'<worksheet xmlns="{space}">{body}</worksheet>'.encode()})


REFUSED = {
    "empty": (b"", "文件是空的"),
    "too large": (b"x" * (20 * 1024 * 1024 + 1), "超过20 MB"),
    "bomb": (bomb, "解压后过大"),
    "ratio": (lambda: repacked(GOOD, **{"xl/media/a.bin": b"\0" * 60_000_000}), "压缩比异常"),
    "17 billion cells": (far_away, "200列"),
    "far below": (
        lambda: repacked(GOOD, **{SHEET: b'<worksheet><sheetData><row><c r="Z1048576"><v>1</v></c></row></sheetData></worksheet>'}),
        "范围过大",
    ),
    "cut package": (GOOD[: len(GOOD) // 2], "已损坏"),
    "bad CRC": (bad_crc, "已损坏"),
    "not a workbook": (package(**{"word/document.xml": b"<w/>"}), "这不是表格文件"),
    "broken workbook": (package(**{"xl/workbook.xml": b"<workbook"}), "已损坏"),
    "XXE": (lambda: repacked(GOOD, **{SHEET: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet/>'}), "外部引用"),
    "macros": (repacked(GOOD, **{"xl/vbaProject.bin": b"x"}), "含有宏"),
    "xlsb": (package(**{"xl/workbook.bin": b"x"}), ".xlsb"),
    "ods": (package(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
    "xls": (OLE + b"\0" * 512 + "Workbook".encode("utf-16-le"), "另存为 .xlsx"),
    "password": (OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    "html as xls": (b"\r\n<html xmlns:x='excel'><table><tr><td>1</td></tr></table></html>", "内容却是网页"),
    "html, UTF-16": ("\ufeff<html><table>".encode("utf-16-le"), "内容却是网页"),
    "xml sheet": (b"<?xml version='1.0'?><Workbook/>", "XML"),
    "pdf": (b"%PDF-1.7\n", "不是表格文件"),
    "blank sheets": (workbook([]), "没有内容"),
    "UTF-8, cut": ("编码,名称\n1,区总工会".encode()[:-1], "末尾不完整"),
    "UTF-16, cut": (b"\xff\xfe" + "编码,名称\n".encode("utf-16-le") + b"\x31", "末尾不完整"),
    "GB18030, cut": ("编码,名称\n1,区总工会".encode("gb18030")[:-1], "末尾不完整"),
    "NUL": ("编码,名称\n1,区总\0工会".encode(), "空字符"),
    "mixed bytes": ("编码,名称\n".encode("gb18030") + b"\xff\xff\xff" + "区".encode(), "文字编码"),
    "open quote": ('a,b\n"' + "x" * 140_000, "引号"),
    "too many columns": (",".join("x" * 201), "200列"),
    "too many lines": ("a,b\n" * 50_001, "超过50000行"),
    "nothing but line ends": ("\n" * 5_000_000, "空行过多"),
    "merged over and over": (merged_over_and_over, "合并的单元格过多"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_read_has_a_sentence(case: str) -> None:
    made, sentence = REFUSED[case]
    content: Any = made() if callable(made) else made
    content = content.encode() if isinstance(content, str) else content
    began = time.process_time()

    with pytest.raises(Unreadable, match=sentence):
        read(content, name="单位.xlsx")

    assert time.process_time() - began < 2


def test_a_giant_sheet_is_refused_before_it_takes_memory() -> None:
    content = far_away()
    assert len(content) < 8_000
    tracemalloc.start()
    with pytest.raises(Unreadable):
        read(content, name="x.xlsx")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


TEXT = "编码,名称\nZGH,丰泽区总工会（演示）\nA1,㐀𠮷·阿依古丽\n"
PLAIN = "编码,名称\r\nZGH,丰泽区总工会\r\nBGS,办公室\r\n"
ENCODED = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with mark": TEXT.encode("utf-8-sig"),
    "UTF-16 LE with mark": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "UTF-16 BE with mark": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "UTF-16 LE": TEXT.encode("utf-16-le"),
    "UTF-16 BE": TEXT.encode("utf-16-be"),
    "GB18030, four bytes": TEXT.encode("gb18030"),
}


@pytest.mark.parametrize("case", ENCODED)
def test_every_chinese_encoding_is_read(case: str) -> None:
    assert cells(ENCODED[case], "单位.csv") == [tuple(line.split(",")) for line in TEXT.splitlines()]


def test_gbk_and_big5_are_told_apart() -> None:
    assert cells(PLAIN.encode("gbk"))[1] == ("ZGH", "丰泽区总工会")
    traditional = "編碼,名稱\r\nZGH,豐澤區總工會\r\nBGS,辦公室\r\n"
    assert cells(traditional.encode("big5"))[1] == ("ZGH", "豐澤區總工會")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = f"单位名称{delimiter}职务{delimiter}姓名\n办公室{delimiter}主任{delimiter}陈某某（演示）\n"
    assert cells(text.encode(), "职务.txt")[1] == ("办公室", "主任", "陈某某（演示）")


def test_quoted_cells_keep_delimiters_and_line_ends() -> None:
    assert cells('a,b\n"甲,乙","上\n下"\n'.encode())[1] == ("甲,乙", "上\n下")


def test_numbers_and_dates_are_what_a_person_saw() -> None:
    afternoon = dt.datetime(2026, 11, 22, 15, 5)  # noqa: DTZ001 - cells know no time zone
    row = [12345678901, 350503190001011, 350503190001011234, 3.50503190001011e17, 3.5, True,
           dt.date(2026, 11, 22), afternoon, dt.time(9, 30), "007", "=1+1"]  # fmt: skip
    assert cells(workbook([row]))[0] == (
        "12345678901", "350503190001011", "3.50503190001011E+17", "3.50503190001011E+17", "3.5", "TRUE",
        "2026-11-22", "2026-11-22 15:05", "09:30", "007",
    )  # fmt: skip


def test_text_that_begins_with_an_equals_sign_stays_text() -> None:
    def as_text(sheet: Any) -> None:
        sheet["A1"].value = "=HYPERLINK(1)"
        sheet["A1"].data_type = "s"

    assert cells(workbook([["x"]], as_text)) == [("=HYPERLINK(1)",)]


def test_dates_of_the_1904_system_are_the_same_days() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = dt.date(2026, 11, 22)
    assert cells(saved(book)) == [("2026-11-22",)]


def test_merged_cells_are_filled_and_told() -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A2:A3")

    sheet = read(workbook([["部门", "姓名"], ["办公室", "甲"], [None, "乙"]], merge), name="x.xlsx").sheets[0]
    assert [line.cells for line in sheet.lines] == [("部门", "姓名"), ("办公室", "甲"), ("办公室", "乙")]
    assert "合并" in sheet.notes[0]


def test_hidden_sheets_are_left_out_and_hidden_lines_told() -> None:
    book = openpyxl.Workbook()
    book.active.append(["编码"])
    book.active.append(["A"])
    book.active.row_dimensions[2].hidden = True
    book.create_sheet("底稿").append(["不要"])
    book["底稿"].sheet_state = "hidden"
    read_book = read(saved(book), name="x.xlsx")
    assert [sheet.name for sheet in read_book.sheets] == ["Sheet"]
    assert read_book.notes == ("有1个隐藏的工作表，没有读取。", "有1行是隐藏的，已一并读入，请核对。")


def test_several_sheets_keep_order_and_blank_ones_are_left_out() -> None:
    book = openpyxl.Workbook()
    book.active.title = "空"
    book.create_sheet("街道").append(["甲"])
    book.create_sheet("部门").append(["乙"])
    assert [sheet.name for sheet in read(saved(book), name="x.xlsx").sheets] == ["街道", "部门"]


def test_sixty_thousand_formatted_blank_lines_are_no_lines() -> None:
    def format_them(sheet: Any) -> None:
        for number in range(3, 60_000):
            sheet.cell(number, 1).number_format = "@"

    content = workbook([HEADINGS, ["A", "甲"]], format_them)
    began = time.process_time()
    assert len(cells(content)) == 2
    assert time.process_time() - began < 2


def test_a_table_that_begins_far_from_the_corner_keeps_its_places() -> None:
    def write(sheet: Any) -> None:
        sheet["C4"], sheet["D6"] = "编码", "甲"

    lines = read(workbook([], write), name="x.xlsx").sheets[0].lines
    assert [(line.number, line.cells) for line in lines] == [(4, ("", "", "编码")), (6, ("", "", "", "甲"))]


def test_lines_keep_the_number_the_spreadsheet_shows() -> None:
    lines = read(workbook([["标题"], [], HEADINGS, [], ["A", "甲"]]), name="x.xlsx").sheets[0].lines
    assert [line.number for line in lines] == [1, 3, 5]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HEADINGS, ["A", "甲"]], 1),
        ([["丰泽区单位一览表"], ["填表日期：2026年11月"], ["单位编码 *", "全 称"], ["A", "甲"]], 3),
        ([["单位编码", "联系"], ["单位编码", "全称\n（盖章）"], ["A", "甲"]], 1),
        ([["A", "甲"], ["B", "乙"]], None),
    ],
)  # fmt: skip
def test_the_line_of_headings_is_found(rows: list[list[str]], expected: int | None) -> None:
    lines = read(workbook(rows), name="x.xlsx").sheets[0].lines
    assert find_header(lines, {fold(word) for word in HEADINGS}) == expected


def test_headings_are_compared_without_what_people_add() -> None:
    assert fold(" ＊电子\u200b 邮箱\n（Ｅ-mail）：") == "电子邮箱email"
