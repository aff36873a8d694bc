"""A person at a browser: opens pages, fills in by label, presses buttons, reads sentences.

Every page she comes to is checked: nothing on the console, nothing for axe, nothing sideways. With `scripts=False` the
same hands do the same, without JavaScript.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Download, Locator, Page, expect

from tests.e2e.pages import COVERED_BY_TABBAR, axe, scrolls_sideways, watch
from tests.factories.accounts import PASSWORD

NUMBER = re.compile(r"[A-Z]{2}-2\d{3}-[\d-]+|[0-9a-f]{8}-[0-9a-f-]{27}")
REFUSED = re.compile("status of 4(09|22)|Response Status Error Code 4(09|22)")
"""What the browser itself reports of an answer that is a refusal or an invalid form."""


class Person:
    """`name` is the account, "" for somebody of the public; `phone` gives a touch screen 390 px wide."""

    def __init__(
        self,
        browser: Browser,
        base_url: str,
        name: str,
        *,
        phone: bool = False,
        scripts: bool = True,
        theme: str = "light",
    ) -> None:
        self.name, self.phone, self.scripts = name, phone, scripts
        self.context: BrowserContext = browser.new_context(
            base_url=base_url,
            viewport={"width": 390, "height": 844} if phone else {"width": 1440, "height": 900},
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if theme == "dark" else "light",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=scripts,
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.errors = watch(self.page)
        self.problems: list[str] = []
        self.checked: set[tuple[str, str]] = set()
        if name:
            self._sign_in()

    def _sign_in(self) -> None:
        self.page.goto("/accounts/login/?next=/desk/")
        self.page.fill("#id_login", self.name)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("form#login button.primary")
        self.page.wait_for_url("**/desk/")

    # --- Going places ---------------------------------------------------------------------------------------------

    def open(self, path: str) -> "Person":
        """By address, as from a bookmark or a mail."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{self.name}: {path} answered {answer.status}"
        return self.arrive()

    def desk(self, *titles: str) -> "Person":
        """The workbench; each of `titles` waits there."""
        self.open("/desk/")
        for title in titles:
            expect(self.page.locator("#worklist")).to_contain_text(title)
        return self

    def take_up(self, title: str) -> "Person":
        """From the workbench straight to what waits."""
        self.desk(title)
        with self.page.expect_navigation():
            self.page.locator("#worklist .list").get_by_role("link", name=title).first.click()
        return self.arrive()

    def follow(self, name: str, *, of: str = "", within: str = "body") -> "Person":
        """A link by the words it begins with, or the one `of` a row."""
        words = re.compile(rf"^{re.escape(name)}\W*{re.escape(of)}")
        link = self._in_sight(self.page.locator(within).get_by_role("link", name=words), name)
        with self.page.expect_navigation():
            link.click()
        return self.arrive()

    def _in_sight(self, things: Locator, words: str) -> Locator:
        """The first of `things`; when there is none, the menu 更多 that holds these words is opened first."""
        menu = self.page.locator("details.acts:not([open])", has_text=words)
        if not things.count() and menu.count():
            menu.first.locator("summary").click()
        return things.first

    def arrive(self) -> "Person":
        """Look at the page as it is now: errors, axe, layout. A kind of page in the same state is checked once."""
        self.page.wait_for_load_state("load")
        path = NUMBER.sub("*", urlsplit(self.page.url).path)
        heads = "|".join(self.page.locator("main h2, main h1").all_inner_texts())
        if (path, heads) in self.checked:
            return self
        self.checked.add((path, heads))
        where = f"{self.name} {path}"
        self.problems += [f"{where}: {error}" for error in self.errors]
        self.errors.clear()
        if self.scripts:
            self.problems += [f"{where}: {one}" for one in axe(self.page, ignore=self._covered)]
            self.page.evaluate("0")  # what axe left on the console has arrived: styles that the policy blocks
            self.errors.clear()
        if scrolls_sideways(self.page):
            self.problems.append(f"{where}: scrolls sideways")
        return self

    @property
    def _covered(self) -> tuple[str, ...]:
        return (COVERED_BY_TABBAR,) if self.phone else ()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def reference(self) -> str:
        """The number in the address of the page."""
        found = re.search(r"[A-Z]{2}-\d{4}-[\d-]*\d", self.page.url)
        assert found is not None, self.page.url
        return found.group()

    # --- Filling in ---------------------------------------------------------------------------------------------------

    def form(self, name: str = "") -> Locator:
        """The form with that name, or the whole main region."""
        return self.page.get_by_role("form", name=name) if name else self.page.locator("main")

    def fill(self, label: str, text: str, *, form: str = "") -> "Person":
        self.form(form).get_by_label(label).first.fill(text)
        return self

    def pick(self, label: str, option: str, *, form: str = "") -> "Person":
        """From a drop-down."""
        box = self.form(form).get_by_label(label).first
        value = box.locator("option", has_text=option).first.get_attribute("value")
        box.select_option(value=value)
        return self

    def choose(self, *options: str, form: str = "") -> "Person":
        """Radio buttons and check boxes by exactly their words; a tile is tapped where it is drawn."""
        for option in options:
            words = f'label:visible:text-is("{option}"), label:visible :text-is("{option}")'
            self.form(form).locator(words).first.click()
        return self

    def tap(self, words: str) -> "Person":
        """A choice that is known by some of its words, such as somebody's masked name."""
        self.page.locator("label:visible", has_text=words).first.click()
        return self

    def tick(self, label: str) -> "Person":
        self.page.get_by_label(label).check()
        return self

    def attach(self, label: str, name: str, content: bytes) -> "Person":
        file = {"name": name, "mimeType": "application/pdf", "buffer": content}
        self.form().get_by_label(label).first.set_input_files(file)  # type: ignore[arg-type]
        return self

    def press(self, button: str, told: str = "", *, of: str = "", form: str = "") -> "Person":
        """A button by its words, or the one `of` a row; then the next page says `told` in a toast."""
        words = re.compile(rf"^{re.escape(button)}\W*{re.escape(of)}$")
        self._in_sight(self.form(form).get_by_role("button", name=words), button).click()
        if told:
            expect(self.page.locator("#toasts .toast").filter(has_text=told)).to_be_visible()
        return self.arrive()

    def follow_button(self, button: str) -> "Person":
        """A button that leads to a page by GET."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button).click()
        return self.arrive()

    def on_the_bar(self, button: str) -> "Person":
        """A button of the bar at the thumb, by some of its words; the next page has come."""
        with self.page.expect_navigation():
            self.page.locator(".review-bar").get_by_role("button", name=button).first.tap()
        return self.arrive()

    def try_to(self, button: str, sentence: str, *, form: str = "") -> "Person":
        """A button that is not obeyed: the page stays and says why."""
        self.press(button, form=form)
        expect(self.page.locator("main [role=alert]").first).to_contain_text(sentence)
        self.errors[:] = [error for error in self.errors if not REFUSED.search(error)]
        return self

    def step(self, link: str, told: str, *, button: str = "") -> "Person":
        """A step of one page: its link, then the button of the same name."""
        return self.follow(link, within="main").press(button or link, told)

    # --- Reading ------------------------------------------------------------------------------------------------------

    def sees(self, *texts: str, within: str = "main") -> "Person":
        place = self.page.locator(within).first
        for text in texts:
            expect(place).to_contain_text(text)
        return self

    def misses(self, *texts: str, within: str = "body") -> "Person":
        for text in texts:
            expect(self.page.locator(within).first).not_to_contain_text(text)
        return self

    def state(self, text: str) -> "Person":
        """The state in the head of the page."""
        expect(self.page.locator(".page-head .status").first).to_have_text(text)
        return self

    def refused(self, path: str) -> "Person":
        """The address does not exist for her."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 404, f"{self.name}: {path} answered {answer.status}"
        self.errors.clear()  # the browser itself reports the status of the page as an error
        return self

    def address(self, words: str) -> str:
        """Where a link of the page leads to."""
        return self.page.locator("main").get_by_role("link", name=words).first.get_attribute("href") or ""

    def stops(self) -> dict[str, str]:
        """The strip 来龙去脉 of the page: word of each stop and its state."""
        stops = self.page.locator("nav.trace").first.locator("ol.stops > li").all()
        return {stop.locator("b").inner_text(): stop.get_attribute("data-state") or "" for stop in stops}

    def download(self, link: str, folder: Path) -> Path:
        with self.page.expect_download() as started:
            self.page.locator("main, .page-head").get_by_role("link", name=link).first.click()
        file: Download = started.value
        target = folder / file.suggested_filename
        file.save_as(target)
        return target

    def leave(self) -> list[str]:
        """Close the browser; what was wrong on her pages."""
        found = self.problems + [f"{self.name} {self.path}: {error}" for error in self.errors]
        self.context.close()
        return found
