from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import CloseForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.CALL_BACK)
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """未果办结: without the word of the worker."""
    concern = concern_for(request, reference)
    form = CloseForm(request.POST or None, record=concern)
    return answer_step(
        request,
        concern,
        "close",
        form=form,
        act=lambda: services.close(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            reason=form.cleaned_data["reason"],
        ),
        said=_("已办结"),
    )
