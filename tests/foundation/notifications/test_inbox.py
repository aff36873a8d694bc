"""The inbox: her own messages about what she may see, by day; reading is a POST."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.core import clock
from foundation.notifications.models import Message
from foundation.notifications.services.inbox import unread_count
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MessageFactory

pytestmark = pytest.mark.django_db
INBOX = "/notifications/"


@pytest.fixture
def me(client: Client) -> Any:
    user = UserFactory()
    client.force_login(user)
    return user


def titles(response: Any) -> list[str]:
    return [message.subject for _, messages in response.context["groups"] for message in messages]


def test_inbox_groups_by_day(client: Client, me: Any) -> None:
    noon = clock.local(clock.now()).replace(hour=12)
    with clock.at(noon):
        for days in (0, 1, 2, 40):
            MessageFactory(user=me, subject=f"{days}天前", created_at=noon - timedelta(days=days))
        response = client.get(INBOX)
    assert response.status_code == 200
    assert [(day, [m.subject for m in messages]) for day, messages in response.context["groups"]] == [
        ("今天", ["0天前"]),
        ("昨天", ["1天前"]),
        ("更早", ["2天前", "40天前"]),
    ]
    assert "4条未读" in response.content.decode()


def test_inbox_shows_nobody_elses(client: Client, me: Any) -> None:
    MessageFactory()
    response = client.get(INBOX)
    assert (titles(response), unread_count(me)) == ([], 0)
    assert "还没有通知" in response.content.decode()


def test_inbox_hides_what_may_no_longer_be_seen(client: Client, me: Any) -> None:
    mine, foreign = MessageFactory(user=me, read_at=clock.now()), MessageFactory()
    for record in (mine, foreign):
        MessageFactory(user=me, subject=f"关于{record.pk}", object_label="notifications.message", object_pk=record.pk)
    response = client.get(INBOX + "?unread=1")
    assert titles(response) == [f"关于{mine.pk}"]
    assert (unread_count(me), response.context["unread"]) == (1, 1)


def test_unread_filter(client: Client, me: Any) -> None:
    MessageFactory(user=me, read_at=clock.now())
    unread = MessageFactory(user=me)
    assert titles(client.get(INBOX + "?unread=1")) == [unread.subject]


def test_older_pages(client: Client, me: Any) -> None:
    now = clock.now()
    made = [MessageFactory(user=me, created_at=now - timedelta(minutes=n)).subject for n in range(45)]
    first = client.get(INBOX)
    assert titles(first) == made[:40]
    second = client.get(INBOX, {"before": first.context["older"].key})
    assert (titles(second), second.context["older"]) == (made[40:], None)


@pytest.mark.parametrize("before", ["", "x", "-1", "00000000-0000-0000-0000-000000000000", "９９"])
def test_bad_page_is_the_first_page(client: Client, me: Any, before: str) -> None:
    message = MessageFactory(user=me)
    assert titles(client.get(INBOX, {"before": before})) == [message.subject]


def test_query_count_is_flat(client: Client, me: Any, django_assert_max_num_queries: Any) -> None:
    record = MessageFactory(user=me)
    counts = []
    for number in (1, 3):
        for _ in range(number):
            MessageFactory(user=me, object_label="notifications.message", object_pk=record.pk)
        with django_assert_max_num_queries(30) as captured:
            client.get(INBOX)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_read_marks_and_leads_to_the_record(client: Client, me: Any) -> None:
    message = MessageFactory(user=me, url="/desk/")
    response = client.post(reverse("notifications:read", args=[message.key]))
    message.refresh_from_db()
    assert (response.status_code, response.headers["Location"]) == (302, "/desk/")
    assert message.read_at is not None


def test_read_by_htmx_redirects_the_browser(client: Client, me: Any) -> None:
    message = MessageFactory(user=me, url="/desk/")
    response = client.post(reverse("notifications:read", args=[message.key]), headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, "/desk/")


def test_read_by_get_does_not_mark(client: Client, me: Any) -> None:
    message = MessageFactory(user=me)
    client.get(reverse("notifications:read", args=[message.key]))
    message.refresh_from_db()
    assert message.read_at is None


def test_read_of_another_persons_message_is_404(client: Client, me: Any) -> None:
    message = MessageFactory()
    response = client.post(reverse("notifications:read", args=[message.key]))
    message.refresh_from_db()
    assert (response.status_code, message.read_at) == (404, None)


def test_read_keeps_the_first_time(client: Client, me: Any) -> None:
    moment = clock.now() - timedelta(days=1)
    message = MessageFactory(user=me, read_at=moment)
    client.post(reverse("notifications:read", args=[message.key]))
    message.refresh_from_db()
    assert message.read_at == moment


def test_read_all_spares_what_came_since(client: Client, me: Any) -> None:
    seen = MessageFactory(user=me)
    later = MessageFactory(user=me)
    client.post(reverse("notifications:read_all"), {"until": seen.key})
    assert list(Message.objects.filter(read_at=None)) == [later]


def test_read_all_leaves_other_people_alone(client: Client, me: Any) -> None:
    other, mine = MessageFactory(), MessageFactory(user=me)
    client.post(reverse("notifications:read_all"), {"until": mine.key})
    assert list(Message.objects.filter(read_at=None)) == [other]


def test_unread_count_is_bounded(me: Any, django_assert_num_queries: Any) -> None:
    MessageFactory.create_batch(7, user=me)
    with django_assert_num_queries(2):
        assert unread_count(me, limit=5) == 6


def test_stranger_is_asked_to_sign_in(client: Client) -> None:
    response = client.get(INBOX)
    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, reverse("account_login"))
