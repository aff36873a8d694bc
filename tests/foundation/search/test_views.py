"""The result page, its fragment, the suggestions."""

import re

import pytest
from django.test import Client

from foundation.core import contributions
from tests.factories.accounts import UserFactory
from tests.foundation.search.support import CONTRIBUTIONS, Letter, Slip
from tests.foundation.search.test_finding import write
from tests.foundation.worktime.support import create_table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _papers(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    create_table(Letter)
    create_table(Slip)
    modules = contributions.modules
    monkeypatch.setattr(
        contributions, "modules", lambda name: [CONTRIBUTIONS] if name == "SEARCHABLE" else modules(name)
    )


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(UserFactory())
    return client


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_results_shows_hits_with_the_matching_place(signed_in: Client) -> None:
    write(title="某企业来信", text="拖欠<b>工資</b>三个月")
    write(Slip, title="工资单", reference="S-1", owner=99)
    response = signed_in.get("/search/", {"q": "工资"})
    page = response.content.decode()
    assert response.status_code == 200
    assert '<a href="/letter/FZ-2026-0001/">某企业来信</a>' in page
    assert "拖欠&lt;b&gt;<mark>工資</mark>&lt;/b&gt;三个月" in page
    assert "S-1" not in page
    assert "找到1项" in page


def test_results_without_a_question_says_what_to_type(signed_in: Client) -> None:
    assert "请输入要查找的内容" in signed_in.get("/search/").content.decode()


def test_results_without_a_hit_says_so(signed_in: Client) -> None:
    page = signed_in.get("/search/", {"q": "没有的词"}).content.decode()
    assert "没有找到相关内容" in page
    assert "找到0" not in page


def test_results_of_one_kind(signed_in: Client) -> None:
    write(title="欠薪")
    write(Slip, title="欠薪", reference="S-1")
    page = signed_in.get("/search/", {"q": "欠薪", "kind": "tests.slip"}).content.decode()
    assert "/slip/S-1/" in page
    assert "/letter/" not in page
    assert "/letter/" in signed_in.get("/search/", {"q": "欠薪", "kind": "auth.password"}).content.decode()


def test_results_fragment_is_part_of_the_page(signed_in: Client) -> None:
    write(title="欠薪")
    whole = signed_in.get("/search/", {"q": "欠薪"}).content.decode()
    part = signed_in.get("/search/", {"q": "欠薪"}, headers={"HX-Request": "true", "HX-Target": "search-results"})
    assert part.content.decode().startswith('<section class="sheet" id="search-results">')
    assert part.content.decode() in whole
    assert "HX-Target" in part["Vary"]


@pytest.mark.parametrize("q", ["a" * 3000, "'\"><script>alert(1)</script>", "%27%20OR", "2" * 70, "\ud7ff", "欠" * 65])
def test_results_survives_anything_typed(signed_in: Client, q: str) -> None:
    response = signed_in.get("/search/", {"q": q})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_results_refuses_a_nul_as_every_address_does(signed_in: Client) -> None:
    assert signed_in.get("/search/", {"q": "\0"}).status_code == 400


def test_results_says_when_the_question_was_cut(signed_in: Client) -> None:
    assert "搜索内容最多64个字" in signed_in.get("/search/", {"q": "欠" * 65}).content.decode()


def test_suggestions_lists_a_few_and_the_way_to_all(signed_in: Client) -> None:
    for _number in range(10):
        write(title="欠薪")
    page = signed_in.get("/search/suggestions/", {"q": "欠薪"}).content.decode()
    assert page.count("/letter/") == 8
    assert '<a href="/search/?q=%E6%AC%A0%E8%96%AA">' in page
    assert "查找“欠薪”的全部结果" in text(page)


@pytest.mark.parametrize("q", ["", "欠"])
def test_suggestions_waits_for_two_characters(signed_in: Client, q: str) -> None:
    write(title="欠薪")
    assert "/letter/" not in signed_in.get("/search/suggestions/", {"q": q}).content.decode()


@pytest.mark.parametrize("url", ["/search/?q=x", "/search/suggestions/?q=x"])
def test_strangers_sign_in_first(client: Client, url: str) -> None:
    response = client.get(url)
    assert response.status_code in {302, 401}


@pytest.mark.parametrize("url", ["/search/", "/search/suggestions/"])
def test_only_reading(signed_in: Client, url: str) -> None:
    assert signed_in.post(url).status_code == 405
