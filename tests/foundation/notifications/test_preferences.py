"""How I am told: both quiet hours or none."""

from datetime import time
from typing import Any

import pytest
from django.test import Client

from foundation.notifications.models import Preference
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
URL = "/notifications/preferences/"


@pytest.fixture
def me(client: Client) -> Any:
    user = UserFactory()
    client.force_login(user)
    return user


def test_preferences_are_saved_and_shown_again(client: Client, me: Any) -> None:
    response = client.post(URL, {"quiet_from": "22:00", "quiet_until": "08:00"})
    assert (response.status_code, response.headers["Location"]) == (302, URL)
    chosen = Preference.objects.get(user=me)
    assert (chosen.email, chosen.quiet_from, chosen.quiet_until) == (False, time(22), time(8))
    page = client.get(URL).content.decode()
    assert 'value="22:00"' in page


def test_half_a_quiet_time_is_refused_with_what_was_typed(client: Client, me: Any) -> None:
    response = client.post(URL, {"email": "on", "quiet_from": "22:00"})
    assert response.status_code == 422
    assert response.context["form"].errors == {"quiet_until": ["免打扰时段须同时填写开始和结束时间，或都不填。"]}
    assert 'value="22:00"' in response.content.decode()
    assert not Preference.objects.exists()


def test_invalid_time_by_htmx_answers_the_fragment(client: Client, me: Any) -> None:
    headers = {"HX-Request": "true", "HX-Target": "preference-form"}
    response = client.post(URL, {"quiet_from": "25:99", "quiet_until": "08:00"}, headers=headers)
    assert response.status_code == 422
    assert response.content.decode().lstrip().startswith("<form")
