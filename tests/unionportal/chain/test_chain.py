"""来龙去脉: the same chain from any of its records, cut to what the viewer may see, in a constant few queries."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.core import clock
from foundation.worktime import overlay
from meetings import services
from meetings.models import ActionItem, Decision
from tests.factories.accounts import UserFactory
from tests.factories.meetings import MeetingFactory, TopicFactory
from tests.meetings.conftest import cast as _cast
from tests.meetings.services.test_session_path import held, story  # noqa: F401
from unionportal.chain.facts import facts_for
from unionportal.chain.steps import chain_of
from unionportal.chain.strip import url_of

pytestmark = pytest.mark.django_db
cast = _cast


def states(record: object, viewer: object) -> dict[str, str]:
    chain = chain_of(facts_for(record, viewer))
    return {step.code: step.state if step.shown else "absent" for step in chain.steps}


def test_chain_is_the_same_from_every_record(story: SimpleNamespace) -> None:  # noqa: F811
    held(story)
    viewer = UserFactory(unit=story.federation, roles=["union_leader"])
    records = [
        *story.concerns,
        story.cluster,
        story.topic,
        story.item,
        Decision.objects.get(),
        ActionItem.objects.get(),
    ]

    seen = [states(record, viewer) for record in records]

    assert seen == [seen[0]] * len(records)
    assert seen[0]["concerns"] == seen[0]["cluster"] == seen[0]["decision"] == "done"
    assert seen[0]["actions"] == "todo"


def test_gathering_a_chain_takes_two_queries_and_the_calendar(story: SimpleNamespace) -> None:  # noqa: F811
    held(story)
    viewer = UserFactory(unit=story.federation, roles=["union_leader"])
    _ = viewer.scope

    with overlay.steady(), CaptureQueriesContext(connection) as queries:  # as in a web request
        chain_of(facts_for(story.topic, viewer))

    assert len(queries) == 3, [query["sql"][:80] for query in queries]


def test_lead_unit_knows_that_concerns_exist_but_nothing_of_them(story: SimpleNamespace, client: Client) -> None:  # noqa: F811
    held(story)
    action = services.dispatch_action(action=ActionItem.objects.get(), by=story.supervisor)
    outsider = UserFactory(unit=story.culture, roles=["liaison"])
    leader_of_action = UserFactory(unit=story.housing, roles=["liaison"])
    for concern in story.concerns:
        concern.assignments.update(ended_at=clock.now())

    assert states(action, leader_of_action)["concerns"] == "sealed"
    client.force_login(leader_of_action)
    page = client.get(url_of(action)).content.decode()
    assert story.concerns[0].reference not in page
    assert story.cluster.reference not in page
    client.force_login(outsider)
    assert client.get(url_of(action)).status_code == 404


def test_passed_deadline_is_where_the_chain_is_stuck(story: SimpleNamespace) -> None:  # noqa: F811
    held(story)
    action = services.dispatch_action(action=ActionItem.objects.get(), by=story.supervisor)
    viewer = UserFactory(unit=story.federation, roles=["union_leader"])

    with clock.at(clock.now() + dt.timedelta(days=60)):
        chain = chain_of(facts_for(story.topic, viewer))

    assert chain.stuck is not None
    assert (chain.stuck.code, chain.stuck.stuck_reference) == ("actions", action.reference)
    assert chain.days == sum(part.days for part in chain.spent)
    assert [part.look for part in chain.spent][-1] == "s"


def test_page_shows_the_picture_and_the_strip_stands_on_the_record(story: SimpleNamespace, client: Client) -> None:  # noqa: F811
    held(story)
    client.force_login(UserFactory(unit=story.federation, roles=["union_leader"]))

    page = client.get(url_of(story.topic)).content.decode()

    assert story.concerns[0].reference in page
    assert 'data-n="2"' in page
    action = ActionItem.objects.get()
    assert "来龙去脉" in client.get(action.get_absolute_url()).content.decode()


def test_meeting_not_noticed_yet_is_no_part_of_the_proposer_s_chain(cast: SimpleNamespace, client: Client) -> None:
    meeting = MeetingFactory(state="preparing", union_host=cast.federation, prepared_by=cast.clerk)
    topic = TopicFactory(state="scheduled", meeting=meeting, unit=cast.rights, lead_unit=cast.housing)
    client.force_login(cast.proposer)
    assert meeting.reference not in client.get(url_of(topic)).content.decode()
    client.force_login(cast.clerk)
    assert meeting.reference in client.get(url_of(topic)).content.decode()
