from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import ReviewForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.DISPATCH)
def review_report(request: HttpRequest, reference: str) -> HttpResponse:
    """审核: on to the call-back, or back to the unit."""
    concern = concern_for(request, reference)
    form = ReviewForm(request.POST or None, record=concern)
    return answer_step(
        request,
        concern,
        "review_report",
        form=form,
        act=lambda: services.review_report(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            accepted=form.cleaned_data["decision"] == "accept",
            note=form.cleaned_data["note"],
        ),
        said=lambda row: _("已通过，转回访") if row.state == "callback" else _("已退回承办单位重办"),
    )
