"""Administrators look; states move only by actions that call the services."""

from typing import Any

import pytest
from django.contrib.messages import get_messages

from meetings.models import Topic
from tests.factories.accounts import UserFactory
from tests.meetings.stories import page
from tests.meetings.topics import all_reviewed, submitted


@pytest.fixture
def administrator(cast: Any) -> Any:
    return UserFactory(username="sysadmin", unit=cast.federation, roles=["system_admin"])


def test_lists_and_records_open_without_a_save_button(cast: Any, administrator: Any) -> None:
    all_reviewed(cast, topics=1)
    client = page(administrator)
    for name in ("topic", "opinion", "meeting", "agendaversion", "clearance"):
        url = f"/admin/meetings/{name}/"
        assert client.get(url).status_code == 200, name
        row = client.get(url).context["cl"].result_list[0]
        shown = client.get(f"{url}{row.pk}/change/").content.decode()
        assert 'name="_save"' not in shown, name
        assert "deletelink" not in shown, name


def test_words_of_a_topic_stay_with_those_who_take_part(cast: Any, administrator: Any) -> None:
    topic = submitted(cast)
    shown = page(administrator).get(f"/admin/meetings/topic/{topic.pk}/change/").content.decode()
    assert topic.background not in shown


def test_action_is_the_service_with_its_refusal(cast: Any, administrator: Any) -> None:
    topic = submitted(cast)
    data = {"action": "accept_topics", "_selected_action": [topic.pk]}
    done = page(administrator).post("/admin/meetings/topic/", data)
    assert [str(message) for message in get_messages(done.wsgi_request)] == [
        f"{topic.reference}：初筛由区总工会办公室办理。"
    ]
    assert Topic.objects.get().state == "submitted"
    administrator.grants.create(role="office_clerk", unit=cast.federation, granted_by="system:test", reason="测试")
    page(administrator).post("/admin/meetings/topic/", data)
    assert Topic.objects.get().state == "screening"
