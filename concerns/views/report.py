from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import ReportForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.HANDLE)
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """反馈: what came of it, with evidence."""
    concern = concern_for(request, reference)
    form = ReportForm(request.POST or None, request.FILES or None, record=concern)
    return answer_step(
        request,
        concern,
        "report",
        form=form,
        act=lambda: services.report(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            result=form.cleaned_data["result"],
            files=form.cleaned_data["uploads"],
        ),
        said=_("已反馈办理结果，等待审核"),
    )
