from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import ProgressForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.HANDLE)
def report_progress(request: HttpRequest, reference: str) -> HttpResponse:
    """记录进展: what was done, with evidence."""
    concern = concern_for(request, reference)
    form = ProgressForm(request.POST or None, request.FILES or None, record=concern)
    return answer_step(
        request,
        concern,
        "report_progress",
        form=form,
        act=lambda: services.report_progress(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            text=form.cleaned_data["text"],
            contacted=form.cleaned_data["contacted"],
            files=form.cleaned_data["uploads"],
        ),
        said=_("已记录办理进展"),
    )
