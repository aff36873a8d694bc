"""Where audit rows say they came from, and what the hooks of core write."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from foundation.audit import context, hooks
from foundation.audit.middleware import AuditContext, client_address
from foundation.audit.models import AuditRow
from foundation.core import http


def request_from(address: str, forwarded: str = "") -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address, HTTP_X_FORWARDED_FOR=forwarded)


def test_address_is_the_peer_unless_a_proxy_is_ours(settings: Any) -> None:
    settings.BEHIND_PROXY = False
    assert client_address(request_from("192.0.2.1", "203.0.113.9")) == "192.0.2.1"
    settings.BEHIND_PROXY = True
    assert client_address(request_from("127.0.0.1", "198.51.100.1, 203.0.113.9")) == "203.0.113.9"


def test_address_of_a_socket_is_none() -> None:
    assert client_address(request_from("")) is None


def test_context_lasts_for_the_request_only() -> None:
    seen: list[context.Context] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(context.current())
        return HttpResponse()

    request = request_from("192.0.2.1")
    request.request_id = "r-1"  # type: ignore[attr-defined]
    AuditContext(view)(request)

    assert seen == [context.Context("r-1", "192.0.2.1")]
    assert context.current() == context.Context()


def test_hooks_are_registered_once() -> None:
    assert http.denial_hooks.count(hooks.record_denial) == 1
    assert http.view_hooks.count(hooks.record_view) == 1


@pytest.mark.django_db
def test_denial_is_noted_with_rights_and_path() -> None:
    request = request_from("192.0.2.1")
    request.user = AnonymousUser()
    hooks.record_denial(request, http.Access("rights", ("concerns.register",)))

    row = AuditRow.objects.get()
    assert (row.event, row.actor) == ("access.denied", "anonymous")
    assert row.facts == {"path": "/", "method": "GET", "rights": ["concerns.register"]}


@pytest.mark.django_db
def test_view_of_several_records_is_one_row_each() -> None:
    request = request_from("192.0.2.1")
    request.user = SimpleNamespace(actor_reference="user:3", is_authenticated=True)  # type: ignore[assignment]
    hooks.record_view(request, "person.viewed", [AuditRow(pk=1), AuditRow(pk=2)])

    assert list(AuditRow.objects.order_by("pk").values_list("event", "actor", "subject_pk")) == [
        ("person.viewed", "user:3", "1"),
        ("person.viewed", "user:3", "2"),
    ]
