"""Who is asked to a meeting: the list, seats, the reply of one invited, and two papers (会议通知, 签到表)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.http import allow, answer, reads, reads_and_writes, signed_in
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from foundation.documents import docx, pdf
from foundation.documents.downloads import as_download
from meetings import services
from meetings.enums.session import Part, Reply
from meetings.exports.attendance import attendance
from meetings.exports.notice import notice
from meetings.forms.session import InviteForm, ReplyForm
from meetings.models import Invitation, Meeting
from meetings.policies import session as may
from meetings.rights import Right
from meetings.views.meetings import visible_meeting

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@reads
@allow(Right.READ_ALL)
def participants(request: HttpRequest, reference: str) -> HttpResponse:
    """The list with replies; the office adds and removes seats here."""
    return render(request, "meetings/participants.html", _list(request, reference), fragment="participants")


@reads_and_writes
@allow(Right.PREPARE)
def invite(request: HttpRequest, reference: str) -> HttpResponse:
    row = visible_meeting(request, reference)
    form = InviteForm(request.POST or None, meeting=row)
    return answer(
        request,
        form=form,
        act=lambda: services.invite(meeting=row, by=request.user, **form.facts),  # type: ignore[arg-type]
        template="meetings/participants.html",
        fragment="participants",
        context=lambda: _list(request, reference, form),
        to=_url(row),
        said=lambda seat: _("%(name)s已列入参会名单") % {"name": seat.name},
    )


@reads_and_writes
@allow(Right.PREPARE)
def uninvite(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    row = visible_meeting(request, reference)
    seat = get_object_or_404(row.invitations, key=key)
    return answer(
        request,
        act=lambda: services.uninvite(invitation=seat, by=request.user),  # type: ignore[arg-type]
        template="meetings/step.html",
        fragment="step",
        context=lambda: {
            "record": row,
            "back": _url(row),
            "title": _("移出参会名单"),
            "button": _("移出名单"),
            "tone": "danger",
            "lead": _("将%(name)s（%(unit)s）移出参会名单。") % {"name": seat.name, "unit": seat.unit.short_name},
        },
        to=_url(row),
        said=_("%(name)s已移出参会名单") % {"name": seat.name},
    )


@reads_and_writes
@signed_in
def reply(request: HttpRequest, reference: str) -> HttpResponse:
    """回执 of the person who is signed in; whoever is not invited finds nothing here."""
    seat = _own_seat(request, reference)
    form = ReplyForm(request.POST or None, seat=seat)

    def act() -> Invitation:
        facts = {name: form.cleaned_data[name] for name in ("reply", "reason", "deputy")}
        return services.reply(invitation=seat, by=request.user, version=form.seen_version, **facts)  # type: ignore[arg-type]

    def context() -> dict[str, Any]:
        fresh = _own_seat(request, reference)
        return {
            "seat": fresh,
            "meeting": fresh.meeting,
            "refused": refusal_of(may.check_can_reply, request.user, fresh),
            "readable": Meeting.objects.visible_to(request.user).filter(pk=fresh.meeting_id).exists(),
        }

    return answer(
        request,
        form=form,
        act=act,
        template="meetings/reply.html",
        fragment="step",
        context=context,
        to=reverse("meetings:reply", args=[reference]),
        said=lambda done: _("回执已登记：%(reply)s") % {"reply": done.get_reply_display()},
    )


@reads
@signed_in
def notice_paper(request: HttpRequest, reference: str, form: str) -> HttpResponseBase:
    """会议通知 as an official paper, DOCX or PDF: for the hosts once the agenda is final, for the invited once told."""
    row = visible_meeting(request, reference)
    host = request.user.holds(Right.READ_ALL)  # type: ignore[union-attr]
    if row.agenda_frozen_at is None or not (host or row.invitations.of(request.user).exists()):
        raise Http404
    return _paper(notice(row, reader=request.user), form, _("会议通知"), row)


@reads
@allow(Right.PREPARE)
def attendance_sheet(request: HttpRequest, reference: str, form: str) -> HttpResponseBase:
    """签到表: the seats in the office's order, with room to sign."""
    row = visible_meeting(request, reference)
    return _paper(attendance(row), form, _("签到表"), row)


def _paper(paper: Any, form: str, name: str, meeting: Meeting) -> HttpResponseBase:
    content, kind = (docx.render(paper), DOCX) if form == "docx" else (pdf.render(paper), "application/pdf")
    return as_download(HttpResponse(content, content_type=kind), f"{name} {meeting.reference}.{form}")


def _list(request: HttpRequest, reference: str, form: InviteForm | None = None) -> dict[str, Any]:
    user: Any = request.user
    row = visible_meeting(request, reference)
    seats = list(row.invitations.select_related("unit", "user").order_by("part", "sort_order", "pk"))
    can = user.holds(Right.PREPARE)
    refused = refusal_of(may.check_can_invite, user, row) if can else None
    return {
        "meeting": row,
        "groups": [(part.label, [seat for seat in seats if seat.part == part]) for part in Part],
        "seats": seats,
        "coming": sum(seat.reply in (Reply.COMING, Reply.DEPUTY) for seat in seats),
        "leave": sum(seat.reply == Reply.LEAVE for seat in seats),
        "open": sum(not seat.reply for seat in seats),
        "can_prepare": can,
        "refused": refused,
        "invite_form": (form or InviteForm(meeting=row)) if can and refused is None else None,
        "may_remove": can and refused is None and row.state != "notified",
        "mine": next((seat for seat in seats if seat.user_id == user.pk), None),
    }


def _own_seat(request: HttpRequest, reference: str) -> Invitation:
    rows = (
        Invitation.objects.visible_to(request.user).filter(user=request.user).select_related("meeting", "unit", "user")
    )
    seat: Invitation = get_object_or_404(rows, meeting__reference=reference)
    return seat


def _url(meeting: Meeting) -> str:
    return reverse("meetings:participants", args=[meeting.reference])
