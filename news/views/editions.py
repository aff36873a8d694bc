"""Public pages as functions of the edition: rendered once per edition and process, revalidated by at most one query a second."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import get_conditional_response

from foundation.core import clock
from foundation.core.http import reading_page, reads
from foundation.core.models import Counter
from news.services.edition import SERIES

View = Callable[..., HttpResponse]
MOST_PAGES = 300
PARAMETERS = ("page",)
FRESH = 1.0  # seconds

_pages: OrderedDict[tuple[Any, ...], tuple[bytes, str, str]] = OrderedDict()
_seen: dict[str, tuple[float, tuple[int, int] | None]] = {}
_lock = Lock()


def edition_page(reason: str) -> Callable[[View], View]:
    """A `@reading_page` that is the same for everyone until the next edition, with an ETag."""

    def decorate(view: View) -> View:
        rendered = reads(view)

        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(["GET", "HEAD"])
            key = _key(request)
            kept = _pages.get(key) if key else None
            if kept is None:
                response = rendered(request, *args, **kwargs)
                if response.status_code != 200:
                    return response
                kept = (response.content, response["Content-Type"], _etag(response.content))
                if key:
                    _keep(key, kept)
            content, content_type, etag = kept
            response = HttpResponse(content, content_type=content_type)
            response["ETag"] = etag
            response["Cache-Control"] = "public, no-cache"  # kept by the browser, asked for again each time
            return get_conditional_response(request, etag=etag, response=response) or response

        return reading_page(reason)(inner)

    return decorate


def _key(request: HttpRequest) -> tuple[Any, ...] | None:
    """The page and the edition it belongs to; None before the first edition and for addresses with other parameters."""
    row = _edition()
    asked = tuple((name, request.GET[name]) for name in PARAMETERS if name in request.GET)
    if row is None or len(request.GET) > len(asked):
        return None
    # Dates drop the current year; the counter's own key tells databases apart whose numbers agree.
    return (connection.settings_dict["NAME"], *row, clock.today().year, request.path, asked)


def _edition() -> tuple[int, int] | None:
    """The counter's key and value, asked of the database once a second: a reader may be that much behind."""
    name, now = str(connection.settings_dict["NAME"]), time.monotonic()
    if connection.in_atomic_block:  # a transaction sees its own edition
        return _asked()
    kept = _seen.get(name)
    if kept is None or now - kept[0] > FRESH:
        kept = _seen[name] = (now, _asked())
    return kept[1]


def _asked() -> tuple[int, int] | None:
    return Counter.objects.filter(series=SERIES).values_list("pk", "value").first()


def _etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _keep(key: tuple[Any, ...], page: tuple[bytes, str, str]) -> None:
    with _lock:
        _pages[key] = page
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)
