from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import ReturnForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.HANDLE)
def return_order(request: HttpRequest, reference: str) -> HttpResponse:
    """退单: once per unit, with its basis. Afterwards the unit sees the concern no longer: back to the queue."""
    concern = concern_for(request, reference)
    form = ReturnForm(request.POST or None, record=concern)
    return answer_step(
        request,
        concern,
        "return_order",
        form=form,
        act=lambda: services.return_order(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            basis=form.cleaned_data["basis"],
        ),
        said=_("已退单，派单人已收到通知"),
        to=reverse("concerns:queue"),
    )
