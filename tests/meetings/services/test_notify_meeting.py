"""发会议通知: who is told, how long before, and what a late notice has to say."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from foundation.core import clock
from foundation.core.policies import Refused
from foundation.outbox.models import OutboxRow
from meetings import services
from tests.meetings.stories import again, invited

MONDAY = dt.datetime(2026, 11, 2, 9, tzinfo=clock.SHANGHAI)


def meeting_on(story: SimpleNamespace, day: int) -> Any:
    story.meeting.starts_at = dt.datetime(2026, 11, day, 15, tzinfo=clock.SHANGHAI)
    story.meeting.ends_at = story.meeting.starts_at + dt.timedelta(hours=2)
    story.meeting.save()
    invited(story)
    return story.meeting


def test_five_working_days_before_need_no_reason(story: SimpleNamespace) -> None:
    with clock.at(MONDAY):
        meeting = services.notify_meeting(meeting=meeting_on(story, 9), by=story.clerk)

    assert (meeting.state, meeting.urgent_reason) == ("notified", "")


def test_four_working_days_before_need_a_reason(story: SimpleNamespace) -> None:
    meeting = meeting_on(story, 6)
    with clock.at(MONDAY), pytest.raises(Refused, match="距会议还有4个工作日，不足5个工作日，请写明加急理由。"):
        services.notify_meeting(meeting=meeting, by=story.clerk)
    assert again(meeting).state == "agenda_review"
    assert not OutboxRow.objects.filter(notice="meeting.notified").exists()

    with clock.at(MONDAY):
        services.notify_meeting(meeting=meeting, by=story.clerk, urgent_reason="台风后安置问题急需研究。")
    assert again(meeting).urgent_reason == "台风后安置问题急需研究。"


def test_agenda_that_is_not_final_is_not_noticed(story: SimpleNamespace) -> None:
    meeting = meeting_on(story, 30)
    meeting.agenda_frozen_at = None
    meeting.save()

    with clock.at(MONDAY), pytest.raises(Refused, match="议程经两家审定并定稿后才能发会议通知。"):
        services.notify_meeting(meeting=meeting, by=story.clerk)


def test_list_without_an_account_is_not_noticed(story: SimpleNamespace) -> None:
    services.invite(meeting=story.meeting, by=story.clerk, unit=story.government, name="陈某（演示）", post="区长")

    with pytest.raises(Refused, match="参会名单里还没有门户账号"):
        services.notify_meeting(meeting=story.meeting, by=story.clerk)
