"""Between the session and the view: is it still good, and is this account in order?"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from foundation.accounts import services
from foundation.core.http import go

Handler = Callable[[HttpRequest], HttpResponse]

ALWAYS = ("account_logout", "account_reauthenticate")
PAGES = {
    # duty → the page that settles it, and the beginnings of the names of pages that belong to it
    "password": ("account_change_password", ("account_change_password", "account_set_password")),
    "second_step": ("mfa_index", ("mfa_",)),
}


class SessionLimits:
    """Signs out who was idle too long or has been in for too long; stands before the check for sign-in, which then asks.

    A view marked `@polls` is no sign of life, unless it says so by `core.http.keep_awake` (a meeting in session).
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "keeps_awake", False) and request.user.is_authenticated:
            services.stay(request.session)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if not request.user.is_authenticated:
            return
        if services.over(request.session):
            logout(request)
        elif not getattr(view, "polls", False):
            services.stay(request.session)


class AccountInOrder:
    """Whoever must change her password or set up a second step reaches the pages for it and the way out, nothing else:
    no feature, no admin, no file. Public pages and health stay what they are for everyone."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        user: Any = request.user
        duty = user.duty if user.is_authenticated else ""
        if not duty or getattr(getattr(view, "access", None), "kind", "") in ("public", "page"):
            return None
        page, belonging = PAGES[duty]
        name = request.resolver_match.view_name if request.resolver_match else ""
        return None if name.startswith((*ALWAYS, *belonging)) else go(request, reverse(page))
