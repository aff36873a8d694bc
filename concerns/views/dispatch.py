from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import DispatchForm
from concerns.models import Concern
from concerns.rights import Right
from concerns.services.deadlines import handling_limit, limit_of
from concerns.services.dispatch import candidates
from concerns.views.one import answer_step, concern_for, me
from foundation.core import clock
from foundation.core.http import allow, reads_and_writes
from foundation.worktime import calendar


@reads_and_writes
@allow(Right.DISPATCH)
def dispatch(request: HttpRequest, reference: str) -> HttpResponse:
    """派单: to one lead unit and any number assisting, with the date it would be due and why."""
    concern = concern_for(request, reference)
    form = DispatchForm(request.POST or None, record=concern, units=candidates())
    return answer_step(
        request,
        concern,
        "dispatch",
        form=form,
        extra=due_if_sent_now,
        act=lambda: services.dispatch(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            unit=form.cleaned_data["unit"],
            assisting=form.cleaned_data["assisting"],
            note=form.cleaned_data["note"],
        ),
        said=lambda row: _("已派给%(unit)s，经办人已收到通知") % {"unit": row.lead.unit.short_name},
    )


def due_if_sent_now(concern: Concern) -> dict[str, Any]:
    """The limit that applies, the due date it gives today, and its reasoning."""
    return {"limit": handling_limit(concern), "due": calendar.due_after(clock.today(), limit_of(concern))}
