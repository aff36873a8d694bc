"""Gives every audit row of a request its request id and the address it came from."""

import ipaddress
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from foundation.audit.context import during

Handler = Callable[[HttpRequest], HttpResponse]


class AuditContext:
    """Stands behind django-structlog, whose request id it takes over, and before everything that may record."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = str(getattr(request, "request_id", "") or request.headers.get("X-Request-ID", "") or uuid.uuid4())
        with during(request_id, client_address(request)):
            return self.get_response(request)


def client_address(request: HttpRequest) -> str | None:
    """The address the request came from. Only behind our own proxy (setting `BEHIND_PROXY`) is the last entry of
    X-Forwarded-For believed: the entries before it are written by the client. None when it is no address (a socket)."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None
