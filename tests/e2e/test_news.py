"""The real release in a real browser: pasted, compared, accepted, reviewed by three people, read by anybody."""

import re

import pytest
from playwright.sync_api import Browser

from news import services
from news.models import Release
from tests.e2e.pages import Look
from tests.e2e.people import Person
from tests.factories.news import Desk
from tests.news.repair.corpus import CLEAN, RAW

PUBLIC_PAGES = [("/", "front"), ("/news/", "list"), ("/news/archive/", "archive"), ("/news/search/?q=工会", "search")]


def words_of(person_or_page: object) -> str:
    """The article as a reader sees it, white space between elements aside."""
    text: str = person_or_page.locator("[data-verbatim]").inner_text()  # type: ignore[attr-defined]
    return re.sub(r"\n+", "", text)


@pytest.mark.slow
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without JavaScript"])
def test_the_real_release_from_paste_to_reader(portal: str, browser: Browser, scripts: bool) -> None:
    desk = Desk()
    editor = Person(browser, portal, desk.editor.username, scripts=scripts)
    editor.open("/news/paste/").fill("粘贴原文", RAW).press("对照整理")
    editor.sees("去掉拼音注记211处", "丰泽区政府与区总工会").press("存为草稿", "已存为草稿")
    reference = editor.reference
    editor.state("草稿").sees("编辑拟题").follow("送审", within="main").press("送初审", "已送初审")
    problems = editor.state("待初审").leave()

    for reviewer, step in zip(desk.reviewers, ("初审", "复审", "终审"), strict=True):
        person = Person(browser, portal, reviewer.username, scripts=scripts, phone=step == "终审")
        person.open(f"/news/desk/{reference}/").choose("签发" if step == "终审" else "通过")
        problems += person.press(f"提交{step}意见", f"{step}已通过").leave()

    outsider = Person(browser, portal, desk.outsider.username, scripts=scripts)
    problems += outsider.refused(f"/news/desk/{reference}/edit/").leave()
    context = browser.new_context(base_url=portal, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="丰泽区政府与区总工会召开联席会议").click()
    assert words_of(page) == CLEAN.replace("\n", "")
    assert context.cookies() == []
    context.close()
    assert Release.objects.get().current.text == CLEAN  # type: ignore[union-attr]
    assert problems == []


@pytest.mark.slow
def test_the_reading_site_is_clean_in_every_width_and_theme(portal: str, browser: Browser) -> None:
    release = services.import_release(text=RAW, publish=True)
    Desk().published(slug="fuwu")
    look = Look(browser, portal)
    pages = [*PUBLIC_PAGES, (release.public_url, "release")]
    assert [problem for path, name in pages for problem in look.at(path, name)] == []
    assert look.at("/news/XW-1999-0001/", "missing", status=404) == []


@pytest.mark.slow
def test_text_size_and_outline(portal: str, browser: Browser) -> None:
    release = services.import_release(text=RAW, publish=True)
    context = Look(browser, portal).context(1440, "light")
    page = context.new_page()
    page.goto(release.public_url)
    size = "document.querySelector('.prose p').computedStyleMap().get('font-size').value"
    before = page.evaluate(size)
    page.get_by_text("特大", exact=True).click()
    page.reload()
    assert page.evaluate(size) > before
    page.get_by_role("link", name="团结一心，同轴共转").click()
    assert page.url.endswith("#r-3")
    page.wait_for_function("document.querySelector('[data-outline] [aria-current]').hash === '#r-3'")
    context.close()
