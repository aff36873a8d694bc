"""Personal data: masked for everybody, whole for half a minute to who says why."""

from django.http import Http404, HttpRequest, HttpResponse

from concerns import services
from concerns.forms import RevealForm
from concerns.policies import check_can_reveal
from concerns.rights import Right
from concerns.services import REVEALABLE
from concerns.views.detail import masked
from concerns.views.one import concern_for, me
from foundation.core.http import allow, reads, reads_and_writes
from foundation.core.partials import render
from foundation.core.policies import Refused, refusal_of

SECONDS = 30


@reads_and_writes
@allow(Right.REVEAL)
def reveal(request: HttpRequest, reference: str, field: str) -> HttpResponse:
    """查看: GET asks for the reason, POST shows the value once; htmx gets only the field, others a page."""
    concern = concern_for(request, reference)
    if field not in REVEALABLE:
        raise Http404
    form = RevealForm(request.POST or None)
    context = {
        "concern": concern,
        "field": field,
        "label": REVEALABLE[field],
        "form": form,
        "seconds": SECONDS,
        "refused": refusal_of(check_can_reveal, request.user, concern),
        "value": "",
        "refusal": "",
        "item": _item(concern, field),
    }
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = 200
            try:
                context["value"] = services.reveal(concern=concern, by=me(request), field=field, reason=form.reason())
            except Refused as refused:
                context["refusal"], status = str(refused), 409
    template = "concerns/reveal.html#masked-field" if _wants_field(request, field) else "concerns/reveal.html"
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@reads
@allow(Right.SEE, Right.HANDLE)
def mask(request: HttpRequest, reference: str, field: str) -> HttpResponse:
    """The mask again: what htmx asks for when the half minute is over."""
    concern = concern_for(request, reference)
    if field not in REVEALABLE:
        raise Http404
    context = {
        "concern": concern,
        "field": field,
        "label": REVEALABLE[field],
        "item": _item(concern, field),
        "value": "",
        "refused": refusal_of(check_can_reveal, request.user, concern),
        "form": RevealForm(),
    }
    return render(request, "concerns/reveal.html#masked-field", context)


def _item(concern: object, field: str) -> dict[str, str] | None:
    return next((item for item in masked(concern) if item["field"] == field), None)  # type: ignore[arg-type]


def _wants_field(request: HttpRequest, field: str) -> bool:
    return request.headers.get("HX-Target") == f"masked-{field}"
