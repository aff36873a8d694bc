"""A draft release out of signed minutes: the record's words, in the house structure."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.core.contributions import offers_for
from foundation.core.policies import Refused
from meetings.models import Minutes
from news import services
from news.models import Release
from tests.factories.accounts import UserFactory
from tests.meetings.conftest import make_cast
from tests.meetings.stories import make_meeting, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> SimpleNamespace:
    cast = make_cast()
    story = make_meeting(cast)
    story.editor = UserFactory(unit=cast.federation, roles=["editor"], display_name="编辑（演示）")
    return story


def parts(release: Release) -> list[str]:
    assert release.current is not None
    return [paragraph.part for paragraph in release.current.body]


def test_the_draft_holds_what_the_minutes_hold(story: Any) -> None:
    minutes = signed(story)
    release = services.draft_from_minutes(minutes=minutes, by=story.editor)
    text = release.current
    assert text is not None
    assert (release.minutes, release.origin, release.state, release.column.slug) == (
        minutes,
        "minutes",
        "draft",
        "lianxi",
    )
    assert (text.title_is_working, text.source, text.byline) == (True, "", "")
    assert parts(release)[:3] == ["lead", "attendance", "heard"]
    whole = text.text
    for section in minutes.sections.all():
        for line in section.text.split("\n"):
            assert line.strip() in whole
    assert minutes.meeting.chair_post in text.body[1].text


def test_only_those_who_came_are_named_in_the_order_of_the_seats(story: Any) -> None:
    minutes = signed(story)
    text = services.draft_from_minutes(minutes=minutes, by=story.editor).current
    assert text is not None
    seats = minutes.meeting.invitations.order_by("sort_order", "pk")
    places = [text.body[1].text.find(seat.name) for seat in seats if seat.arrived_at and seat.part == "attending"]
    assert -1 not in places
    assert places == sorted(places)
    for seat in seats.filter(arrived_at=None):
        assert seat.name not in text.text


def test_once_only(story: Any) -> None:
    minutes = signed(story)
    first = services.draft_from_minutes(minutes=minutes, by=story.editor)
    with pytest.raises(Refused, match=f"这份纪要已起草新闻稿{first.reference}。"):
        services.draft_from_minutes(minutes=Minutes.objects.get(pk=minutes.pk), by=story.editor)
    services.withdraw(release=first, reason="重新起草", by=story.editor)
    assert services.draft_from_minutes(minutes=Minutes.objects.get(pk=minutes.pk), by=story.editor).pk != first.pk


def test_the_button_stands_on_the_minutes_for_editors_only(story: Any) -> None:
    minutes = signed(story)
    [offer] = offers_for(story.editor, [minutes])[minutes.pk]
    assert (offer.verb, offer.refusal) == ("draft_release", None)
    assert offers_for(story.clerk, [minutes]) == {}


def test_the_editor_drafts_in_the_browser_and_a_stranger_finds_nothing(story: Any) -> None:
    minutes = signed(story)
    path = reverse("news:draft_release", args=[minutes.reference])
    client = Client()
    client.force_login(story.stranger)
    assert client.post(path).status_code == 404
    client.force_login(story.editor)
    assert client.get(path).status_code == 200
    assert client.post(path)["Location"] == Release.objects.get().desk_url
    assert client.post(path).status_code == 409


def test_the_editor_finds_signed_minutes_at_the_desk_until_a_release_is_drafted(story: Any) -> None:
    minutes = signed(story)
    path = reverse("news:draft_release", args=[minutes.reference])
    client = Client()
    client.force_login(story.editor)
    assert [path in client.get(url).content.decode() for url in (reverse("news:queue"), minutes.get_absolute_url())] == [
        True, True,
    ]  # fmt: skip
    services.draft_from_minutes(minutes=minutes, by=story.editor)
    assert client.get(reverse("news:queue")).context["undrafted"] == []
    client.force_login(UserFactory(unit=story.federation, roles=["first_reviewer"]))
    assert path not in client.get(reverse("news:queue")).content.decode()
