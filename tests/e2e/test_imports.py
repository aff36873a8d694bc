"""Imports in a real browser: every page clean in both widths and themes, and a list that comes in under the eyes."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from foundation.imports import services, tasks
from foundation.imports.models import Import
from tests.e2e.pages import Look, sign_in, watch
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.orgs import FederationFactory, UnitFactory
from tests.foundation.imports.conftest import UNIT_HEADINGS, take_back, take_in, try_out, upload
from tests.foundation.imports.files import workbook

ROWS: list[list[Any]] = [
    ["丰泽区总工会单位一览表（演示）"],
    UNIT_HEADINGS,
    ["BGS", "办公室（演示）", "区总工会部门", "ZGH", None],
    ["OLD", "组织部（演示）", "区总工会部门", "ZGH", "0595-12345678"],
    ["CWB", "财务部（演示）", "没有的类型", "ZGH", None],
    ["BGS", "办公室（演示）", "区总工会部门", "ZGH", None],
]


@pytest.fixture
def administrator(committing: str) -> Any:
    unit = FederationFactory(code="ZGH", name="丰泽区总工会（演示）")
    UnitFactory(code="OLD", name="组宣部（演示）", short_name="组宣部", parent=unit)
    return UserFactory(username="lin", display_name="林某某（演示）", unit=unit, roles=["system_admin"])


@pytest.mark.slow
def test_pages_of_imports_are_clean(portal: str, browser: Browser, administrator: Any, tmp_path: Any) -> None:
    fresh = upload(administrator, "units", ROWS[1:], name="待对照.xlsx")
    tried = try_out(upload(administrator, "units", ROWS, name="待确认.xlsx"), administrator)
    back = take_back(
        take_in(try_out(upload(administrator, "units", ROWS[:3]), administrator), administrator), administrator
    )
    running = try_out(upload(administrator, "units", ROWS[:4], name="导入中.xlsx"), administrator)
    services.commit(job=running, accepted=["new"], by=administrator)
    look = Look(browser, portal, cookies=sign_in(browser, portal, "lin", PASSWORD), shots=tmp_path)
    pages = {
        "/imports/": "imports",
        "/imports/upload/": "imports-upload",
        f"/imports/{fresh.reference}/map-columns/": "imports-mapping",
        f"/imports/{tried.reference}/": "imports-tried",
        f"/imports/{tried.reference}/commit/": "imports-commit",
        f"/imports/{tried.reference}/wrong-rows.xlsx": "imports-wrong",
        f"/imports/{running.reference}/progress/": "imports-progress",
        f"/imports/{back.reference}/": "imports-undone",
    }
    assert [problem for path, name in pages.items() for problem in look.at(path, name)] == []


@pytest.mark.slow
def test_a_list_comes_in_while_one_watches(portal: str, browser: Browser, administrator: Any, tmp_path: Any) -> None:
    file = tmp_path / "单位.xlsx"
    file.write_bytes(workbook(ROWS))
    context = Look(browser, portal, cookies=sign_in(browser, portal, "lin", PASSWORD)).context(1440, "light")
    page = context.new_page()
    errors = watch(page)
    page.goto("/imports/")
    page.get_by_role("link", name="上传表格").first.click()
    page.locator("input[name=kind][value=units]").check()
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="上传并读取").click()
    page.get_by_role("button", name="开始试算").click()
    expect(page.get_by_role("status").first).to_contain_text("试算中")
    job = Import.objects.get()

    tasks.work(job.pk)

    expect(page.get_by_role("link", name="确认导入")).to_be_visible()
    page.get_by_role("link", name="确认导入").click()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_role("status").first).to_contain_text("导入中")
    tasks.work(job.pk)
    expect(page.locator("#import-progress")).to_contain_text("已新增")
    context.close()
    assert errors == []
