"""The invitation as an iCalendar object (RFC 5545, 5546): stable UID, SEQUENCE as stored, Asia/Shanghai, ORGANIZER.

Nothing here decides; it describes a seat at a meeting as calendars read it.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress, vText

from foundation.core import clock


def calendar_for(seat: Any, method: str) -> bytes:
    """The REQUEST or CANCEL for one seat (`Invitation`). Reads its meeting and user."""
    meeting = seat.meeting
    calendar = Calendar()
    calendar.add("prodid", "-//unionportal//joint meeting//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_shanghai())
    event = Event()
    event.add("uid", f"{meeting.key}@unionportal")
    event.add("sequence", seat.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", clock.local(meeting.starts_at))
    event.add("dtend", clock.local(meeting.ends_at))
    event.add("summary", meeting.title)
    event.add("location", meeting.room)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("url", f"{settings.PORTAL_URL}{meeting.get_absolute_url()}")
    event.add("description", _("议程和材料请登录门户查看。"))
    organizer = vCalAddress(f"MAILTO:{settings.DEFAULT_FROM_EMAIL}")
    organizer.params["cn"] = vText(settings.PORTAL_NAME)
    event["organizer"] = organizer
    if seat.user is not None and seat.user.email:
        attendee = vCalAddress(f"MAILTO:{seat.user.email}")
        attendee.params["cn"] = vText(seat.name)
        attendee.params["role"] = vText("REQ-PARTICIPANT" if seat.part == "attending" else "OPT-PARTICIPANT")
        attendee.params["partstat"] = vText("NEEDS-ACTION")
        attendee.params["rsvp"] = vText("TRUE")
        event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _shanghai() -> Timezone:
    """VTIMEZONE of Asia/Shanghai: UTC+8 all year since 1991."""
    zone = Timezone()
    zone.add("tzid", "Asia/Shanghai")
    standard = TimezoneStandard()
    standard.add("dtstart", dt.datetime(1991, 9, 15, 1, 0))  # noqa: DTZ001 - local by definition of VTIMEZONE
    standard.add("tzoffsetfrom", dt.timedelta(hours=8))
    standard.add("tzoffsetto", dt.timedelta(hours=8))
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone
