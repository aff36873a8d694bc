"""From the notice to the archive: one page a step."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from foundation.core import clock
from meetings import services
from meetings.models import Minutes
from tests.meetings import stories
from tests.meetings.stories import again, htmx, page

REASON = {"reason": "主持人另有公务。"}


def url(story: SimpleNamespace, verb: str) -> str:
    return reverse(f"meetings:{verb}", args=[story.meeting.reference])


def results(story: SimpleNamespace) -> None:
    stories.in_session(story)
    for item in story.items:
        services.record_result(item=item, by=story.clerk, result="noted")


def rescheduled(story: SimpleNamespace) -> None:
    services.reschedule(meeting=story.meeting, by=story.clerk, reason="主持人另有公务。")


def concluded(story: SimpleNamespace) -> None:
    """Nothing was to be done, so all is done once the minutes are out."""
    results(story)
    minutes = services.draft_minutes(
        meeting=services.end_meeting(meeting=story.meeting, by=story.clerk), by=story.clerk
    )
    minutes = services.send_to_countersign(minutes=minutes, by=story.clerk, units=[story.housing])
    minutes = services.countersign(minutes=minutes, by=story.liaison)
    services.issue_minutes(minutes=services.sign_minutes(minutes=minutes, by=story.leader), by=story.clerk)


STEPS: list[tuple[str, Callable[[Any], Any], dict[str, str], str]] = [
    ("notify_meeting", stories.invited, {}, "notified"),
    ("open_meeting", stories.notified, {}, "in_session"),
    ("end_meeting", results, {}, "ended"),
    ("draft_minutes", stories.held, {}, "drafting"),
    ("reschedule", stories.notified, REASON, "rescheduled"),
    ("resume_meeting", rescheduled, {}, "preparing"),
    ("cancel_meeting", stories.notified, REASON, "cancelled"),
    ("archive_meeting", concluded, {}, "archived"),
]


@pytest.mark.parametrize(("verb", "before", "typed", "after"), STEPS, ids=[step[0] for step in STEPS])
def test_step_is_taken(story: SimpleNamespace, verb: str, before: Any, typed: dict[str, str], after: str) -> None:
    before(story)
    client = page(story.clerk)
    shown = client.get(url(story, verb))
    assert shown.status_code == 200

    done = client.post(url(story, verb), {**typed, "version": again(story.meeting).version})

    assert done.status_code == 302
    assert again(story.meeting).state == after


@pytest.mark.parametrize(("verb", "before", "typed", "after"), STEPS, ids=[step[0] for step in STEPS])
def test_step_is_refused_on_an_old_page(
    story: SimpleNamespace, verb: str, before: Any, typed: dict[str, str], after: str
) -> None:
    before(story)
    state = again(story.meeting).state

    done = page(story.clerk).post(
        url(story, verb), {**typed, "version": story.meeting.version - 1}, headers=htmx("step")
    )

    assert done.status_code == 409
    assert again(story.meeting).state == state


@pytest.mark.parametrize("verb", [step[0] for step in STEPS])
def test_step_does_not_exist_for_others(story: SimpleNamespace, verb: str) -> None:
    stories.notified(story)

    for other in (story.stranger, story.liaison, story.gov, story.leader):
        assert page(other).get(url(story, verb)).status_code == 404
        assert page(other).post(url(story, verb)).status_code == 404


@pytest.mark.parametrize("verb", [step[0] for step in STEPS])
def test_step_without_its_state_is_a_sentence(story: SimpleNamespace, verb: str) -> None:
    type(story.meeting).objects.filter(pk=story.meeting.pk).update(state="cancelled", state_note="演示")
    done = page(story.clerk).post(url(story, verb), {**REASON, "version": story.meeting.version})

    assert done.status_code == 409
    assert "已取消" in done.content.decode()


@pytest.mark.parametrize("verb", ["reschedule", "cancel_meeting"])
def test_stopping_needs_a_reason(story: SimpleNamespace, verb: str) -> None:
    stories.notified(story)

    done = page(story.clerk).post(url(story, verb), {"reason": "", "version": again(story.meeting).version})

    assert done.status_code == 422
    assert "请填写理由。" in done.content.decode()
    assert again(story.meeting).state == "notified"


def test_late_notice_asks_for_its_reason(story: SimpleNamespace) -> None:
    story.meeting.starts_at = clock.now() + dt.timedelta(days=1)
    story.meeting.ends_at = story.meeting.starts_at + dt.timedelta(hours=1)
    story.meeting.save()
    stories.invited(story)
    client = page(story.clerk)
    assert "会议通知应提前5个工作日发出" in client.get(url(story, "notify_meeting")).content.decode()

    bare = client.post(url(story, "notify_meeting"), {"urgent_reason": "", "version": story.meeting.version})
    assert bare.status_code == 422
    assert "请填写加急理由。" in bare.content.decode()

    done = client.post(url(story, "notify_meeting"), {"urgent_reason": "急需研究。", "version": story.meeting.version})
    assert done.status_code == 302
    assert again(story.meeting).urgent_reason == "急需研究。"


def test_meeting_with_open_items_does_not_end(story: SimpleNamespace) -> None:
    stories.in_session(story)

    done = page(story.clerk).post(url(story, "end_meeting"), {"version": again(story.meeting).version})

    assert done.status_code == 409
    assert "还有2项议程没有登记结果。" in done.content.decode()
    assert again(story.meeting).state == "in_session"


def test_cancelled_topics_return_to_the_pool(story: SimpleNamespace) -> None:
    stories.notified(story)
    page(story.clerk).post(url(story, "cancel_meeting"), {**REASON, "version": again(story.meeting).version})

    assert {again(topic).state for topic in story.topics} == {"approved"}
    assert {topic.meeting for topic in story.topics} == {None}


def test_drafting_leads_to_the_minutes(story: SimpleNamespace) -> None:
    meeting = stories.held(story)

    done = page(story.clerk).post(url(story, "draft_minutes"), {"version": meeting.version})

    assert done.url == Minutes.objects.get().get_absolute_url()


def test_opening_leads_to_the_console_with_and_without_htmx(story: SimpleNamespace) -> None:
    stories.notified(story)
    done = page(story.clerk).post(
        url(story, "open_meeting"), {"version": again(story.meeting).version}, headers=htmx("step")
    )

    assert done.headers["HX-Redirect"] == url(story, "session")
