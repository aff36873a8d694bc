"""The reading site: exact words, no cookie, 304, nothing that is not public."""

import datetime as dt
import re
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.core import clock
from news import services
from news.models import Release
from tests.factories.news import Desk
from tests.news.repair.corpus import CLEAN, RAW

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def imported() -> Release:
    return services.import_release(text=RAW, publish=True)


def article(page: str) -> str:
    """The words inside the article, tags taken out, a line per paragraph of the source."""
    inside = re.search(r"data-verbatim>(.*?)</article>", page, re.DOTALL)
    assert inside is not None
    return unescape(re.sub(r"<[^>]+>|\n|^ +", "", inside[1], flags=re.MULTILINE))


def test_the_release_is_shown_word_for_word(client: Client, imported: Release) -> None:
    page = client.get(imported.public_url).content.decode()
    assert article(page) == CLEAN.replace("\n", "")


def test_nothing_is_invented_for_the_release(client: Client, imported: Release) -> None:
    page = client.get(imported.public_url).content.decode()
    head = re.search(r'<p class="meta">(.*?)</p>', page, re.DOTALL)
    assert head is not None
    day = clock.today()
    words = re.sub(r"<[^>]+>", " ", head[1]).split()
    assert words == ["编辑拟题", "本站发布：", f"{day.year}年{day.month}月{day.day}日", "栏目：工会要闻"]
    assert "责任编辑" not in page


def test_the_outline_shows_the_structure(client: Client, imported: Release) -> None:
    page = client.get(imported.public_url).content.decode()
    rail = re.search(r"<ol class=\"outline\".*?</ol>", page, re.DOTALL)
    assert rail is not None
    labels = re.findall(r">([^<>\n]+)</a>", rail[0])
    slogans = ["不忘初心，同频共振", "服务中心，同向发力", "团结一心，同轴共转"]
    assert labels == ["会议概况", "会议指出", "会议强调", "会议要求", *slogans, "工作进展"]
    for anchor in re.findall(r'href="#([sr]-\d)"', rail[0]):
        assert page.count(f'id="{anchor}"') == 1


PAGES = [
    "/",
    "/news/",
    "/news/feed/",
    "/news/archive/",
    "/news/columns/yaowen/",
    "/sitemap.xml",
    "/news/search/?q=工会",
]


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_need_no_sign_in_and_set_no_cookie(client: Client, imported: Release, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, dict(response.cookies), response.has_header("Set-Cookie")) == (200, {}, False)
    assert "Cookie" not in response.headers.get("Vary", "")
    assert b"csrfmiddlewaretoken" not in response.content
    assert b"nonce" not in response.content


@pytest.mark.parametrize("path", ["/", "/news/", "/news/feed/", None])
def test_a_second_visit_is_answered_304_until_something_changes(client: Client, desk: Desk, path: str | None) -> None:
    release = desk.published()
    path = path or release.public_url
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    desk.published(title="又一篇稿件（演示）")
    changed = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_a_kept_page_costs_one_query(client: Client, imported: Release) -> None:
    client.get(imported.public_url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(imported.public_url)
    assert len(queries) == 1


@pytest.mark.parametrize("path", ["/", "/news/", "/news/columns/lianxi/"])
def test_lists_ask_the_same_number_of_queries_for_one_and_three(client: Client, desk: Desk, path: str) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            desk.published()
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_release_has_its_address_as_a_picture(client: Client, desk: Desk) -> None:
    answer = client.get(f"{desk.published().public_url}qr.svg")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert ET.fromstring(answer.content).tag == "{http://www.w3.org/2000/svg}svg"


def test_a_draft_does_not_exist_for_the_public(client: Client, desk: Desk) -> None:
    release = desk.reviewed(desk.submitted(), steps=2)
    for path in (release.public_url, f"{release.public_url}qr.svg", "/news/XW-1999-0001/", "/news/columns/none/"):
        assert client.get(path).status_code == 404
    for path in PAGES:
        assert release.title not in client.get(path).content.decode()


def test_a_correction_under_way_stays_hidden(client: Client, desk: Desk) -> None:
    release = desk.published()
    opened = services.correct(release=release, reason="更正人数。", by=desk.editor)
    text = services.Text(title="尚未签发的新标题（演示）", paragraphs=opened.current.body)  # type: ignore[union-attr]
    services.edit(release=opened, text=text, column=opened.column, by=desk.editor)
    for path in ("/", "/news/", release.public_url, "/news/search/?q=尚未签发"):
        assert "尚未签发的新标题" not in client.get(path).content.decode()


def test_a_correction_shows_its_reason(client: Client, desk: Desk) -> None:
    opened = services.correct(release=desk.published(), reason="更正参会单位（演示）。", by=desk.editor)
    out = desk.reviewed(services.submit(release=opened, by=desk.editor))
    page = client.get(out.public_url).content.decode()
    assert "更正参会单位（演示）。" in page


def test_a_withdrawn_release_is_gone_with_a_sentence(client: Client, desk: Desk) -> None:
    release = desk.published()
    services.withdraw(release=release, reason="重复发布", by=desk.final)
    response = client.get(release.public_url)
    assert response.status_code == 410
    assert "撤下，不再公开" in response.content.decode()
    assert "重复发布" not in response.content.decode()


def test_search_finds_words_inside_sentences(client: Client, imported: Release) -> None:
    assert imported.title in re.sub("<wbr>", "", client.get("/news/search/?q=急难愁盼").content.decode())
    assert "没有找到" in client.get("/news/search/?q=无此词语").content.decode()


@pytest.mark.parametrize("query", ["?q=" + "会" * 5000, "?page=-1", "?page=９", "?q=%27%22%3Cscript%3E"])
def test_odd_queries_are_answered(client: Client, imported: Release, query: str) -> None:
    response = client.get(f"/news/search/{query}")
    assert response.status_code == 200
    assert b"<script>" not in response.content.replace(b"<script src", b"")


def test_the_feed_is_atom_with_the_whole_text(client: Client, imported: Release) -> None:
    root = ET.fromstring(client.get("/news/feed/").content)
    atom = "{http://www.w3.org/2005/Atom}"
    entry = root.find(f"{atom}entry")
    assert entry is not None
    assert entry.findtext(f"{atom}summary") == CLEAN
    assert entry.findtext(f"{atom}title") == "丰泽区政府与区总工会召开联席会议"


def test_archive_by_year_and_month(client: Client) -> None:
    with clock.at(dt.datetime(2025, 12, 31, 16, 30, tzinfo=dt.UTC)):  # already 2026 in Shanghai
        release = Desk().published()
    assert release.live.title in re.sub("<wbr>", "", client.get("/news/archive/2026/1/").content.decode())  # type: ignore[union-attr]
    assert "这里还没有稿件" in client.get("/news/archive/2025/").content.decode()
    for path in ("/news/archive/2026/13/", "/news/archive/0/", "/news/archive/99999/"):
        assert client.get(path).status_code == 404


def test_posting_to_a_public_page_is_refused(client: Client, imported: Release) -> None:
    assert client.post("/").status_code == 405


def test_importing_the_same_text_twice_is_refused(imported: Release) -> None:
    from foundation.core.policies import Refused

    with pytest.raises(Refused, match=imported.reference):
        services.import_release(text=RAW)


def test_the_import_is_named_in_the_audit_log_and_claims_no_review(imported: Release) -> None:
    from foundation.audit.models import AuditRow
    from news.models import Review

    rows: Any = AuditRow.objects.order_by("pk").values_list("event", "actor")
    assert list(rows) == [("release.written", "system:import"), ("release.adopted", "system:import")]
    assert Review.objects.count() == 0
    assert imported.live.text == CLEAN  # type: ignore[union-attr]
