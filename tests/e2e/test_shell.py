"""The shell in a real browser: what its script adds, what works without it, what it weighs."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, Response, expect

from tests.e2e.pages import Look, sign_in, watch
from tests.factories.accounts import PASSWORD, UserFactory

OPEN_PAGES = [("/accounts/login/", "login"), ("/accounts/password/reset/", "reset"), ("/accounts/signup/", "signup")]
OWN_PAGES = [
    ("/menu/", "menu"),
    ("/accounts/password/change/", "password"),
    ("/accounts/2fa/", "second-step"),
    ("/accounts/sessions/", "devices"),
    ("/accounts/logout/", "sign-out"),
]
ADMIN_PAGES = [("/admin/", "admin"), ("/admin/orgs/unit/", "admin-list"), ("/admin/orgs/unit/add/", "admin-form")]


@pytest.fixture
def cookies(portal: str, browser: Browser) -> list[dict[str, Any]]:
    UserFactory(username="li", display_name="李某（演示）")
    return sign_in(browser, portal, "li", PASSWORD)


@pytest.fixture
def page(portal: str, browser: Browser, cookies: list[dict[str, Any]]) -> Iterator[Page]:
    """The menu page of someone signed in, on a wide screen; no error may have appeared when the test is over."""
    context = Look(browser, portal, cookies=cookies).context(1440, "light")
    opened = context.new_page()
    errors = watch(opened)
    opened.goto("/menu/")
    yield opened
    context.close()
    answered = ("Failed to load resource", "Response Status Error Code")  # statuses the tests ask for
    assert [error for error in errors if not any(words in error for words in answered)] == []


@pytest.mark.slow
def test_pages_before_sign_in_are_clean(portal: str, browser: Browser) -> None:
    look = Look(browser, portal)
    assert [problem for path, name in OPEN_PAGES for problem in look.at(path, name)] == []


@pytest.mark.slow
def test_pages_of_ones_own_are_clean(portal: str, browser: Browser, cookies: list[dict[str, Any]]) -> None:
    look = Look(browser, portal, cookies=cookies)
    problems = [problem for path, name in OWN_PAGES for problem in look.at(path, name)]
    assert problems + look.at("/nowhere/", "not-found", status=404) == []


@pytest.mark.slow
def test_admin_is_clean_under_the_strict_policy(portal: str, browser: Browser) -> None:
    UserFactory(username="lin", roles=["system_admin"])
    look = Look(browser, portal, cookies=sign_in(browser, portal, "lin", PASSWORD))
    assert [problem for path, name in ADMIN_PAGES for problem in look.at(path, name)] == []


@pytest.mark.parametrize("path", ["/accounts/login/", "/menu/"])
def test_first_load_is_light(portal: str, browser: Browser, cookies: list[dict[str, Any]], path: str) -> None:
    context = Look(browser, portal, cookies=cookies if path == "/menu/" else []).context(1440, "light")
    loaded = context.new_page()
    responses: list[Response] = []
    loaded.on("response", lambda response: responses.append(response))  # noqa: PLW0108 - playwright marks the handler
    loaded.goto(path, wait_until="networkidle")
    sizes = [response.request.sizes() for response in responses]
    context.close()
    assert len(responses) <= 12
    assert sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes) <= 100_000
    assert {response.url.split("/")[2] for response in responses} == {portal.split("/")[2]}


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_search_is_one_key_away(page: Page, keys: str) -> None:
    page.keyboard.press(keys)
    expect(page.locator("[data-site-search]")).to_be_focused()
    page.keyboard.type("1/2")
    expect(page.locator("[data-site-search]")).to_have_value("1/2")


def test_display_changes_at_once_and_is_kept(page: Page) -> None:
    page.get_by_label("显示设置").click()
    page.locator("#view-menu").get_by_text("深色", exact=True).click()
    page.locator("#view-menu").get_by_text("特大", exact=True).click()
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "dark")
    expect(root).to_have_attribute("data-text", "xl")
    page.reload()
    expect(root).to_have_attribute("data-theme", "dark")
    expect(root).to_have_attribute("data-text", "xl")
    page.goto("/accounts/logout/")
    expect(root).to_have_attribute("data-theme", "dark")


def test_display_and_sign_out_work_without_a_script(
    portal: str, browser: Browser, cookies: list[dict[str, Any]]
) -> None:
    context = Look(browser, portal, cookies=cookies, scripts=False).context(390, "light")
    plain = context.new_page()
    plain.goto("/menu/")
    form = plain.locator("main form[data-display]")
    form.get_by_text("深色", exact=True).click()
    form.get_by_role("button", name="保存显示设置").click()
    expect(plain.locator("html")).to_have_attribute("data-theme", "dark")
    plain.locator("main").get_by_role("button", name="退出登录").click()
    expect(plain).to_have_url(f"{portal}/accounts/login/")
    context.close()


def test_what_went_wrong_is_said_in_a_toast(page: Page) -> None:
    page.evaluate("() => { htmx.ajax('GET', '/nowhere/', '#main') }")
    toast = page.locator("#toasts .toast[data-tone=bad]")
    expect(toast).to_have_text("没有找到要办理的内容，它可能已被移走")
    expect(page.locator("main h1")).to_have_text("全部功能")
    toast.get_by_label("关闭提示").click()
    expect(toast).to_have_count(0)


def test_signing_in_again_keeps_the_page(page: Page) -> None:
    page.fill("[data-site-search]", "写到一半")
    Session.objects.all().delete()
    page.evaluate("() => { htmx.ajax('GET', '/menu/', '#main') }")
    dialog = page.locator("#sign-in-again")
    expect(dialog).to_be_visible()
    dialog.get_by_label("账号").fill("li")
    dialog.get_by_label("密码").fill("不对的密码")
    dialog.get_by_role("button", name="重新登录").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    before = page.locator("main input[name=csrfmiddlewaretoken]").first.input_value()
    dialog.get_by_label("密码").fill(PASSWORD)
    dialog.get_by_role("button", name="重新登录").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("[data-site-search]")).to_have_value("写到一半")
    assert page.locator("main input[name=csrfmiddlewaretoken]").first.input_value() != before
    page.locator("main").get_by_role("button", name="退出登录").click()
    expect(page.locator("form#login")).to_be_visible()


def test_focus_moves_to_the_main_region_after_a_full_swap(page: Page) -> None:
    page.evaluate("() => { htmx.ajax('GET', '/menu/', {target: '#main', select: '#main > *'}) }")
    expect(page.locator("#main")).to_be_focused()


def test_password_can_be_shown_and_the_login_remembered(portal: str, browser: Browser) -> None:
    UserFactory(username="li")
    context = Look(browser, portal).context(1440, "light")
    door = context.new_page()
    door.goto("/accounts/login/")
    door.fill("#id_login", "li")
    door.fill("#id_password", PASSWORD)
    door.get_by_label("显示密码").click()
    expect(door.locator("#id_password")).to_have_attribute("type", "text")
    door.get_by_label("记住账号").check()
    door.locator("form#login button.primary").click()
    door.wait_for_url(lambda url: "login" not in url)
    context.clear_cookies()
    door.goto("/accounts/login/")
    expect(door.locator("#id_login")).to_have_value("li")
    expect(door.locator("#id_password")).to_be_focused()
    context.close()


def test_a_wrong_password_is_said_and_the_account_stays_typed(portal: str, browser: Browser) -> None:
    context = Look(browser, portal, scripts=False).context(390, "light")
    door = context.new_page()
    door.goto("/accounts/login/")
    door.fill("#id_login", "nobody")
    door.fill("#id_password", "wrong-password")
    door.locator("form#login button.primary").click()
    expect(door.get_by_role("alert")).to_be_visible()
    expect(door.locator("#id_login")).to_have_value("nobody")
    expect(door.locator("#id_password")).to_have_value("")
    context.close()
