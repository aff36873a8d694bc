"""Invitations as calendars read them: RFC 5545 line by line, RFC 5546 in what follows what."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from icalendar import Calendar

from foundation.core import clock
from meetings import services
from meetings.ical import calendar_for
from tests.meetings.stories import again, notified

START = dt.datetime.combine(clock.today() + dt.timedelta(days=30), dt.time(15), clock.SHANGHAI)


@pytest.fixture
def seat(story: SimpleNamespace) -> Any:
    story.meeting.starts_at, story.meeting.ends_at = START, START + dt.timedelta(hours=2)
    story.meeting.save()
    seat = notified(story)
    seat.meeting = story.meeting
    return seat


def event(data: bytes) -> Any:
    (found,) = Calendar.from_ical(data).walk("VEVENT")
    return found


def test_request_is_read_back(seat: Any) -> None:
    data = calendar_for(seat, "REQUEST")

    calendar = Calendar.from_ical(data)
    found = event(data)
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert calendar["PRODID"]
    assert found["UID"] == f"{seat.meeting.key}@unionportal"
    assert found["SEQUENCE"] == 0
    assert found["STATUS"] == "CONFIRMED"
    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (START, START + dt.timedelta(hours=2))
    assert found.decoded("DTSTAMP").utcoffset() == dt.timedelta(0)
    assert str(found["SUMMARY"]) == seat.meeting.title
    assert found["ORGANIZER"].lower().startswith("mailto:")
    assert found["ATTENDEE"] == f"MAILTO:{seat.user.email}"
    assert found["ATTENDEE"].params["RSVP"] == "TRUE"
    assert found["ATTENDEE"].params["ROLE"] == "REQ-PARTICIPANT"


def test_time_zone_is_described_where_it_is_named(seat: Any) -> None:
    data = calendar_for(seat, "REQUEST")

    (zone,) = Calendar.from_ical(data).walk("VTIMEZONE")
    assert zone["TZID"] == "Asia/Shanghai"
    (standard,) = zone.walk("STANDARD")
    assert standard["TZOFFSETTO"].td == dt.timedelta(hours=8)
    assert standard["TZOFFSETFROM"].td == dt.timedelta(hours=8)
    lines = data.decode().split("\r\n")
    assert f"DTSTART;TZID=Asia/Shanghai:{START:%Y%m%d}T150000" in lines
    assert f"DTEND;TZID=Asia/Shanghai:{START:%Y%m%d}T170000" in lines


def test_lines_end_and_fold_as_rfc_5545_says(seat: Any) -> None:
    seat.meeting.room = "区行政中心第一会议室（丰泽街道，东海片区，含视频分会场）；请走南门，乘3号电梯" * 2
    data = calendar_for(seat, "REQUEST")

    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # a fold never cuts a character
    assert str(event(data)["LOCATION"]) == seat.meeting.room


def test_comma_and_semicolon_in_the_title_do_not_split_it(seat: Any) -> None:
    seat.meeting.title = "联席会议,第二阶段;专题\n研究"

    assert str(event(calendar_for(seat, "REQUEST"))["SUMMARY"]) == seat.meeting.title


def test_cancel_follows_the_request_it_takes_back(story: SimpleNamespace, seat: Any) -> None:
    first = event(calendar_for(seat, "REQUEST"))
    services.reschedule(meeting=story.meeting, by=story.clerk, reason="主持人另有公务。")

    seat = again(seat)
    data = calendar_for(seat, "CANCEL")
    assert Calendar.from_ical(data)["METHOD"] == "CANCEL"
    found = event(data)
    assert (found["UID"], found["STATUS"], found["SEQUENCE"]) == (first["UID"], "CANCELLED", 1)
    assert found["ATTENDEE"] == first["ATTENDEE"]
    assert found["ORGANIZER"] == first["ORGANIZER"]


def test_new_date_is_a_request_above_the_cancel(story: SimpleNamespace, seat: Any) -> None:
    services.reschedule(meeting=story.meeting, by=story.clerk, reason="主持人另有公务。")
    meeting = services.resume_meeting(meeting=story.meeting, by=story.clerk)
    type(meeting).objects.filter(pk=meeting.pk).update(state="agenda_review")
    type(meeting).objects.filter(pk=meeting.pk).update(agenda_frozen_at=clock.now())
    services.notify_meeting(meeting=again(meeting), by=story.clerk)

    found = event(calendar_for(again(seat), "REQUEST"))
    assert (found["UID"], found["SEQUENCE"]) == (f"{meeting.key}@unionportal", 2)


def test_an_observer_is_an_optional_participant_without_an_account_nobody(seat: Any) -> None:
    seat.part = "observing"
    assert event(calendar_for(seat, "REQUEST"))["ATTENDEE"].params["ROLE"] == "OPT-PARTICIPANT"
    seat.user = None
    assert "ATTENDEE" not in event(calendar_for(seat, "REQUEST"))
