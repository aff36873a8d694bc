"""Taking a concern in on one screen; people and employers are found while typing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import LookForm, RegisterForm
from concerns.models import Concern
from concerns.rights import Right
from foundation.core.http import allow, answer, reads_and_writes
from foundation.core.partials import render
from members.models import Employer, Person
from members.querysets import FOUND

OPEN_SHOWN = 5


@reads_and_writes
@allow(Right.REGISTER)
def register(request: HttpRequest) -> HttpResponse:
    """登记诉求. The button 查找 (name `look`) shows matches without saving: the road for browsers without scripts."""
    user: Any = request.user
    if request.method == "POST" and "look" in request.POST:
        form = RegisterForm(user=user, initial=_typed(request))
        return render(request, "concerns/register.html", {"form": form, **matches(request)}, fragment="register")
    form = RegisterForm(request.POST or None, request.FILES or None, user=user)
    return answer(
        request,
        form=form,
        template="concerns/register.html",
        fragment="register",
        context=lambda: matches(request),
        act=lambda: services.register(by=user, unit=receiving_unit(user), **form.facts()),
        to=lambda concern: str(concern.get_absolute_url()),
        said=lambda concern: _("已登记%(reference)s") % {"reference": concern.reference},
    )


@reads_and_writes
@allow(Right.REGISTER)
def look(request: HttpRequest) -> HttpResponse:
    """What htmx asks while someone types. A POST although it only reads: names and numbers stay out of the address."""
    return render(request, "concerns/register.html#matches", matches(request))


def receiving_unit(user: Any) -> Any:
    """The unit a concern is taken in for: the user's own, or the first one where she may register."""
    if user.holds(Right.REGISTER, unit=user.unit):
        return user.unit
    return user.own_units().order_by("path").first()


def matches(request: HttpRequest) -> dict[str, Any]:
    """People and employers like what is typed, and what is already open for the chosen ones. Nothing on GET."""
    if request.method != "POST":
        return {}
    form = LookForm(request.POST)
    form.is_valid()
    typed = form.cleaned_data
    everyone = Person.objects.visible_to(request.user).select_related("employer__street")
    employers = Employer.objects.visible_to(request.user).select_related("street")
    person = everyone.filter(key=typed.get("person")).first() if typed.get("person") else None
    employer = employers.filter(key=typed.get("employer")).first() if typed.get("employer") else None
    text = next((typed[name] for name in ("id_number", "phone", "name") if typed.get(name)), "")
    people = [person] if person else list(everyone.matching(text)[:FOUND])
    firms = [employer] if employer else list(employers.matching(typed.get("employer_text", ""))[:FOUND])
    if person and not employer and not typed.get("employer_text"):
        employer = person.employer
    return {
        "people": people,
        "employers": firms,
        "person": person,
        "employer": employer,
        "person_missing": bool(text) and not people,
        "open_concerns": _open(request, person, employer),
    }


def _open(request: HttpRequest, person: Person | None, employer: Employer | None) -> list[Concern]:
    rows = Concern.objects.visible_to(request.user).open().of_same(person=person, employer=employer)
    return list(rows.for_list().order_by("-registered_at")[:OPEN_SHOWN])


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What stands in the form, as initial values: nothing typed is lost by looking."""
    return {name: request.POST.get(name) for name in request.POST if name not in ("csrfmiddlewaretoken", "look")}
