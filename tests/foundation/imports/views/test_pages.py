"""The pages of imports: a clean file comes in with few steps, a bad one is refused with its sentence."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from foundation.accounts.models import User
from foundation.audit.models import AuditRow
from foundation.imports import services
from foundation.imports.models import Import
from foundation.orgs.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.orgs import UnitFactory
from tests.foundation.imports.conftest import UNIT_HEADINGS, carry_through, take_in, try_out, upload
from tests.foundation.imports.files import OLE, workbook

HTMX = {"HX-Request": "true", "HX-Target": "step"}
ROWS = [
    UNIT_HEADINGS,
    ["BGS", "办公室（演示）", "区总工会部门", "ZGH", None],
    ["OLD", "新名（演示）", "区总工会部门", "ZGH", "8765"],
    ["BAD", "=HYPERLINK(1)", "没有的类型", "ZGH", "+86"],
]


@pytest.fixture
def browser(administrator: User, client: Client) -> Client:
    client.force_login(administrator)
    UnitFactory(code="OLD", name="旧名（演示）", short_name="旧", parent=administrator.unit)
    return client


def as_text(sheet: Any) -> None:
    sheet["B4"].data_type = "s"


def send(browser: Client, content: bytes, unit: Unit, name: str = "单位.xlsx", kind: str = "units") -> Any:
    file = SimpleUploadedFile(name, content)
    return browser.post(reverse("imports:upload"), {"kind": kind, "unit": unit.pk, "file": file})


def page_of(browser: Client, verb: str, job: Import) -> str:
    response = browser.get(reverse(f"imports:{verb}", args=[job.reference]))
    assert response.status_code == 200
    return response.content.decode()


def test_a_clean_file_comes_in_with_five_requests_and_without_javascript(browser: Client, administrator: User) -> None:
    answer = send(browser, workbook(ROWS, as_text), administrator.unit)
    job = Import.objects.get()
    assert answer.headers["Location"] == reverse("imports:map_columns", args=[job.reference])
    page = page_of(browser, "map_columns", job)
    assert "A列 单位编码" in page
    assert "办公室（演示）" in page

    chosen = {"column_code": 0, "column_name": 1, "column_kind": 2, "column_parent": 3, "column_contact": 4}
    mapped = browser.post(
        reverse("imports:map_columns", args=[job.reference]), {**chosen, "sheet": 0, "header_row": 1, "version": 1}
    )
    assert mapped.headers["Location"] == job.get_absolute_url()
    assert "试算中" in page_of(browser, "detail", job)
    carry_through(job)
    page = page_of(browser, "detail", job)
    assert "将更新：全称、联系方式。" in page
    assert "旧名（演示）" in page
    job.refresh_from_db()
    assert "有误的1行和重复的0行不会导入" in page_of(browser, "commit", job)

    browser.post(
        reverse("imports:commit", args=[job.reference]), {"accepted": ["new", "changed"], "version": job.version}
    )

    assert carry_through(job).state == "applied"
    assert set(Unit.objects.values_list("code", "name")) >= {("BGS", "办公室（演示）"), ("OLD", "新名（演示）")}
    assert "已新增" in page_of(browser, "detail", job)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (OLE + b"\0" * 600, "单位.xls", "另存为 .xlsx"),
        (b"<html><table>", "单位.xls", "内容却是网页"),
        (b"", "空.csv", "空"),
        ("编码,名称\n".encode()[:-3], "x.csv", "末尾不完整"),
    ],
)
def test_a_file_that_cannot_be_read_has_its_sentence_and_changes_nothing(
    browser: Client, administrator: User, content: bytes, name: str, sentence: str
) -> None:
    answer = send(browser, content, administrator.unit, name)
    assert answer.status_code in (409, 422)
    assert sentence in answer.content.decode()
    assert not Import.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd.csv", "字" * 250 + ".csv", "a\u202ecsv.exe.csv"])
def test_names_of_files_are_only_text(browser: Client, administrator: User, name: str) -> None:
    assert send(browser, "编码,全称\nA,甲\n".encode(), administrator.unit, name).status_code == 302
    stored = Import.objects.get().file_name
    assert "/" not in stored
    assert "\u202e" not in stored
    assert len(stored) <= 120


def test_a_kind_without_the_right_is_not_offered(browser: Client, administrator: User) -> None:
    assert "用户：" not in browser.get(reverse("imports:upload")).content.decode()
    answer = send(browser, workbook([["账号"]]), administrator.unit, kind="people")
    assert answer.status_code == 422
    assert "请从列表中选择。" in answer.content.decode()


def test_others_find_no_page(administrator: User, client: Client) -> None:
    job = upload(administrator, "units", ROWS)
    for user in (UserFactory(unit=administrator.unit, roles=["security_admin"]), UserFactory(roles=["system_admin"])):
        client.force_login(user)
        assert client.get(job.get_absolute_url()).status_code == 404
        assert job.reference not in client.get(reverse("imports:queue")).content.decode()
    client.force_login(UserFactory(roles=["editor"]))
    assert client.get(reverse("imports:queue")).status_code == 404


def test_sheet_and_line_of_headings_can_be_chosen(browser: Client, administrator: User) -> None:
    job = upload(administrator, "units", [["没有标题的表"], ["甲", "乙"], ["A", "甲部门"]])
    assert job.header_row is None
    page = browser.get(reverse("imports:map_columns", args=[job.reference]), {"sheet": 0, "header_row": 2})
    assert "A列 甲" in page.content.decode()


def test_a_mapping_that_is_not_whole_is_shown_again(browser: Client, administrator: User) -> None:
    job = upload(administrator, "units", ROWS)
    url = reverse("imports:map_columns", args=[job.reference])
    answer = browser.post(url, {"column_name": 1, "column_kind": 1, "sheet": 0, "header_row": 1})
    assert answer.status_code == 422
    assert "请指定“编码”在哪一列。" in answer.content.decode()
    answer = browser.post(url, {"column_code": 1, "column_name": 1, "column_kind": 2, "sheet": 0, "header_row": 1})
    assert (answer.status_code, "同一列不能对应两项内容" in answer.content.decode()) == (422, True)
    answer = browser.post(url, {"column_code": 0, "column_name": 1, "column_kind": 2, "sheet": 9, "header_row": "x"})
    assert answer.status_code < 500


def test_a_stale_step_is_refused_and_htmx_gets_the_fragment(browser: Client, administrator: User) -> None:
    job = try_out(upload(administrator, "units", ROWS), administrator)
    url = reverse("imports:commit", args=[job.reference])
    answer = browser.post(url, {"accepted": ["new"], "version": 1}, headers=HTMX)
    assert answer.status_code == 409
    assert "刚刚被其他人改动过" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert "确认导入" in browser.get(url, headers=HTMX).content.decode()


def test_lines_are_filtered_by_verdict(browser: Client, administrator: User) -> None:
    job = try_out(upload(administrator, "units", ROWS), administrator)
    page = browser.get(job.get_absolute_url(), {"show": "wrong"}).content.decode()
    assert "没有的类型" in page
    assert "办公室（演示）" not in page
    assert browser.get(job.get_absolute_url(), {"show": "密码"}).status_code == 200


def test_progress_is_polled_and_the_page_read_anew_at_the_end(browser: Client, administrator: User) -> None:
    job = try_out(upload(administrator, "units", ROWS), administrator)
    services.commit(job=job, accepted=["new"], by=administrator)
    url = reverse("imports:progress", args=[job.reference])
    poll = {"HX-Request": "true", "HX-Target": "import-progress"}
    running = browser.get(url, headers=poll)
    assert "0/1" in running.content.decode()
    assert "HX-Refresh" not in running.headers
    carry_through(job)
    assert browser.get(url, headers=poll).headers["HX-Refresh"] == "true"


def test_wrong_lines_come_back_as_text_with_their_reason_and_go_in_again(browser: Client, administrator: User) -> None:
    send(browser, workbook(ROWS, as_text), administrator.unit)
    job = take_in(try_out(Import.objects.get(), administrator), administrator)
    url = reverse("imports:wrong_rows", args=[job.reference])
    assert "共1行" in browser.get(url).content.decode()

    content = browser.post(url).content

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        [*UNIT_HEADINGS, "原行号", "原因"],
        ["BAD", "=HYPERLINK(1)", "没有的类型", "ZGH", "+86", "4", job.lines.get(number=4).message],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    read = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert read[1][1] == "=HYPERLINK(1)"
    assert AuditRow.objects.get(event="import.wrong_rows_downloaded").facts == {"lines": 1}
    sheet["C2"] = "区总工会部门"
    mended = io.BytesIO()
    sheet.parent.save(mended)
    assert send(browser, mended.getvalue(), administrator.unit, "改好.xlsx").status_code == 302
    again = try_out(Import.objects.exclude(pk=job.pk).get(), administrator)
    assert again.lines.tally()["new"] == 1


def test_undo_shows_three_counts(browser: Client, administrator: User) -> None:
    job = take_in(try_out(upload(administrator, "units", ROWS), administrator), administrator)
    browser.post(reverse("imports:undo", args=[job.reference]), {"version": job.version})
    carry_through(job)
    page = page_of(browser, "detail", job)
    assert all(word in page for word in ("已恢复", "保留（后来改过）", "无法恢复"))
    assert not Unit.objects.filter(code="BGS").exists()
