"""What a view says about itself before its first line: what it may do, who may call it, what is noted about it.

Outermost the method decorator (`@reads`, `@reads_and_writes`), then one access mark (`@allow`, `@signed_in`,
`@public`, `@reading_page`). A system check refuses any view without a mark.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any
from urllib.parse import urldefrag

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, connection, transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.functional import Promise
from django_htmx.http import HttpResponseClientRedirect

from foundation.core.db import RefusedByDatabase
from foundation.core.partials import render
from foundation.core.policies import Refused, Stale

View = Callable[..., Any]  # a page, or a file as it streams


@dataclass(frozen=True, slots=True)
class Access:
    """The mark: `kind` is "rights", "signed_in", "public" or "page"; `reason` says why a view is open."""

    kind: str
    rights: tuple[str, ...] = ()
    reason: str = ""


# Filled by foundation.audit: called after the rollback of a denied request, and after a recorded read.
denial_hooks: list[Callable[[HttpRequest, Access], None]] = []
view_hooks: list[Callable[[HttpRequest, str, Any], None]] = []


def _keep_mark(outer: View, inner: View) -> View:
    for name in ("access", "login_required", "polls"):
        if hasattr(inner, name):
            setattr(outer, name, getattr(inner, name))
    return outer


def reads(view: View) -> View:
    """GET and HEAD only, in a transaction the database itself keeps read-only around the view and its rendering."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            return view(request, *args, **kwargs)

    return _keep_mark(inner, view)


def reads_and_writes(view: View) -> View:
    """GET as `@reads`; POST is one transaction, rolled back whenever the answer is an error or an exception."""
    reading = reads(view)

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return reading(request, *args, **kwargs)
        if request.method != "POST":
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        with transaction.atomic():
            response = view(request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            return response

    return _keep_mark(inner, view)


def allow(*rights: StrEnum) -> Callable[[View], View]:
    """Only people who hold one of `rights` anywhere; for all others the page does not exist (404, noted as denied)."""
    mark = Access("rights", tuple(str(right) for right in rights))

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(request.user.holds(right) for right in rights):  # type: ignore[union-attr]
                request.denied = mark  # type: ignore[attr-defined]
                raise Http404
            return view(request, *args, **kwargs)

        inner.access = mark  # type: ignore[attr-defined]
        return inner

    return decorate


def signed_in(view: View) -> View:
    """Anyone with an account; what she sees there is hers."""
    view.access = Access("signed_in")  # type: ignore[attr-defined]
    return view


def public(reason: str) -> Callable[[View], View]:
    """Open without signing in, for the `reason` given; it may use the session."""

    def decorate(view: View) -> View:
        view = login_not_required(view)
        view.access = Access("public", reason=reason)  # type: ignore[attr-defined]
        return view

    return decorate


def reading_page(reason: str) -> Callable[[View], View]:
    """A public page without session, user, CSRF token or nonce, so that it is the same for all and 304 works."""

    def decorate(view: View) -> View:
        view = login_not_required(view)
        view.access = Access("page", reason=reason)  # type: ignore[attr-defined]
        return view

    return decorate


def polls(view: View) -> View:
    """A route that a page asks again and again: it does not keep the session alive."""
    view.polls = True  # type: ignore[attr-defined]
    return view


def keep_awake(request: HttpRequest) -> None:
    """Said by a view that `@polls`: whoever asks now is at work all the same, for instance in a meeting."""
    request.keeps_awake = True  # type: ignore[attr-defined]


def records_view(event: str) -> Callable[[View], View]:
    """Note who read this: the view sets `request.viewed` to the record; one audit row is written in a second
    transaction before the answer leaves. When that fails nothing is shown (503)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            viewed = getattr(request, "viewed", None)
            if viewed is not None and response.status_code == 200:
                request.after_view = (event, viewed)  # type: ignore[attr-defined]
            return response

        return _keep_mark(inner, view)

    return decorate


def go(request: HttpRequest, url: str) -> HttpResponse:
    """After a POST: on to `url`, with or without htmx.

    A place on the page that is open already (`/minutes/#part-2`) is only scrolled to by the browser; it is read again.
    """
    htmx: Any = getattr(request, "htmx", None)
    if not htmx:
        return redirect(url)
    response: HttpResponse = HttpResponseClientRedirect(url)
    page, fragment = urldefrag(url)
    if fragment and page == urldefrag(htmx.current_url_abs_path or "").url:
        response.headers["HX-Refresh"] = "true"
    return response


def answer(
    request: HttpRequest,
    *,
    act: Callable[[], Any],
    template: str,
    fragment: str,
    to: str | Callable[[Any], str],
    form: BaseForm | None = None,
    context: Mapping[str, Any] | Callable[[], Mapping[str, Any]] | None = None,
    said: str | Promise | Callable[[Any], str] = "",
) -> HttpResponse:
    """Draw a form, or make its one service call.

    GET: the page or fragment. POST with an invalid form: the same with 422 and what was typed. POST that the service
    refuses: 409 with `refusal` and a context read again after the rollback. Done: on to `to` with the toast `said`.
    """
    status, refusal, outdated = 200, "", False
    if request.method == "POST":
        if form is not None and not form.is_valid():
            status = 422
        else:
            try:
                with transaction.atomic():
                    outcome = act()
            except Stale as stale:
                status, refusal = 409, str(stale)
                outdated = True
            except Refused as refused:
                status, refusal = 409, str(refused)
            except IntegrityError as error:
                status, refusal = 409, str(RefusedByDatabase(error))
            else:
                if said:
                    messages.success(request, str(said(outcome) if callable(said) else said))
                return go(request, to(outcome) if callable(to) else to)
    facts = dict((context() if callable(context) else context) or {})
    if outdated and form is not None:
        _answer_for_now(form, facts)
    return render(request, template, {**facts, "form": form, "refusal": refusal}, fragment=fragment, status=status)


def _answer_for_now(form: BaseForm, facts: Mapping[str, Any]) -> None:
    """After a stale save: what was typed stays, and the form now answers for the version shown beside it."""
    show = getattr(form, "show_version", None)
    fresh = next((value for value in facts.values() if hasattr(value, "version") and hasattr(value, "pk")), None)
    if show is not None and fresh is not None:
        show(fresh)
