"""How far a meeting has come: set up by factories, moved on by the services."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.test import Client

from foundation.core import clock
from meetings import services
from meetings.models import Invitation, Meeting, Minutes
from tests.factories.accounts import UserFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, TopicFactory

DECIDED = "同意建立工资支付联合排查机制。"


def make_meeting(cast: SimpleNamespace) -> SimpleNamespace:
    """A meeting whose agenda is final, with two topics; a chairman and two liaisons to invite."""
    meeting = MeetingFactory(
        state="agenda_review",
        agenda_frozen_at=clock.now(),
        union_host=cast.federation,
        government_host=cast.office,
        prepared_by=cast.clerk,
    )
    first = TopicFactory(state="scheduled", meeting=meeting, unit=cast.rights, lead_unit=cast.housing)
    second = TopicFactory(state="scheduled", meeting=meeting, unit=cast.rights, lead_unit=cast.labour)
    items = [
        AgendaItemFactory(meeting=meeting, topic=topic, position=place, unit=cast.rights)
        for place, topic in enumerate((first, second), start=1)
    ]
    people = vars(cast)
    if "supervisor" not in people:
        people = {**people, "supervisor": UserFactory(username="supervisor", unit=cast.office, roles=["supervisor"])}
    return SimpleNamespace(**{**people, "meeting": meeting, "items": items, "topics": [first, second]})


def invited(story: SimpleNamespace) -> Invitation:
    """The liaison's seat; a head without an account has one too."""
    seat = services.invite(meeting=story.meeting, by=story.clerk, unit=story.housing, user=story.liaison, post="副局长")
    services.invite(meeting=story.meeting, by=story.clerk, unit=story.government, name="陈某（演示）", post="区长")
    return seat


def notified(story: SimpleNamespace) -> Invitation:
    seat = invited(story)
    services.notify_meeting(meeting=story.meeting, by=story.clerk)
    return again(seat)


def in_session(story: SimpleNamespace) -> Meeting:
    notified(story)
    return services.open_meeting(meeting=story.meeting, by=story.clerk)


def decide(story: SimpleNamespace, place: int = 0, **facts: Any) -> Any:
    usual = {"text": DECIDED, "lead_unit": story.housing, "due_on": clock.today() + dt.timedelta(days=40)}
    return services.record_decision(item=story.items[place], by=story.clerk, **(usual | facts))


def held(story: SimpleNamespace) -> Meeting:
    meeting = in_session(story)
    decide(story)
    for item in story.items:
        services.record_result(item=item, by=story.clerk, result="agreed")
    return services.end_meeting(meeting=meeting, by=story.clerk)


def drafted(story: SimpleNamespace) -> Minutes:
    return services.draft_minutes(meeting=held(story), by=story.clerk)


def countersigning(story: SimpleNamespace) -> Minutes:
    return services.send_to_countersign(minutes=drafted(story), by=story.clerk, units=[story.housing])


def signing(story: SimpleNamespace) -> Minutes:
    return services.countersign(minutes=countersigning(story), by=story.liaison)


def signed(story: SimpleNamespace) -> Minutes:
    return services.sign_minutes(minutes=signing(story), by=story.leader)


def issued(story: SimpleNamespace) -> Minutes:
    return services.issue_minutes(minutes=signed(story), by=story.clerk)


def again(row: Any) -> Any:
    row.refresh_from_db()
    return row


def page(user: Any) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client


def htmx(target: str) -> dict[str, str]:
    """Headers of a request by htmx that replaces `target`."""
    return {"HX-Request": "true", "HX-Target": target}
