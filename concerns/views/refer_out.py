from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import ReferOutForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.TRIAGE)
def refer_out(request: HttpRequest, reference: str) -> HttpResponse:
    """转办: to a body outside the portal."""
    concern = concern_for(request, reference)
    form = ReferOutForm(request.POST or None, record=concern)
    return answer_step(
        request,
        concern,
        "refer_out",
        form=form,
        act=lambda: services.refer_out(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            receiver=form.cleaned_data["receiver"],
            reason=form.cleaned_data["reason"],
        ),
        said=_("已登记转办"),
    )
