"""What people are told about meetings and minutes, as it reaches their mailbox and inbox."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from icalendar import Calendar

from foundation.notifications.models import Message
from foundation.outbox.models import OutboxRow
from foundation.outbox.services import relay
from meetings import services
from tests.meetings import stories


def told(user: Any, notice: str) -> Any:
    """The inbox message `user` got by `notice`, after everything waiting was sent."""
    relay.drain()
    return Message.objects.get(user=user, notice=notice)


def test_notice_arrives_with_its_calendar_part(story: SimpleNamespace) -> None:
    stories.notified(story)

    message = told(story.liaison, "meeting.notified")

    assert story.meeting.title in message.subject
    (letter,) = [one for one in mail.outbox if one.to == [story.liaison.email]]
    assert story.meeting.room in letter.body
    assert f"/meetings/{story.meeting.reference}/reply/" in letter.body
    (alternative,) = [part for part in letter.message().walk() if part.get_content_type() == "text/calendar"]
    assert alternative.get_param("method") == "REQUEST"
    assert alternative.get_content_charset() == "utf-8"
    calendar = Calendar.from_ical(alternative.get_payload(decode=True))
    assert calendar["METHOD"] == "REQUEST"
    assert calendar.walk("VEVENT")[0]["UID"] == f"{story.meeting.key}@unionportal"


def test_put_off_meeting_is_taken_back_with_its_reason(story: SimpleNamespace) -> None:
    stories.notified(story)
    relay.drain()
    mail.outbox.clear()
    services.reschedule(meeting=story.meeting, by=story.clerk, reason="主持人另有公务。")

    message = told(story.liaison, "meeting.cancelled")

    assert message.subject == f"会议延期：{story.meeting.title}"
    assert "主持人另有公务。" in message.body
    assert "新的时间确定后另行通知。" in message.body
    (letter,) = mail.outbox
    (part,) = [one for one in letter.message().walk() if one.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "CANCEL"


def test_put_off_and_taken_up_again_still_tells_that_the_old_date_is_void(story: SimpleNamespace) -> None:
    stories.notified(story)
    relay.drain()
    services.reschedule(meeting=story.meeting, by=story.clerk, reason="主持人另有公务。")
    services.resume_meeting(meeting=story.meeting, by=story.clerk)

    assert told(story.liaison, "meeting.cancelled").subject == f"会议延期：{story.meeting.title}"


def test_cancelled_meeting_says_so(story: SimpleNamespace) -> None:
    stories.notified(story)
    services.cancel_meeting(meeting=story.meeting, by=story.clerk, reason="议题需要进一步研究。")

    message = told(story.liaison, "meeting.cancelled")

    assert message.subject == f"会议取消：{story.meeting.title}"
    assert "另行通知" not in message.body


def test_invitation_to_a_meeting_cancelled_meanwhile_is_not_sent(story: SimpleNamespace) -> None:
    stories.notified(story)
    services.cancel_meeting(meeting=story.meeting, by=story.clerk, reason="议题需要进一步研究。")
    relay.drain()

    rows = OutboxRow.objects.filter(notice="meeting.notified", recipient=story.liaison.actor_reference)
    assert set(rows.values_list("state", flat=True)) == {"cancelled"}


def test_units_are_asked_to_countersign_until_they_did(story: SimpleNamespace) -> None:
    minutes = stories.countersigning(story)

    message = told(story.liaison, "minutes.countersigning")

    assert message.subject == f"请会签：{minutes.title}"
    assert minutes.reference in message.body


def test_a_countersignature_given_meanwhile_is_not_asked_for(story: SimpleNamespace) -> None:
    stories.signing(story)
    relay.drain()

    assert not Message.objects.filter(user=story.liaison, notice="minutes.countersigning").exists()
    assert told(story.leader, "minutes.signing").subject.startswith("请签发：")


def test_the_office_reads_why_minutes_came_back(story: SimpleNamespace) -> None:
    minutes = stories.countersigning(story)
    services.return_minutes(minutes=minutes, by=story.liaison, reason="第二项表述与会议不符。")

    assert "第二项表述与会议不符。" in told(story.clerk, "minutes.returned").body


def test_those_invited_hear_of_the_issued_minutes(story: SimpleNamespace) -> None:
    minutes = stories.issued(story)

    message = told(story.liaison, "minutes.issued")

    assert minutes.number is not None
    assert minutes.number.text in message.subject
    assert "议定事项1项" in message.body


@pytest.mark.parametrize(
    "code",
    [
        "meeting_notified",
        "meeting_cancelled",
        "minutes_countersigning",
        "minutes_signing",
        "minutes_returned",
        "minutes_issued",
    ],
)
def test_each_notice_has_its_text(code: str) -> None:
    from django.template.loader import get_template

    assert get_template(f"meetings/notices/{code}.txt")
