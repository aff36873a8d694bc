from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import TriageForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.TRIAGE)
def triage(request: HttpRequest, reference: str) -> HttpResponse:
    """受理: confirm category, urgency, complexity."""
    concern = concern_for(request, reference)
    form = TriageForm(request.POST or None, record=concern)
    return answer_step(
        request,
        concern,
        "triage",
        form=form,
        act=lambda: services.triage(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            category=form.cleaned_data["category"],
            urgency=form.cleaned_data["urgency"],
            complexity=form.cleaned_data["complexity"],
            note=form.cleaned_data["note"],
        ),
        said=_("已受理%(reference)s") % {"reference": reference},
    )
