"""Error pages: Chinese, with the request's number, without what may have failed."""

import re
from collections.abc import Iterator

import pytest
import structlog
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from foundation.core.views import errors
from tests.factories.accounts import UserFactory

NUMBER = "F07A6269"


@pytest.fixture(autouse=True)
def _request_id() -> Iterator[None]:
    with structlog.contextvars.bound_contextvars(request_id="f07a6269-a027-40aa-b299-da82e6d9c291"):
        yield


def headline(response: HttpResponse) -> str:
    found = re.search(r"<h1>(.*?)</h1>", response.content.decode())
    return found.group(1) if found else ""


@pytest.mark.parametrize(
    ("view", "status", "title"),
    [
        (errors.bad_request, 400, "请求有误"),
        (errors.server_error, 500, "系统出错了，这一步没有保存"),
        (errors.unavailable, 503, "系统暂时不能使用"),
    ],
)
def test_page_stands_without_request_database_and_session(view: object, status: int, title: str) -> None:
    response = view(HttpRequest())  # type: ignore[operator]
    assert (response.status_code, headline(response)) == (status, title)
    assert f'<b class="num">{NUMBER}</b>' in response.content.decode()
    assert "sidenav" not in response.content.decode()


def test_unavailable_says_when_to_come_again() -> None:
    assert errors.unavailable(HttpRequest())["Retry-After"] == "60"


def test_not_found_stands_alone_for_strangers() -> None:
    request = RequestFactory().get("/nowhere/")
    request.user = AnonymousUser()
    response = errors.page_not_found(request)
    assert (response.status_code, headline(response)) == (404, "没有找到这个页面")
    assert "sidenav" not in response.content.decode()


def test_not_found_on_a_page_without_a_user_stands_alone() -> None:
    assert errors.page_not_found(RequestFactory().get("/nowhere/")).status_code == 404


@pytest.mark.django_db
def test_not_found_keeps_the_shell_for_people_signed_in(client: Client) -> None:
    client.force_login(UserFactory())
    response = client.get("/nowhere/")
    assert (response.status_code, headline(response)) == (404, "没有找到这个页面")
    assert 'id="sidenav"' in response.content.decode()


@pytest.mark.django_db
def test_forbidden_says_whom_to_ask() -> None:
    request = RequestFactory().get("/desk/")
    request.user = UserFactory()
    response = errors.permission_denied(request)
    assert (response.status_code, headline(response)) == (403, "您没有打开这个页面的权限")
    assert "系统管理员" in response.content.decode()


@pytest.mark.django_db
def test_a_missing_csrf_token_is_explained(client: Client) -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x", "password": "y"})
    assert (response.status_code, headline(response)) == (403, "页面停留太久，请重新提交")
