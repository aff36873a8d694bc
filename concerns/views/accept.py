from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import ConfirmForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.HANDLE)
def accept(request: HttpRequest, reference: str) -> HttpResponse:
    """签收: one click from the concern's page, or this page."""
    concern = concern_for(request, reference)
    form = ConfirmForm(request.POST or None, record=concern)
    return answer_step(
        request,
        concern,
        "accept",
        form=form,
        act=lambda: services.accept(concern=concern, by=me(request), version=form.seen_version),
        said=_("已签收%(reference)s") % {"reference": reference},
    )
