"""The page that holds every menu."""

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_menu_lists_account_links_and_display_settings(client: Client) -> None:
    client.force_login(UserFactory(display_name="李某（演示）"))
    page = client.get("/menu/").content.decode()
    assert "<h2>李某（演示）</h2>" in page
    for address in (
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/notifications/preferences/",
    ):
        assert f'href="{address}"' in page
    assert page.count('action="/accounts/logout/"') == 2  # in the shell's menu and on the page
    assert page.count('action="/display/"') == 2


def test_menu_needs_an_account(client: Client) -> None:
    assert client.get("/menu/")["Location"] == "/accounts/login/?next=/menu/"


def test_htmx_without_a_session_gets_401(client: Client) -> None:
    response = client.get("/menu/", headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (401, b"")
