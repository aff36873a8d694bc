"""The clerk's console, as forms without a script."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.core import clock
from meetings import services
from meetings.models import Decision, ItemResult
from tests.factories.meetings import AgendaItemFactory
from tests.meetings.stories import again, decide, htmx, in_session, notified, page


def url(story: SimpleNamespace, name: str, *args: Any) -> str:
    return reverse(f"meetings:{name}", args=[story.meeting.reference, *args])


def decision(story: SimpleNamespace, **changes: Any) -> dict[str, Any]:
    due = clock.today() + dt.timedelta(days=30)
    usual = {"text": "同意建立机制。", "makes_action": "on", "lead_unit": story.housing.pk, "due_on": f"{due:%Y-%m-%d}"}
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}


@pytest.mark.parametrize("name", ["session", "pulse"])
def test_console_does_not_exist_for_others(story: SimpleNamespace, name: str) -> None:
    in_session(story)

    assert page(story.clerk).get(url(story, name)).status_code == 200
    for other in (story.stranger, story.liaison, story.gov, story.leader):
        assert page(other).get(url(story, name)).status_code == 404


def test_item_is_started_and_the_one_before_ends(story: SimpleNamespace) -> None:
    in_session(story)
    client = page(story.clerk)
    for tail in ("01", "02"):
        done = client.post(url(story, "start_item", tail))
        assert (done.status_code, done.url) == (302, url(story, "session"))

    first, second = ItemResult.objects.order_by("item__position")
    assert first.ended_at is not None
    assert (second.started_at is not None, second.ended_at) == (True, None)
    shown = client.get(url(story, "session"))
    assert shown.context["here"].item == story.items[1]


def test_result_is_recorded_and_the_next_item_begins(story: SimpleNamespace) -> None:
    in_session(story)
    services.start_item(item=story.items[0], by=story.clerk)

    page(story.clerk).post(url(story, "record_result", "01"), {"result": "agreed", "note": "先行试点。", "next": "1"})

    first, second = ItemResult.objects.order_by("item__position")
    assert (first.result, first.note, first.recorded_by) == ("agreed", "先行试点。", story.clerk)
    assert (second.item, second.ended_at) == (story.items[1], None)


def test_result_without_a_choice_is_explained_and_the_note_kept(story: SimpleNamespace) -> None:
    in_session(story)
    services.start_item(item=story.items[0], by=story.clerk)

    done = page(story.clerk).post(url(story, "record_result", "01"), {"note": "先行试点。"}, headers=htmx("session"))

    text = done.content.decode()
    assert done.status_code == 422
    assert "请选择会议结论。" in text
    assert "先行试点。" in text
    assert "<html" not in text
    assert ItemResult.objects.get().result == ""


def test_correcting_a_past_item_leaves_its_time_and_the_item_in_hand(story: SimpleNamespace) -> None:
    in_session(story)
    services.record_result(item=story.items[0], by=story.clerk, result="agreed", go_on=True)
    ended = ItemResult.objects.get(item=story.items[0]).ended_at
    client = page(story.clerk)
    assert client.get(url(story, "session"), {"item": "01"}).context["here"].item == story.items[0]

    done = client.post(url(story, "record_result", "01"), {"result": "postponed"})

    first, second = ItemResult.objects.order_by("item__position")
    assert (first.result, first.ended_at, second.ended_at) == ("postponed", ended, None)
    assert done.url == url(story, "session") + "?item=01"


def test_decision_is_recorded(story: SimpleNamespace) -> None:
    in_session(story)
    services.start_item(item=story.items[0], by=story.clerk)

    done = page(story.clerk).post(url(story, "record_decision", "01"), decision(story))

    made = Decision.objects.get()
    assert (done.status_code, done.url) == (302, url(story, "session"))
    assert (made.text, made.item, made.topic, made.lead_unit) == (
        "同意建立机制。",
        story.items[0],
        story.topics[0],
        story.housing,
    )
    assert made.reference == f"YD-{story.meeting.reference.partition('-')[2]}-01"


def test_decision_that_is_not_tracked_needs_no_unit(story: SimpleNamespace) -> None:
    in_session(story)

    page(story.clerk).post(
        url(story, "record_decision", "01"), decision(story, makes_action=None, lead_unit=None, due_on=None)
    )

    made = Decision.objects.get()
    assert (made.makes_action, made.lead_unit, made.due_on) == (False, None, None)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "请填写议定内容。"),
        ({"lead_unit": None}, "列入督办的事项应写明牵头单位。"),
        ({"due_on": None}, "列入督办的事项应写明完成时限。"),
        ({"due_on": "下个月"}, "请填写日期"),
    ],
)
def test_decision_that_says_too_little_is_explained(
    story: SimpleNamespace, changes: dict[str, Any], sentence: str
) -> None:
    in_session(story)
    services.start_item(item=story.items[0], by=story.clerk)

    done = page(story.clerk).post(url(story, "record_decision", "01"), decision(story, **changes))

    assert done.status_code == 422
    assert sentence in done.content.decode()
    assert not Decision.objects.exists()


def test_decision_due_in_the_past_is_refused_with_what_was_typed(story: SimpleNamespace) -> None:
    in_session(story)
    services.start_item(item=story.items[0], by=story.clerk)

    done = page(story.clerk).post(url(story, "record_decision", "01"), decision(story, due_on="2026-01-01"))

    text = done.content.decode()
    assert done.status_code == 409
    assert "完成时限应晚于今天。" in text
    assert "同意建立机制。" in text
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("start_item", {}),
        ("record_result", {"result": "agreed"}),
        ("record_decision", {"text": "同意。"}),
    ],
)
def test_nothing_is_recorded_before_the_meeting(story: SimpleNamespace, name: str, facts: dict[str, str]) -> None:
    notified(story)

    done = page(story.clerk).post(url(story, name, "01"), facts)

    assert done.status_code == 409
    assert "会议没有在进行，不能登记会议情况。" in done.content.decode()
    assert not ItemResult.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("name", ["start_item", "record_result", "record_decision"])
def test_recording_does_not_exist_for_others_nor_for_other_items(story: SimpleNamespace, name: str) -> None:
    in_session(story)

    for other in (story.stranger, story.liaison, story.gov):
        assert page(other).post(url(story, name, "01"), {"result": "agreed"}).status_code == 404
    assert page(story.clerk).post(url(story, name, "09"), {"result": "agreed"}).status_code == 404


def test_arrivals_are_marked_and_taken_back(story: SimpleNamespace) -> None:
    in_session(story)
    seat = story.meeting.invitations.get(user=story.liaison)
    client = page(story.clerk)

    done = client.post(url(story, "mark_arrival", seat.key), {"arrived": "1"})
    first = again(seat).arrived_at
    client.post(url(story, "mark_arrival", seat.key), {"arrived": "1"})

    assert (done.status_code, done.url) == (302, url(story, "session") + "#arrivals")
    assert first is not None
    assert again(seat).arrived_at == first
    client.post(url(story, "mark_arrival", seat.key), {"arrived": "0"})
    assert again(seat).arrived_at is None


def test_console_keeps_time(story: SimpleNamespace) -> None:
    in_session(story)
    services.start_item(item=story.items[0], by=story.clerk)
    client = page(story.clerk)
    began = ItemResult.objects.get().started_at
    assert began is not None

    for minutes, words in ((0, "剩15分钟"), (12, "剩3分钟"), (17, "超时2分钟")):
        with clock.at(began + dt.timedelta(minutes=minutes)):
            assert words in client.get(url(story, "pulse"), headers=htmx("pulse")).content.decode()


def test_expected_times_move_with_what_happened(story: SimpleNamespace) -> None:
    in_session(story)
    services.start_item(item=story.items[0], by=story.clerk)
    began = ItemResult.objects.get().started_at
    assert began is not None

    with clock.at(began + dt.timedelta(minutes=40)):
        stages = page(story.clerk).get(url(story, "session")).context["stages"]

    assert [stage.begins for stage in stages] == [began, began + dt.timedelta(minutes=40)]


def test_console_costs_the_same_for_few_and_many_items(story: SimpleNamespace, django_assert_num_queries: Any) -> None:
    in_session(story)
    decide(story)
    client = page(story.clerk)
    with CaptureQueriesContext(connection) as few:
        client.get(url(story, "session"))
    for place in (3, 4, 5):
        AgendaItemFactory(meeting=story.meeting, position=place)
    decide(story, 1)
    with django_assert_num_queries(len(few)):
        client.get(url(story, "session"))
