"""A person's page: identity masked, memberships, one value revealed at a time."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from foundation.core.http import allow, answer, reads, reads_and_writes, records_view
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from members import services
from members.forms.application import ReasonForm
from members.models import Person
from members.policies import check_can_reveal
from members.rights import Right
from members.services.people import REVEALABLE


def _get(request: HttpRequest, reference: str) -> Person:
    return get_object_or_404(
        Person.objects.visible_to(request.user).select_related("scope", "employer"), reference=reference
    )


@records_view("person.viewed")
@reads
@allow(Right.READ)
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Identity masked; memberships with their ledger. Noted in the audit log."""
    person = _get(request, reference)
    request.viewed = person  # type: ignore[attr-defined]
    context = {
        "person": person,
        "memberships": person.memberships.select_related("union").prefetch_related("entries"),
        "reveal_refusal": refusal_of(check_can_reveal, request.user, person),
    }
    return render(request, "members/person.html", context)


@reads_and_writes
@allow(Right.REVEAL)
def reveal(request: HttpRequest, reference: str, field: str) -> HttpResponse:
    """查看: one value, once, with a reason; the value is in this answer only and in no page that can be reloaded."""
    if field not in REVEALABLE:
        raise Http404
    person = _get(request, reference)
    form = ReasonForm(request.POST or None, record=person)
    context = {"person": person, "field": field, "label": REVEALABLE[field]}
    if request.method == "POST" and form.is_valid():
        value = services.reveal(person=person, field=field, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        return render(request, "members/revealed.html", {**context, "value": value}, fragment=f"masked-{field}")
    return answer(
        request,
        form=form,
        act=lambda: None,
        template="members/reveal.html",
        fragment="reveal-form",
        context=context,
        to=person.get_absolute_url(),
    )
