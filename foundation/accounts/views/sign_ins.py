"""我的登录: where I am signed in, what happened with my account lately, and ending it."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.accounts import services
from foundation.core.http import answer, reads, reads_and_writes, signed_in
from foundation.core.partials import render


@reads
@signed_in
def sign_ins(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/sign_ins.html", _context(request))


@reads_and_writes
@signed_in
def end_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """POST: sign me out there."""
    row = get_object_or_404(UserSession, user=request.user, pk=pk)
    return _end(request, [row], _("已退出该设备"))


@reads_and_writes
@signed_in
def end_other_sign_ins(request: HttpRequest) -> HttpResponse:
    """POST: sign me out everywhere but here."""
    here = request.session.session_key or ""
    others = list(UserSession.objects.filter(user=request.user).exclude(session_key=here))
    return _end(request, others, _("其他设备已退出登录"))


def _end(request: HttpRequest, rows: list[UserSession], said: str) -> HttpResponse:
    user: Any = request.user
    return answer(
        request,
        act=lambda: services.end_sign_ins(by=user, user=user, rows=rows),
        template="accounts/sign_ins.html",
        fragment="sign-ins",
        context=lambda: _context(request),
        to=reverse("accounts:sign_ins"),
        said=said,
    )


def _context(request: HttpRequest) -> dict[str, Any]:
    user: Any = request.user
    return {
        "devices": services.devices(user, current=request.session.session_key),
        "recent": services.recent_sign_ins(user),
    }
