"""Text size and theme without a script."""

import pytest
from django.test import Client

URL = "/display/"


def test_display_keeps_the_choice_in_cookies_and_goes_back(client: Client) -> None:
    response = client.post(URL, {"text": "lg", "theme": "dark", "next": "/accounts/login/?next=/desk/"})
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/desk/")
    assert {name: morsel.value for name, morsel in response.cookies.items()} == {
        "portal_text": "lg",
        "portal_theme": "dark",
    }
    assert response.cookies["portal_text"]["samesite"] == "Lax"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_display_goes_nowhere_else(client: Client, target: str) -> None:
    assert client.post(URL, {"text": "lg", "next": target})["Location"] == "/"


def test_display_drops_what_is_not_on_offer(client: Client) -> None:
    response = client.post(URL, {"text": "huge", "theme": "\u202epink", "next": "/"})
    assert dict(response.cookies) == {}


def test_display_is_not_read(client: Client) -> None:
    assert client.get(URL).status_code == 405


@pytest.mark.django_db
def test_choice_is_drawn_by_the_server(client: Client) -> None:
    client.cookies.load({"portal_text": "xl", "portal_theme": "dark"})
    assert '<html lang="zh-hans" data-theme="dark" data-text="xl">' in client.get("/accounts/login/").content.decode()
