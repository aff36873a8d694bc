from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import MergeForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.TRIAGE)
def merge(request: HttpRequest, reference: str) -> HttpResponse:
    """并案: the same matter is already on file."""
    concern = concern_for(request, reference)
    form = MergeForm(request.POST or None, record=concern, user=request.user)
    return answer_step(
        request,
        concern,
        "merge",
        form=form,
        act=lambda: services.merge(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            into=form.cleaned_data["into"],
            reason=form.cleaned_data["reason"],
        ),
        said=_("已并案"),
    )
