"""The way in: allauth in Chinese, one-time links, the first administrator."""

import io
import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from foundation.accounts import services
from foundation.accounts.models import User
from foundation.outbox.models import OutboxRow
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def sign_in(client: Client, username: str, password: str) -> object:
    return client.post(reverse("account_login"), {"login": username, "password": password})


def test_right_password_leads_to_the_desk(client: Client) -> None:
    user = UserFactory()

    response = sign_in(client, user.username, PASSWORD)

    assert (response.status_code, response["Location"]) == (302, "/desk/")  # type: ignore[attr-defined, index]
    assert user.display_name in client.get("/desk/").content.decode()


def test_wrong_password_and_unknown_account_read_the_same(client: Client) -> None:
    def answer(username: str) -> str:
        page = sign_in(client, username, "wrong-password-1").content.decode()  # type: ignore[attr-defined]
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"', "", page).replace(
            username, ""
        )

    assert answer(UserFactory().username) == answer("nobody")
    assert not client.get("/desk/").wsgi_request.user.is_authenticated


def test_closed_account_cannot_sign_in(client: Client) -> None:
    user = UserFactory(is_active=False)

    sign_in(client, user.username, PASSWORD)

    assert client.get("/desk/").status_code == 302


def test_there_is_no_sign_up(client: Client) -> None:
    client.post(
        reverse("account_signup"),
        {"username": "mallory", "email": "m@x.example", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert not User.objects.filter(username="mallory").exists()


def test_admin_goes_the_same_way_in(client: Client) -> None:
    response = client.get("/admin/")

    assert response.status_code == 302
    assert client.get(response["Location"], follow=True).request["PATH_INFO"] == "/accounts/login/"


def test_link_is_mailed_sealed_and_sets_a_password_once(client: Client) -> None:
    user = UserFactory(password=None)
    services.send_link(by=UserFactory(), user=user)

    row = OutboxRow.objects.get()
    assert row.recipient == user.actor_reference
    link = re.search(r'/accounts/password/reset/key/[^\s"]+', row.body).group(0)  # type: ignore[union-attr]
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "木棉花开在四月-2026", "password2": "木棉花开在四月-2026"})
    user.refresh_from_db()
    assert user.check_password("木棉花开在四月-2026")
    assert "password1" not in client.get(link, follow=True).content.decode()


def test_first_administrator_gets_a_link_and_there_is_only_one_first() -> None:
    out = io.StringIO()
    call_command("create_admin", "anquan", "安某（演示）", stdout=out)

    user = User.objects.get()
    assert [role.code for role in user.current_roles] == ["security_admin"]
    assert not user.has_usable_password()
    assert "/accounts/password/reset/key/" in out.getvalue()
    with pytest.raises(CommandError, match="门户已有账号"):
        call_command("create_admin", "second", "第二（演示）")
