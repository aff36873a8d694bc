"""Looking at pages as people do: the system's Chromium, several widths and themes, axe, console errors, screenshots.

    with chromium() as browser:
        look = Look(browser, "http://127.0.0.1:8000", cookies=[…], shots=tmp_path)
        assert look.at("/desk/", "desk") == []

The Content-Security-Policy stays in force, so that what it blocks is reported as a console error; axe is evaluated
through the debugger, which the policy does not bind.
"""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

WIDTHS = (1440, 390)
THEMES = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The sticky bottom bar of a phone covers links until one scrolls (design, accessibility).
COVERED_BY_TABBAR = "target-size"


def chromium_path() -> str:
    """The browser of the system; nothing is downloaded."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise RuntimeError("chromium is not installed")


@contextmanager
def chromium() -> Iterator[Browser]:
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=options)
        try:
            yield browser
        finally:
            browser.close()


def watch(page: Page) -> list[str]:
    """Errors of console and script from now on: the list grows while the page is used."""
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"console: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(f"script: {error}"))
    return errors


def axe(page: Page, *, ignore: Sequence[str] = ()) -> list[str]:
    """What axe finds against WCAG 2.2 A/AA and best practice, one line per rule and element."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE_SCRIPT})
    options = json.dumps({"runOnly": RULES, "resultTypes": ["violations"]})
    answer: dict[str, Any] = session.send(
        "Runtime.evaluate",
        {"expression": f"axe.run(document, {options})", "awaitPromise": True, "returnByValue": True},
    )
    session.detach()
    violations = answer["result"]["value"]["violations"]
    return [
        f"axe: {violation['id']} {' '.join(map(str, node['target']))}"
        for violation in violations
        if violation["id"] not in ignore
        for node in violation["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    session = page.context.new_cdp_session(page)
    expression = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    answer: dict[str, Any] = session.send("Runtime.evaluate", {"expression": expression, "returnByValue": True})
    session.detach()
    return bool(answer["result"]["value"])


def sign_in(browser: Browser, base_url: str, username: str, password: str) -> list[dict[str, Any]]:
    """Sign in through the form, as people do; the cookies, for `Look(cookies=…)`."""
    context = browser.new_context(base_url=base_url)
    try:
        page = context.new_page()
        page.goto("/accounts/login/")
        page.fill("#id_login", username)
        page.fill("#id_password", password)
        page.click("form#login button.primary")
        page.wait_for_url(lambda url: "/accounts/login/" not in url)
        return [dict(cookie) for cookie in context.cookies()]
    finally:
        context.close()


@dataclass
class Look:
    """One signed-in (or anonymous) person's view; `cookies` as Playwright wants them."""

    browser: Browser
    base_url: str
    cookies: list[dict[str, Any]] = field(default_factory=list)
    shots: Path | None = None
    scripts: bool = True

    def context(self, width: int, theme: str) -> BrowserContext:
        phone = width < 768
        made = self.browser.new_context(
            base_url=self.base_url,
            viewport={"width": width, "height": 844 if phone else 900},
            color_scheme="dark" if theme == "dark" else "light",
            has_touch=phone,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=self.scripts,
        )
        if self.cookies:
            made.add_cookies(self.cookies)  # type: ignore[arg-type]
        return made

    def at(
        self,
        path: str,
        name: str,
        *,
        widths: Sequence[int] = WIDTHS,
        themes: Sequence[str] = THEMES,
        status: int = 200,
        full: bool = False,
    ) -> list[str]:
        """Problems of the page in every width and theme, empty when there are none; one picture each into `shots`."""
        problems: list[str] = []
        for width in widths:
            for theme in themes:
                where = f"{name}-{width}-{theme}"
                problems += [f"{where}: {problem}" for problem in self._one(path, where, width, theme, status, full)]
        return problems

    def _one(self, path: str, where: str, width: int, theme: str, status: int, full: bool) -> list[str]:
        context = self.context(width, theme)
        try:
            page = context.new_page()
            errors = watch(page)
            response = page.goto(path, wait_until="networkidle")
            found = (
                []
                if response is not None and response.status == status
                else [f"status: {response and response.status}"]
            )
            errors = list(errors)  # taking the picture and axe write styles of their own, which the policy blocks
            if self.shots is not None:
                self.shots.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=self.shots / f"{where}.png", full_page=full)
            found += axe(page, ignore=(COVERED_BY_TABBAR,) if width < 768 else ())
            if scrolls_sideways(page):
                found.append("layout: scrolls sideways")
            if status >= 400:  # the browser itself reports the status of the page as an error
                errors = [error for error in errors if "Failed to load resource" not in error]
            return found + errors
        finally:
            context.close()
