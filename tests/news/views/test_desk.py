"""The news desk as people use it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news import services
from news.models import Release
from tests.factories.news import WORDS, Desk
from tests.news.repair.corpus import CLEAN, RAW

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


DESK_PAGES = ["detail", "sheet", "history", "edit", "submit", "review", "recall", "publish", "correct", "withdraw"]


@pytest.mark.parametrize("name", DESK_PAGES)
def test_a_draft_does_not_exist_for_outsiders(desk: Desk, name: str) -> None:
    release = desk.submitted()
    path = reverse(f"news:{name}", args=[release.reference])
    outsider = signed_in(desk.outsider)
    assert outsider.get(path).status_code == 404
    assert Client().get(path).status_code == 302  # to sign-in


def test_whoever_is_not_of_the_desk_is_led_to_the_public_page(desk: Desk) -> None:
    release = desk.published()
    response = signed_in(desk.outsider).get(release.desk_url)
    assert (response.status_code, response["Location"]) == (302, release.public_url)


def test_paste_shows_original_and_repair_side_by_side(desk: Desk) -> None:
    page = signed_in(desk.editor).post("/news/paste/", {"text": RAW.replace("\n", "\r\n")}).content.decode()
    assert "去掉拼音注记211处" in page
    assert "豐澤</del>" in page
    assert "<ins>丰泽</ins>" in page
    assert "丰泽区政府与区总工会召开联席会议" in page
    assert Release.objects.count() == 0


def test_accepting_a_paste_makes_a_draft_word_for_word(desk: Desk) -> None:
    client = signed_in(desk.editor)
    form = client.post("/news/paste/", {"text": RAW}).context["accept"].initial
    facts = {"original": RAW, "repaired": form["repaired"].replace("\n", "\r\n"), "title": form["title"]}
    response = client.post("/news/paste/", {**facts, "column": form["column"].pk})
    release = Release.objects.get()
    assert (response.status_code, response["Location"]) == (302, release.desk_url)
    assert (release.state, release.current.text, release.current.title_is_working) == ("draft", CLEAN, True)  # type: ignore[union-attr]
    assert [p.part for p in release.current.body] == [  # type: ignore[union-attr]
        "lead",
        "attendance",
        "heard",
        "pointed_out",
        "emphasised",
        "required",
        "required",
        "required",
        "reported",
    ]


@pytest.mark.parametrize("text", ["", "   ", "会" * 60_001])
def test_a_bad_paste_is_422_and_keeps_what_was_typed(desk: Desk, text: str) -> None:
    response = signed_in(desk.editor).post("/news/paste/", {"text": text})
    assert response.status_code == 422
    assert text.strip() in response.content.decode()


def test_paste_by_htmx_is_the_same_fragment(desk: Desk) -> None:
    client = signed_in(desk.editor)
    whole = client.post("/news/paste/", {"text": "區(qū)政府"}).content.decode()
    part = client.post("/news/paste/", {"text": "區(qū)政府"}, headers={**HTMX, "HX-Target": "paste"}).content.decode()
    assert part.lstrip().startswith('<div class="stack" id="paste">')
    assert "<html" not in part
    assert "<ins>区</ins>" in part
    assert "<ins>区</ins>" in whole


def edit_data(release: Release, **changes: object) -> dict[str, object]:
    rows = release.current.paragraphs  # type: ignore[union-attr]
    data: dict[str, object] = {
        "title": release.title,
        "column": release.column_id,
        "version": release.version,
        "p-TOTAL_FORMS": len(rows) + 1,
        "p-INITIAL_FORMS": len(rows),
        "p-MIN_NUM_FORMS": 0,
        "p-MAX_NUM_FORMS": 200,
        f"p-{len(rows)}-part": "plain",
        f"p-{len(rows)}-text": "",
    }
    for index, row in enumerate(rows):
        data |= {f"p-{index}-part": row["part"], f"p-{index}-text": row["text"]}
    return data | changes


def test_editing_splits_lines_drops_emptied_paragraphs_and_keeps_the_rest(desk: Desk) -> None:
    release = desk.draft()
    path = reverse("news:edit", args=[release.reference])
    changes = {"p-1-text": "", "p-2-text": "会议听取汇报一。\r\n\r\n会议听取汇报二。"}
    response = signed_in(desk.editor).post(path, edit_data(release, **changes))
    assert response.status_code == 302
    texts = [p.text for p in Release.objects.get().current.body]  # type: ignore[union-attr]
    lines = WORDS.split("\n")
    assert texts == [lines[0], "会议听取汇报一。", "会议听取汇报二。", *lines[3:]]


def test_a_stale_edit_is_409_and_keeps_what_was_typed(desk: Desk) -> None:
    release = desk.draft()
    data = edit_data(release, **{"p-0-text": "我改的导语（演示）。"})
    services.edit(
        release=release, text=services.Text("别人的标题", release.current.body), column=release.column, by=desk.editor
    )  # type: ignore[union-attr]
    response = signed_in(desk.editor).post(reverse("news:edit", args=[release.reference]), data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "刚刚被其他人改动过" in page
    assert "我改的导语（演示）。" in page
    assert Release.objects.get().title == "别人的标题"


def test_an_emptied_text_is_422(desk: Desk) -> None:
    release = desk.draft()
    emptied = {f"p-{i}-text": " " for i in range(9)}
    response = signed_in(desk.editor).post(
        reverse("news:edit", args=[release.reference]), edit_data(release, **emptied)
    )
    assert response.status_code == 422
    assert "请填写正文。" in response.content.decode()


def test_the_live_check_masks_what_it_finds(desk: Desk) -> None:
    data = {"title": "题", "p-TOTAL_FORMS": 1, "p-INITIAL_FORMS": 0, "p-0-part": "plain", "p-0-text": "电话13800138000"}
    page = signed_in(desk.editor).post("/news/check/", data, headers={**HTMX, "HX-Target": "findings"}).content.decode()
    assert "138******00" in page
    assert "13800138000" not in page


def test_the_three_steps_by_three_people_in_the_browser(desk: Desk) -> None:
    release = desk.draft()
    signed_in(desk.editor).post(reverse("news:submit", args=[release.reference]), {"version": release.version})
    path = reverse("news:review", args=[release.reference])
    for reviewer in desk.reviewers:
        client = signed_in(reviewer)
        form = client.get(release.desk_url).context["review_form"]
        data = {"decision": "approved", "points": ["names"], **{n: form[n].value() for n in ("text_hash", "version")}}
        assert client.post(path, data).status_code == 302
    assert Release.objects.get().state == "published"


def test_a_refused_review_is_409_with_its_sentence(desk: Desk) -> None:
    release = desk.submitted()
    release.refresh_from_db()
    data = {"decision": "approved", "text_hash": release.current.text_hash, "version": release.version}  # type: ignore[union-attr]
    response = signed_in(desk.second).post(reverse("news:review", args=[release.reference]), data)
    assert response.status_code == 409
    assert "初审由指定人员承担" in response.content.decode()


def test_returning_without_notes_is_422(desk: Desk) -> None:
    release = desk.submitted()
    release.refresh_from_db()
    data = {"decision": "returned", "text_hash": release.current.text_hash, "version": release.version}  # type: ignore[union-attr]
    response = signed_in(desk.first).post(reverse("news:review", args=[release.reference]), data)
    assert response.status_code == 422
    assert "退回须写明意见。" in response.content.decode()


def test_the_review_shows_what_changed_since_the_last_version(desk: Desk) -> None:
    release = services.recall(release=desk.submitted(), by=desk.editor)
    text = services.Text(release.title, [*release.current.body[:-1]])  # type: ignore[union-attr]
    again = services.submit(
        release=services.edit(release=release, text=text, column=release.column, by=desk.editor), by=desk.editor
    )
    page = signed_in(desk.first).get(again.desk_url).content.decode()
    assert 'data-tone="bad">据悉，区总工会获得表彰。</del>' in page


def test_the_review_sheet_names_three_people(desk: Desk) -> None:
    page = signed_in(desk.editor).get(reverse("news:sheet", args=[desk.published().reference])).content.decode()
    for reviewer in desk.reviewers:
        assert reviewer.display_name in page


def test_the_queue_asks_the_same_number_of_queries_for_one_and_three(desk: Desk) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            desk.submitted()
        client = signed_in(desk.first)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/news/desk/?tab=all").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_waiting_counts_what_she_may_review(desk: Desk) -> None:
    desk.submitted()
    desk.reviewed(desk.submitted(), steps=1)
    assert len(signed_in(desk.first).get("/news/desk/").context["page"]) == 1
    assert len(signed_in(desk.second).get("/news/desk/").context["page"]) == 1
    assert signed_in(desk.final).get("/news/desk/").context["counts"]["waiting"] == 0
