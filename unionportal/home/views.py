"""工作台 and health."""

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.http import public, reading_page, reads, signed_in
from foundation.core.partials import render
from meetings.models import ActionItem, Meeting
from meetings.rights import Right as Meetings
from news.models import Release
from unionportal.home.desk import FEATURES, desk_for


@reads
@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me, by deadline, across all features."""
    codes = {feature.code for feature in FEATURES}
    only = request.GET.get("only", "")
    mine = desk_for(request.user, only if only in codes else "")
    tabs = [
        {"code": f.code, "label": f.label, "icon": f.icon, "count": mine.counts[f.code], "list_url": f.url()}
        for f in FEATURES
    ]
    context = {
        "desk": mine,
        "tabs": tabs,
        "greeting": greeting(request.user),
        "meeting": Meeting.objects.visible_to(request.user).upcoming().order_by("starts_at").first(),
        "actions": _followed(request.user),
        "releases": Release.objects.public().newest_first().with_texts()[:3],
    }
    return render(request, "home/desk.html", context)


def _followed(user: Any) -> list[tuple[ActionItem, Any]]:
    """Four action items in sight and their lights, the nearest deadline first; none for people whose work is elsewhere."""
    if not any(user.holds(right) for right in (Meetings.READ_ALL, Meetings.SUPERVISE, Meetings.ACT)):
        return []
    now = clock.now()
    return [(row, row.light(now)) for row in ActionItem.objects.visible_to(user).open().by_due()[:4]]


def greeting(user: Any) -> str:
    """上午好，李某."""
    hour = clock.local(clock.now()).hour
    word = _("早上好") if hour < 8 else _("上午好") if hour < 12 else _("下午好") if hour < 18 else _("晚上好")
    return f"{word}，{user.display_name}"


@reading_page("health: the process answers")
def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@reads
@public("health: the process can do its work")
def readyz(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
