from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import AnswerForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.TRIAGE)
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """直接答复: the worker was told on the spot."""
    concern = concern_for(request, reference)
    form = AnswerForm(request.POST or None, record=concern)
    return answer_step(
        request,
        concern,
        "answer",
        form=form,
        act=lambda: services.answer(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            reply=form.cleaned_data["reply"],
        ),
        said=_("已登记答复"),
    )
