from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import ReasonForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.TRIAGE, Right.REGISTER)
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """撤诉: the worker takes it back."""
    concern = concern_for(request, reference)
    form = ReasonForm(request.POST or None, record=concern)
    return answer_step(
        request,
        concern,
        "withdraw",
        form=form,
        act=lambda: services.withdraw(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            reason=form.cleaned_data["reason"],
        ),
        said=_("已登记撤诉"),
    )
