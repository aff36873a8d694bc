"""The inbox page and its two POSTs."""

from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.http import go, reads, reads_and_writes, signed_in
from foundation.core.partials import render
from foundation.notifications.models import Message
from foundation.notifications.services import inbox as services

PAGE = 40


@reads
@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """Newest first, grouped by day; `?unread=1` only those, `?before=<id>` the next older ones."""
    messages = Message.objects.all()
    only_unread = request.GET.get("unread") == "1"
    if only_unread:
        messages = messages.unread()
    messages = messages.visible_to(request.user).newest_first()
    before = _message(request, "before")
    if before is not None:
        messages = messages.older_than(before)
    page = list(messages[: PAGE + 1])
    older = page[PAGE - 1] if len(page) > PAGE else None
    page = page[:PAGE]
    context = {
        "groups": [(day, list(group)) for day, group in groupby(page, key=_day)],
        "newest": None if before else next(iter(page), None),
        "older": older,
        "only_unread": only_unread,
        "unread": services.unread_count(request.user),
    }
    return render(request, "notifications/inbox.html", context, fragment="feed")


@reads_and_writes
@signed_in
def read(request: HttpRequest, key: UUID) -> HttpResponse:
    """POST: mark one message read and go on to its record, or back to the inbox when it has none."""
    message = get_object_or_404(Message.objects.filter(key=key).visible_to(request.user))
    if request.method == "POST":
        services.read(messages=Message.objects.filter(pk=message.pk), by=request.user)
    return go(request, message.url or reverse("notifications:inbox"))


@reads_and_writes
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    """POST: mark read what the page showed as newest and everything before it, but nothing that came since."""
    if request.method == "POST":
        messages = Message.objects.unread().visible_to(request.user)
        until = _message(request, "until")
        if until is not None:
            services.read(messages=messages.up_to(until), by=request.user)
    return go(request, reverse("notifications:inbox"))


def _message(request: HttpRequest, name: str) -> Message | None:
    value = (request.POST if request.method == "POST" else request.GET).get(name, "")
    try:
        key = UUID(value)
    except ValueError:
        return None
    return Message.objects.filter(user=request.user.pk, key=key).first()


def _day(message: Message) -> str:
    day: date = clock.local(message.created_at).date()
    today = clock.today()
    if day >= today:
        return _("今天")
    return _("昨天") if day == today - timedelta(days=1) else _("更早")
