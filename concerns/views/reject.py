from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import ReasonForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.TRIAGE)
def reject(request: HttpRequest, reference: str) -> HttpResponse:
    """不予受理: the reason is what the worker is told."""
    concern = concern_for(request, reference)
    form = ReasonForm(request.POST or None, record=concern)
    return answer_step(
        request,
        concern,
        "reject",
        form=form,
        act=lambda: services.reject(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            reason=form.cleaned_data["reason"],
        ),
        said=_("已登记不予受理的理由"),
    )
