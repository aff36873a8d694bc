"""Typed nonsense gets a sentence or a 404, never an error page; nothing is half-written."""

from typing import Any

import pytest
from django.urls import reverse

from meetings.models import Opinion, Topic
from tests.meetings.stories import page
from tests.meetings.topics import TEXT, consulting, in_review, opinion_of

NASTY = ["%", "_", "'; DROP TABLE", "{{ 7|add:7 }}", "１２", "𠮷", "\u202e", "9" * 400]


@pytest.mark.parametrize("words", NASTY)
def test_pool_finds_nothing_for_nonsense(cast: Any, words: str) -> None:
    consulting(cast)
    done = page(cast.clerk).get("/meetings/topics/", {"q": words, "stage": words, "page": words})
    assert done.status_code == 200


def test_nul_in_a_search_is_a_bad_request(cast: Any) -> None:
    assert page(cast.clerk).get("/meetings/topics/", {"q": "a\x00b"}).status_code == 400


@pytest.mark.parametrize("reference", ["%00", "YT-2026-001%00", "９９", "x" * 300, "..%2f", "-1"])
@pytest.mark.parametrize("place", ["topics/{}/", "opinions/{}/", "{}/", "{}/agenda/02/edit/"])
def test_nonsense_in_the_address_is_404(cast: Any, place: str, reference: str) -> None:
    assert page(cast.clerk).get("/meetings/" + place.format(reference)).status_code == 404


@pytest.mark.parametrize(
    "values",
    [
        {"title": "题\x00目"},
        {"title": "题" * 121},
        {"background": "长" * 1_000_000},
        {"minutes": "2" * 70},
        {"minutes": "十五"},
        {"money": "1e400"},
        {"money": "NaN"},
        {"lead_unit": "999999999999999999999"},
        {"lead_unit": "abc"},
        {"assisting_units": ["1' OR 1=1"]},
        {"kind": "nonsense"},
    ],
    ids=lambda values: next(iter(values)),
)
def test_topic_form_refuses_with_a_sentence_and_keeps_the_words(cast: Any, values: dict[str, Any]) -> None:
    fields = {**TEXT, "kind": "study", "lead_unit": cast.housing.pk, "minutes": 15} | values
    done = page(cast.proposer).post(reverse("meetings:draft_topic"), fields)
    shown = done.content.decode()
    assert done.status_code == 422
    assert "处需要修改" in shown
    assert TEXT["asked_decision"] in shown
    assert not Topic.objects.exists()


@pytest.mark.parametrize("version", ["-1", "2" * 70, "abc", "1.5"])
def test_tampered_version_is_no_error(cast: Any, version: str) -> None:
    opinion = opinion_of(consulting(cast), cast.housing)
    done = page(cast.liaison).post(
        reverse("meetings:answer_opinion", args=[opinion.reference]), {"answer": "agree", "version": version}
    )
    assert done.status_code in (409, 422)
    assert Opinion.objects.get(pk=opinion.pk).state == "asked"


@pytest.mark.parametrize("to", ["", "-1", "0", "９", "9" * 50, "abc", "\x00"])
def test_tampered_place_moves_nothing_out_of_order(cast: Any, to: str) -> None:
    meeting = in_review(cast, topics=2)
    done = page(cast.clerk).post(reverse("meetings:move_item", args=[meeting.reference, "03"]), {"to": to})
    assert done.status_code in (302, 409)
    assert list(meeting.items.in_order().values_list("position", flat=True)) == [1, 2, 3]


def test_tampered_review_is_refused(cast: Any) -> None:
    meeting = in_review(cast, topics=1)
    url = reverse("meetings:review_item", args=[meeting.reference, "02"])
    for data in ({"answer": "nonsense"}, {"answer": "return", "text": "字" * 1001}, {"agree": "1", "seen": "x" * 64}):
        assert page(cast.official).post(url, data).status_code in (409, 422)


def test_markup_is_shown_as_words(cast: Any) -> None:
    topic = consulting(cast, title="<script>alert(1)</script>（演示）", background="<img src=x onerror=alert(1)>")
    shown = page(cast.clerk).get(topic.get_absolute_url()).content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
