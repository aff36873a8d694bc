"""Setting up a second step: its secret is sealed, its coming and going is kept in the audit log."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from foundation.audit.models import AuditRow
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def set_up(client: Client) -> str:
    """Confirm the password, scan, type the code; the secret the page showed."""
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    shown = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="authenticator_secret" value="([A-Z2-7]+)"', shown)[1]  # type: ignore[index]
    done = client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert done.status_code == 302
    return secret


def test_a_leader_sets_it_up_and_signs_in_with_it(client: Client, settings: Any) -> None:
    settings.SECOND_STEP_REQUIRED = True
    user = UserFactory(roles=["union_leader"])
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert client.get("/desk/").headers["Location"] == "/accounts/2fa/"

    secret = set_up(client)

    assert client.get("/desk/").status_code == 200
    again = Client()
    step = again.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert step.headers["Location"] == "/accounts/2fa/authenticate/"
    assert again.get("/desk/").status_code == 302
    again.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert again.post("/accounts/2fa/authenticate/", {"code": code(secret)}).headers["Location"] == "/desk/"
    assert again.get("/desk/").status_code == 200


def test_the_secret_is_not_in_the_database(client: Client) -> None:
    user = UserFactory()
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})

    secret = set_up(client)

    kept = [str(data) for data in Authenticator.objects.values_list("data", flat=True)]
    assert kept
    assert not any(secret in data for data in kept)
    assert all("sealed:" in data for data in kept)


def test_coming_and_going_is_noted(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    user = UserFactory()
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    with django_capture_on_commit_callbacks(execute=True):
        set_up(client)

    client.post("/accounts/2fa/totp/deactivate/")

    noted = AuditRow.objects.about(user).filter(event__startswith="account.second_step")
    assert list(noted.values_list("event", flat=True)) == ["account.second_step_added", "account.second_step_removed"]
