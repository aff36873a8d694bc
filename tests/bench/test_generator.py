"""A data set too small to measure anything, opened as the large ones are."""

import pytest
from django.test import Client

from bench.data import filling, index
from bench.data.sizes import L
from concerns.models import Concern
from foundation.accounts.models import User
from foundation.core.validators import INVENTED
from foundation.notifications.models import Message
from foundation.outbox.models import OutboxRow
from foundation.search.models import SearchEntry
from meetings.models import AgendaItem, Invitation, Meeting, TopicPaper
from meetings.states.meeting import MeetingState
from members.models import Person
from news.models import Release

TINY = L.shrunk("tiny", 5_000)


@pytest.fixture
def filled(db: None) -> dict[str, int]:
    """The set in the test's database, written as `portal_app`."""
    counts = filling.fill(TINY, say=lambda line: None, rebuild_indexes=False)
    counts["search entries"] = index.make()
    return counts


def test_every_page_kind_opens_on_a_generated_set(filled: dict[str, int], client: Client) -> None:
    _has_the_numbers_asked_for(filled)
    _invents_everybody()
    _has_the_largest_meeting_there_is()
    _opens(client)


def _has_the_numbers_asked_for(counts: dict[str, int]) -> None:
    assert Person.objects.count() == counts["persons"] == TINY.members
    assert Concern.objects.count() == counts["concerns"] == TINY.concerns
    assert Release.objects.count() == counts["releases"] == TINY.releases
    assert Message.objects.count() == OutboxRow.objects.count() == TINY.notices
    assert SearchEntry.objects.count() == counts["search entries"] > TINY.concerns + TINY.releases


def _invents_everybody() -> None:
    for person in Person.objects.all():
        assert person.name.endswith(INVENTED)
        assert person.id_number[6:10] == "1900"
        person.full_clean()
    person = Person.objects.order_by("pk").last()
    assert person is not None
    assert list(Person.objects.same_id(person.id_number)) == [person]


def _has_the_largest_meeting_there_is() -> None:
    meeting = Meeting.objects.get(state=MeetingState.NOTIFIED)
    assert AgendaItem.objects.filter(meeting=meeting).count() == 30
    assert TopicPaper.objects.filter(topic__meeting=meeting).count() == 30
    assert Invitation.objects.filter(meeting=meeting).count() == 34


def _opens(client: Client) -> None:
    concern = Concern.objects.select_related("reporter").filter(reporter__isnull=False).latest("pk")
    meeting = Meeting.objects.get(state=MeetingState.NOTIFIED)
    client.force_login(User.objects.get(username="bench.rights"))
    assert concern.reference in client.get("/concerns/?tab=all").content.decode()
    page = client.get(concern.get_absolute_url()).content.decode()
    assert concern.masked_phone in page
    found = client.get("/search/", {"q": concern.title[4:6]}).content.decode()
    assert concern.title[4:6] in found
    client.force_login(User.objects.get(username="bench.office"))
    assert "关于加强" in client.get(meeting.get_absolute_url()).content.decode()
    release = Release.objects.latest("pk")
    assert release.live is not None
    assert release.live.title in Client().get(release.public_url).content.decode()
