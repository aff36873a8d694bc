"""What every figure is compared with: pages that do nothing but what each page must (quality §1).

Same server, same middleware, same sign-in. The filler is the real page's own text, so that size and compression are
those of the page it is compared with; `bench.pages` keeps it beside the data set.
"""

import re
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template import Context, Template

from bench.database import PAGES
from concerns.models import Concern
from foundation.core.http import polls, reading_page, signed_in
from meetings.models import Meeting

_NAME = re.compile(r"[a-z_-]+")
_PAGE = Template(
    "<!doctype html><table>{% for reference, title in rows %}<tr><td>{{ reference }}</td><td>{{ title }}</td></tr>"
    "{% endfor %}</table>{{ filler|safe }}"
)


@lru_cache(maxsize=20)
def _filler(name: str) -> str:
    path = PAGES / f"{name}.html"
    return path.read_text("utf-8") if _NAME.fullmatch(name) and path.exists() else ""


@signed_in
def bare_page(request: HttpRequest) -> HttpResponse:
    """`rows` newest concerns by an index, in a plain table, and the text of the page named by `like`."""
    rows = Concern.objects.order_by("-registered_at", "-pk").values_list("reference", "title")
    shown = list(rows[: int(request.GET.get("rows", "20"))])
    return HttpResponse(_PAGE.render(Context({"rows": shown, "filler": _filler(request.GET.get("like", ""))})))


@polls
@signed_in
def bare_poll(request: HttpRequest) -> HttpResponse:
    """One indexed query and 304 while nothing changed."""
    version = Meeting.objects.values_list("version", flat=True).get(reference=request.GET["reference"])
    etag = f'"{version}"'
    unchanged = request.headers.get("If-None-Match") == etag
    response: HttpResponse = HttpResponseNotModified() if unchanged else HttpResponse("changed")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@reading_page("bench: a constant answer of the size of a public page")
def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_filler(request.GET.get("like", "")))
