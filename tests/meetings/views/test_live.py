"""The page of those in the room: what it shows to whom, and what it costs while nothing happens."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.urls import reverse

from foundation.core import clock
from meetings import services
from meetings.views.live import live
from tests.meetings.stories import DECIDED, decide, held, htmx, in_session, notified, page


def url(story: SimpleNamespace) -> str:
    return reverse("meetings:live", args=[story.meeting.reference])


def poll(client: Any, story: SimpleNamespace, etag: str = "") -> Any:
    return client.get(url(story), headers={**htmx("live"), "If-None-Match": etag})


def test_decision_appears_as_it_is_recorded(story: SimpleNamespace) -> None:
    in_session(story)
    services.start_item(item=story.items[0], by=story.clerk)
    client = page(story.liaison)
    before = poll(client, story)
    assert DECIDED not in before.content.decode()
    decide(story)

    after = poll(client, story, before.headers["ETag"])

    assert after.status_code == 200
    assert DECIDED in after.content.decode()
    assert "<html" not in after.content.decode()


def test_unchanged_page_is_304_within_the_minute_and_tells_its_age_after_it(story: SimpleNamespace) -> None:
    in_session(story)
    client = page(story.liaison)
    moment = clock.now().replace(second=5)
    with clock.at(moment):
        first = poll(client, story)
    with clock.at(moment + dt.timedelta(seconds=40)):
        same = poll(client, story, first.headers["ETag"])
    with clock.at(moment + dt.timedelta(minutes=1)):
        later = poll(client, story, first.headers["ETag"])

    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert same.headers["Cache-Control"] == "private, no-cache"
    assert later.status_code == 200
    assert f"{clock.local(moment + dt.timedelta(minutes=1)):%H:%M}的情况" in later.content.decode()


def test_fragment_asks_again_with_its_etag(story: SimpleNamespace) -> None:
    in_session(story)

    answer = poll(page(story.liaison), story)

    text = answer.content.decode()
    assert 'hx-trigger="every 3s"' in text
    assert answer.headers["ETag"].strip('"') in text
    assert "HX-Target" in answer.headers["Vary"]


def test_unit_sees_its_items_without_numbers_and_times(story: SimpleNamespace) -> None:
    in_session(story)
    services.start_item(item=story.items[1], by=story.clerk)

    text = page(story.liaison).get(url(story)).content.decode()

    assert story.topics[0].title in text
    assert story.topics[1].title not in text
    assert f"1. {story.topics[0].title}" not in text


def test_another_item_does_not_change_the_page_of_a_unit(story: SimpleNamespace) -> None:
    in_session(story)
    client = page(story.liaison)
    with clock.at(clock.now().replace(second=5)):
        first = poll(client, story)
        services.start_item(item=story.items[1], by=story.clerk)
        assert poll(client, story, first.headers["ETag"]).status_code == 304


def test_host_sees_all_items(story: SimpleNamespace) -> None:
    in_session(story)

    text = page(story.gov).get(url(story)).content.decode()

    assert f"1. {story.topics[0].title}" in text
    assert f"2. {story.topics[1].title}" in text


def test_page_waits_before_and_rests_after_the_meeting(story: SimpleNamespace) -> None:
    notified(story)
    client = page(story.liaison)
    assert "开始后这里自动更新" in client.get(url(story)).content.decode()
    services.open_meeting(meeting=story.meeting, by=story.clerk)
    for item in story.items:
        services.record_result(item=item, by=story.clerk, result="agreed")
    services.end_meeting(meeting=story.meeting, by=story.clerk)

    text = client.get(url(story)).content.decode()

    assert "会议已结束。" in text
    assert "every 3s" not in text


def test_page_does_not_exist_for_the_uninvolved(story: SimpleNamespace) -> None:
    held(story)

    assert page(story.stranger).get(url(story)).status_code == 404


def test_polling_does_not_keep_a_session_alive() -> None:
    assert live.polls is True
