"""Files of a concern: added by its people, served only through it."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import AttachForm
from concerns.policies import check_can_attach
from concerns.rights import Right
from concerns.views.one import concern_for, me
from foundation.core.http import allow, answer, reads, reads_and_writes, records_view
from foundation.core.policies import refusal_of
from foundation.documents import services as documents


@reads_and_writes
@allow(Right.REGISTER, Right.HANDLE)
def attach(request: HttpRequest, reference: str) -> HttpResponse:
    """上传附件, outside any step."""
    concern = concern_for(request, reference)
    form = AttachForm(request.POST or None, request.FILES or None, record=concern)
    return answer(
        request,
        form=form,
        template="concerns/attach.html",
        fragment="step",
        context=lambda: {"concern": concern, "refused": refusal_of(check_can_attach, request.user, concern)},
        act=lambda: services.attach(
            concern=concern, by=me(request), files=form.cleaned_data["uploads"], note=form.cleaned_data["note"]
        ),
        to=concern.get_absolute_url(),
        said=_("已上传附件"),
    )


@reads
@records_view("attachment.downloaded")
@allow(Right.SEE, Right.HANDLE)
def download(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """One file, always as a download; who fetched it is recorded."""
    concern = concern_for(request, reference)
    link = get_object_or_404(concern.files.select_related("attachment"), attachment__key=key)
    request.viewed = link.attachment  # type: ignore[attr-defined]
    return cast(HttpResponse, documents.serve(link.attachment, request))
