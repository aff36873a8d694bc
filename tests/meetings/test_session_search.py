"""Decisions and minutes are found by their words and numbers, by those who may read them."""

from typing import Any

from foundation.search.finding import find
from meetings import services
from meetings.models import Decision, Minutes
from tests.meetings import stories


def found(user: Any, typed: str, label: str) -> list[Any]:
    return [hit.url for hit in find(user, typed, label=label)]


def test_decision_is_found_once_the_meeting_has_ended(story: Any) -> None:
    meeting = stories.in_session(story)
    stories.decide(story, text="同意建立骑手驿站共享机制。")
    assert found(story.clerk, "骑手驿站", "meetings.decision") == []
    for item in story.items:
        services.record_result(item=item, by=story.clerk, result="agreed")
    services.end_meeting(meeting=meeting, by=story.clerk)

    url = Decision.objects.get().get_absolute_url()
    assert found(story.clerk, "骑手驿站", "meetings.decision") == [url]
    assert found(story.liaison, "骑手驿站", "meetings.decision") == [url]
    assert found(story.stranger, "骑手驿站", "meetings.decision") == []


def test_minutes_are_found_by_number_and_by_words(story: Any) -> None:
    stories.issued(story)
    minutes = Minutes.objects.get()
    assert minutes.number is not None

    for typed in (minutes.number.text, "联合排查机制"):
        assert found(story.liaison, typed, "meetings.minutes") == [minutes.get_absolute_url()], typed
        assert found(story.stranger, typed, "meetings.minutes") == []


def test_draft_of_minutes_is_not_in_the_index(story: Any) -> None:
    stories.drafted(story)

    assert found(story.clerk, "联合排查机制", "meetings.minutes") == []
