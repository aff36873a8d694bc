"""Around the views: public pages without a session, and what is written once a view is over."""

from collections.abc import Callable
from typing import Any

import structlog
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from foundation.core.http import denial_hooks, view_hooks

logger = structlog.get_logger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]


class PlainAddresses:
    """Addresses with a NUL name nothing: PostgreSQL cannot hold it, so without this every lookup would be an error page.

    404 for a path, 400 for a query string; what is typed into forms is refused by the forms.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\0" in query:
            raise BadRequest
        return self.get_response(request)


class PublicPages:
    """Answers `@reading_page` views here, before session, user and CSRF exist: the same bytes for everyone."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        access = getattr(match.func, "access", None)
        if access is None or access.kind != "page":
            return self.get_response(request)
        request.resolver_match = match
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return response


class AfterView:
    """Writes, in transactions of their own, what must be noted about a request: denials and recorded reads."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        denied: Any = getattr(request, "denied", None)
        if denied is not None:
            for note_denial in denial_hooks:
                note_denial(request, denied)
        after: Any = getattr(request, "after_view", None)
        if after is not None:
            try:
                for note_view in view_hooks:
                    note_view(request, *after)
            except Exception:
                logger.exception("read.not_recorded", read=after[0])
                return HttpResponse(render_to_string("503.html", {}, None), status=503)
        return response


class SignInRequired(LoginRequiredMiddleware):
    """Everything needs an account unless marked otherwise. A request by htmx gets 401, which opens the sign-in dialog
    over the page and keeps what was typed there; a redirect would swap the sign-in page into the middle of it."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> Any:
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=401)
        return super().handle_no_permission(request, view_func)
