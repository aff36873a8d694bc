"""/demo/mail/: every mail of the local profile. For all others these pages do not exist."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import wraps
from ipaddress import ip_address
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from foundation.core.http import public, reads
from foundation.core.partials import render
from foundation.notifications.models import DemoMail

REASON = "Local profile on loopback only: how else would one read a password mail without an account?"
PAGE = 50

View = Callable[..., HttpResponse]


def local_only(view: View) -> View:
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (settings.PORTAL_LOCAL and ip_address(request.META["REMOTE_ADDR"]).is_loopback):
            raise Http404
        return view(request, *args, **kwargs)

    return inner


@reads
@public(REASON)
@local_only
def mails(request: HttpRequest) -> HttpResponse:
    """The latest mails, newest first."""
    rows = [(mail, _parse(mail)) for mail in DemoMail.objects.all()[:PAGE]]
    return render(request, "notifications/mails.html", {"rows": rows, "limit": PAGE})


@reads
@public(REASON)
@local_only
def mail(request: HttpRequest, key: UUID) -> HttpResponse:
    """One mail: head, text with its links, attachments."""
    kept = get_object_or_404(DemoMail, key=key)
    parsed = _parse(kept)
    body = parsed.get_body(("plain",))
    context = {
        "mail": kept,
        "parsed": parsed,
        "text": body.get_content() if body else "",
        "files": [(number, name) for number, part in enumerate(parsed.walk()) if (name := part.get_filename())],
    }
    return render(request, "notifications/mail.html", context)


@reads
@public(REASON)
@local_only
def attachment(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """One attachment, always as a download."""
    parts = list(_parse(get_object_or_404(DemoMail, key=key)).walk())
    if number >= len(parts) or not (name := parts[number].get_filename()):
        raise Http404(_("没有这个附件"))
    data = parts[number].get_payload(decode=True)
    disposition = content_disposition_header(True, name)
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)


def _parse(kept: DemoMail) -> EmailMessage:
    parsed = message_from_bytes(kept.raw.encode(), policy=policy.default)
    assert isinstance(parsed, EmailMessage)  # what policy.default makes
    return parsed
