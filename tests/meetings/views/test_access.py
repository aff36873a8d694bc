"""For a stranger nothing of the joint meeting exists; what is visible may still be refused, with a sentence."""

from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse

from meetings import services
from tests.meetings.stories import page
from tests.meetings.topics import all_reviewed, consulting, opinion_of

TOPIC = (
    "topic",
    "compare",
    "edit_topic",
    "attach_paper",
    "submit",
    "screen",
    "return_topic",
    "consult",
    "consolidate",
    "present",
    "clear",
    "schedule",
    "defer",
    "resume",
    "withdraw",
)
OPINION = ("opinion", "answer_opinion", "adopt_opinion", "reask_opinion", "urge_opinion")
MEETING = (
    "meeting",
    "edit_meeting",
    "agenda",
    "add_item",
    "send_for_review",
    "recall",
    "clear_agenda",
    "freeze",
    "unfreeze",
    "review",
)
ITEM = ("edit_item", "move_item", "remove_item", "review_item")


def urls(cast: Any) -> list[str]:
    topic = consulting(cast)
    opinion = opinion_of(topic, cast.housing)
    meeting = all_reviewed(cast, topics=1)
    return [
        *[reverse(f"meetings:{name}", args=[topic.reference]) for name in TOPIC],
        *[reverse(f"meetings:{name}", args=[opinion.reference]) for name in OPINION],
        *[reverse(f"meetings:{name}", args=[meeting.reference]) for name in MEETING],
        *[reverse(f"meetings:{name}", args=[meeting.reference, "02"]) for name in ITEM],
    ]


READ_ONLY = ("topic", "compare", "opinion", "meeting", "agenda", "review")


@pytest.mark.parametrize("method", ["get", "post"])
def test_stranger_gets_404_on_every_address(cast: Any, method: str) -> None:
    """Pages that only read answer 405 to every POST, whoever sends it."""
    client = page(cast.stranger)
    answers = {url: getattr(client, method)(url).status_code for url in urls(cast)}
    expected = {url: 405 if method == "post" and resolve(url).url_name in READ_ONLY else 404 for url in answers}
    assert answers == expected


def test_nobody_signed_in_is_sent_to_sign_in(cast: Any) -> None:
    client = Client()
    answers = {url: client.get(url) for url in urls(cast)}
    assert [url for url, one in answers.items() if one.status_code != 302 or "/accounts/login/" not in one.url] == []


def test_missing_answers_like_foreign(cast: Any) -> None:
    topic = consulting(cast)
    client = page(cast.stranger)
    foreign = client.get(topic.get_absolute_url())
    missing = client.get(reverse("meetings:topic", args=["YT-2099-001"]))
    assert (foreign.status_code, missing.status_code) == (404, 404)


def test_draft_is_the_unit_s_alone(cast: Any) -> None:
    draft = services.draft_topic(by=cast.proposer, facts={"title": "草稿", "origin": "leader", "asked_decision": "二"})
    answers = {
        person.username: page(person).get(draft.get_absolute_url()).status_code
        for person in (cast.proposer, cast.clerk, cast.leader, cast.gov, cast.liaison)
    }
    assert answers == {"rights_clerk": 200, "office_clerk": 404, "union_leader": 404, "gov_office": 404, "zjj": 404}


def test_unit_does_not_see_the_meeting_before_the_notice(cast: Any) -> None:
    meeting = all_reviewed(cast, topics=1)
    assert page(cast.liaison).get(meeting.get_absolute_url()).status_code == 404
    meeting.state = "notified"
    meeting.save(update_fields=["state"])
    shown = page(cast.liaison).get(meeting.get_absolute_url())
    assert [row["item"].position for row in shown.context["items"]] == [1, 2]


def test_unit_sees_its_items_without_numbers_of_others(cast: Any) -> None:
    meeting = all_reviewed(cast, topics=2)
    item = meeting.items.get(position=2)
    services.remove_item(item=meeting.items.get(position=3), by=cast.clerk)
    services.add_item(meeting=meeting, by=cast.clerk, facts={"title": "内部事项甲（演示）"})
    meeting.refresh_from_db()
    meeting.state = "notified"
    meeting.save(update_fields=["state"])
    shown = page(cast.liaison).get(meeting.get_absolute_url())
    assert "内部事项甲" not in shown.content.decode()
    assert [(row["item"], row["number"], row["starts_at"]) for row in shown.context["items"][1:]] == [
        (item, None, None)
    ]


def test_office_is_refused_with_a_sentence_what_hosts_decide(cast: Any) -> None:
    topic = consulting(cast)
    done = page(cast.gov).post(reverse("meetings:clear", args=[topic.reference]), {"verdict": "cleared"})
    assert done.status_code == 409
    assert "当前状态是“征求意见”" in done.content.decode()
