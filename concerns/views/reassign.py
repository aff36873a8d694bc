from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import DispatchForm
from concerns.rights import Right
from concerns.services.dispatch import candidates
from concerns.views.dispatch import due_if_sent_now
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.DISPATCH)
def reassign(request: HttpRequest, reference: str) -> HttpResponse:
    """改派: from the unit that has it to another."""
    concern = concern_for(request, reference)
    form = DispatchForm(request.POST or None, record=concern, units=candidates())
    return answer_step(
        request,
        concern,
        "reassign",
        form=form,
        extra=due_if_sent_now,
        act=lambda: services.reassign(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            unit=form.cleaned_data["unit"],
            assisting=form.cleaned_data["assisting"],
            note=form.cleaned_data["note"],
        ),
        said=lambda row: _("已改派给%(unit)s") % {"unit": row.lead.unit.short_name},
    )
