from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import CallBackForm
from concerns.rights import Right
from concerns.views.detail import reporter
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.CALL_BACK)
def call_back(request: HttpRequest, reference: str) -> HttpResponse:
    """登记回访: by someone who did not handle it."""
    concern = concern_for(request, reference)
    form = CallBackForm(request.POST or None, record=concern)
    return answer_step(
        request,
        concern,
        "call_back",
        form=form,
        extra=lambda fresh: reporter(request, fresh),
        act=lambda: services.call_back(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            contact=form.cleaned_data["contact"],
            solved=form.cleaned_data["solved"],
            satisfaction=form.cleaned_data["satisfaction"],
            note=form.cleaned_data["note"],
        ),
        said=lambda call: {"solved": _("已登记回访，诉求办结"), "not_solved": _("已登记回访，诉求重新办理")}.get(
            call.solved, _("已登记回访，诉求仍待回访")
        ),
    )
