from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import ReasonForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.TRIAGE)
def reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """重开: new facts, or the worker is not content."""
    concern = concern_for(request, reference)
    form = ReasonForm(request.POST or None, record=concern)
    return answer_step(
        request,
        concern,
        "reopen",
        form=form,
        act=lambda: services.reopen(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            reason=form.cleaned_data["reason"],
        ),
        said=_("已重开"),
    )
