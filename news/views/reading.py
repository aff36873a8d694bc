"""The reading site: front page, columns, archive, release, search, feed. No session, no user, no cookie."""

from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.http import reading_page, reads
from foundation.core.pages import page_of
from foundation.search.finding import find
from news.enums import Place
from news.layout import blocks, outline, slogans
from news.models import Column, Release
from news.states import State
from news.views.editions import edition_page

PER_BLOCK = 4
PER_PAGE = 20
IN_FEED = 30
LONGEST_QUERY = 50
MOST_FOUND = 100
FIRST_YEAR, LAST_YEAR = 1949, 2200


def _masthead() -> list[dict[str, Any]]:
    home = [{"label": _("首页"), "url": reverse("news:front"), "exact": True}]
    return home + [{"label": c.name, "url": c.get_absolute_url(), "exact": False} for c in Column.objects.open()]


def _page() -> dict[str, Any]:
    """What every public page shows: the columns, and a search box with nothing in it yet."""
    return {"columns": _masthead(), "words": ""}


def _public() -> Any:
    return Release.objects.public().newest_first().select_related("column", "live")


@edition_page("新闻发布首页，供公众阅读")
def front(request: HttpRequest) -> HttpResponse:
    """The lead story, the columns, the archive."""
    columns = list(Column.objects.open())
    newest = list(_public()[:60])
    headline = next((c for c in columns if c.place == Place.HEADLINE), None)
    lead = next((r for r in newest if headline and r.column_id == headline.pk), newest[0] if newest else None)
    shelves = [(c, [r for r in newest if r.column_id == c.pk and r != lead][:PER_BLOCK]) for c in columns]
    for index, (column, found) in enumerate(shelves):
        if len(found) < PER_BLOCK and len(newest) == 60:  # a column that published nothing for long
            shelves[index] = (
                column,
                [r for r in _public().filter(column=column)[: PER_BLOCK + 1] if r != lead][:PER_BLOCK],
            )
    years = _years()
    context = {
        **_page(),
        "lead": lead,
        "slogans": slogans(lead.live.body)[:3] if lead else [],
        "asides": [shelf for shelf in shelves if shelf[1] and shelf[0].place == Place.ASIDE],
        "shelves": [shelf for shelf in shelves if shelf[1] and shelf[0].place != Place.ASIDE],
        "years": years,
        "total": sum(count for _year, months in years for _month, count in months),
    }
    return render(request, "news/front.html", context)


def _years() -> list[tuple[int, list[tuple[int, int]]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for year, month, count in Release.objects.by_year():
        found.setdefault(year, []).append((month, count))
    return list(found.items())


def _listing(request: HttpRequest, rows: Any, title: str, **facts: Any) -> HttpResponse:
    page = page_of(request, rows, PER_PAGE)
    return render(request, "news/listing.html", {**_page(), "title": title, "page": page, **facts})


@edition_page("全部发布，供公众阅读")
def index(request: HttpRequest) -> HttpResponse:
    """Everything that is public, newest first."""
    return _listing(request, _public(), _("全部发布"))


@edition_page("栏目列表，供公众阅读")
def column(request: HttpRequest, slug: str) -> HttpResponse:
    """One column."""
    found = get_object_or_404(Column, slug=slug)
    return _listing(request, _public().filter(column=found), found.name, one_column=True)


@edition_page("归档，供公众阅读")
def archive(request: HttpRequest, year: int | None = None, month: int | None = None) -> HttpResponse:
    """All years, one year, or one month."""
    if year is None:
        return render(request, "news/archive.html", {**_page(), "years": _years()})
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    rows, title = _public().filter(published_at__year=year), _("%(year)s年") % {"year": year}
    if month is not None:
        if not 1 <= month <= 12:
            raise Http404
        rows, title = (
            rows.filter(published_at__month=month),
            _("%(year)s年%(month)s月") % {"year": year, "month": month},
        )
    return _listing(request, rows, title, in_archive=True)


@reads
@reading_page("搜索公开稿件，供公众使用")
def search(request: HttpRequest) -> HttpResponse:
    """Public releases with these words in title or text; simplified finds traditional."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    found = [hit.record.pk for hit in find(AnonymousUser(), words, label="news.release", limit=MOST_FOUND)]
    facts = {"words": words, "query": urlencode({"q": words}), "searching": True}
    return _listing(request, _public().filter(pk__in=found), _("搜索全部发布"), **facts)


@edition_page("公开稿件，供公众阅读")
def release(request: HttpRequest, reference: str) -> HttpResponse:
    """One release as it was signed off; 410 with a sentence when it was withdrawn."""
    gone = Release.objects.filter(reference=reference, state=State.WITHDRAWN, live__isnull=False).first()
    if gone is not None:
        return render(request, "news/gone.html", {**_page(), "release": gone}, status=410)
    found = get_object_or_404(_public(), reference=reference)
    body = found.live.body
    drawn = blocks(body)
    others = _public().exclude(pk=found.pk)
    newer = others.order_by("published_at", "pk").filter(_after(found)).first()
    context = {
        **_page(),
        "release": found,
        "text": found.live,
        "blocks": drawn,
        "outline": outline(drawn),
        "summary": body[0].text[:120] if body else "",
        "related": others.filter(column=found.column)[:PER_BLOCK],
        "newer": newer,
        "older": others.filter(_before(found)).first(),
        "address": f"{settings.PORTAL_URL}{found.public_url}",
    }
    return render(request, "news/release.html", context)


def _after(found: Release) -> Q:
    return Q(published_at__gt=found.published_at) | Q(published_at=found.published_at, pk__gt=found.pk)


def _before(found: Release) -> Q:
    return Q(published_at__lt=found.published_at) | Q(published_at=found.published_at, pk__lt=found.pk)


@edition_page("公开稿件的二维码，供手机扫码阅读")
def qr(request: HttpRequest, reference: str) -> HttpResponse:
    """The release's address as a QR code."""
    found = get_object_or_404(Release.objects.public(), reference=reference)
    code = segno.make(f"{settings.PORTAL_URL}{found.public_url}", error="m", micro=False)
    picture = BytesIO()
    code.save(picture, kind="svg", scale=4, border=3, dark="#000", light="#fff", xmldecl=False)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@edition_page("Atom 订阅，供公众订阅")
def feed(request: HttpRequest) -> HttpResponse:
    """The newest releases as Atom, whole texts."""
    atom = Atom1Feed(
        title=_("%(portal)s新闻发布") % {"portal": settings.PORTAL_NAME},
        link=f"{settings.PORTAL_URL}{reverse('news:front')}",
        feed_url=f"{settings.PORTAL_URL}{reverse('news:feed')}",
        description="",
        language="zh-CN",
        author_name=settings.PORTAL_NAME,
        feed_guid=f"{settings.PORTAL_URL}{reverse('news:feed')}",
    )
    for found in _public()[:IN_FEED]:
        address = f"{settings.PORTAL_URL}{found.public_url}"
        atom.add_item(
            title=found.live.title,
            link=address,
            unique_id=address,
            description=found.live.text,
            author_name=found.live.byline or None,
            pubdate=clock.local(found.published_at),
            updateddate=clock.local(found.corrected_at or found.published_at),
            categories=[found.column.name],
        )
    response = HttpResponse(content_type=atom.content_type)
    atom.write(response, "utf-8")
    return response


@edition_page("网站地图，供搜索引擎读取")
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address, as search engines read it."""
    context = {
        "root": settings.PORTAL_URL,
        "releases": Release.objects.public().newest_first()[:5000],
        "listed": Column.objects.open(),
    }
    return render(request, "news/sitemap.xml", context, content_type="application/xml")
