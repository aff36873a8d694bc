from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import ResumeForm
from concerns.rights import Right
from concerns.views.one import answer_step, concern_for, me
from foundation.core.http import allow, reads_and_writes


@reads_and_writes
@allow(Right.DISPATCH)
def resume(request: HttpRequest, reference: str) -> HttpResponse:
    """恢复办理."""
    concern = concern_for(request, reference)
    form = ResumeForm(request.POST or None, record=concern)
    return answer_step(
        request,
        concern,
        "resume",
        form=form,
        act=lambda: services.resume(
            concern=concern,
            by=me(request),
            version=form.seen_version,
            note=form.cleaned_data["note"],
        ),
        said=_("已恢复办理，期限顺延"),
    )
