"""Ledgers of employers and unions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from foundation.core.http import allow, answer, reads, reads_and_writes
from foundation.core.pages import capped_count, page_of
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from members import services
from members.forms import EmployerForm
from members.models import Employer, Membership, Union
from members.policies import check_can_keep_employers
from members.rights import Right


@reads
@allow(Right.READ)
def ledger(request: HttpRequest) -> HttpResponse:
    """Employers in scope, found by part of the name or beginning of the credit code."""
    rows = Employer.objects.visible_to(request.user).select_related("street").prefetch_related("unions")
    text = request.GET.get("q", "").strip()[:50]
    if text:
        rows = rows.matching(text)
    context = {
        "page": page_of(request, rows.order_by("name", "pk")),
        "q": text,
        "add_refusal": refusal_of(check_can_keep_employers, request.user),
    }
    return render(request, "members/employers.html", context, fragment="employer-table")


@reads_and_writes
@allow(Right.KEEP_EMPLOYERS)
def add(request: HttpRequest) -> HttpResponse:
    form = EmployerForm(request.POST or None, user=request.user)

    def act() -> Employer:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return services.add_employer(by=request.user, **facts)  # type: ignore[arg-type]

    return answer(
        request,
        form=form,
        act=act,
        template="members/add_employer.html",
        fragment="employer-form",
        to=lambda employer: str(employer.get_absolute_url()),
        said=_("已登记用人单位。"),
    )


@reads
@allow(Right.READ)
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    rows = Employer.objects.visible_to(request.user).select_related("street").prefetch_related("unions")
    return render(request, "members/employer.html", {"employer": get_object_or_404(rows, reference=reference)})


@reads
@allow(Right.READ)
def unions(request: HttpRequest) -> HttpResponse:
    rows = Union.objects.visible_to(request.user).select_related("unit").order_by("name", "pk")
    return render(request, "members/unions.html", {"page": page_of(request, rows)})


@reads
@allow(Right.READ)
def union(request: HttpRequest, reference: str) -> HttpResponse:
    """A union, its employers and the first page of its roll (names masked)."""
    record = get_object_or_404(
        Union.objects.visible_to(request.user).select_related("unit").prefetch_related("employers"), reference=reference
    )
    roll = Membership.objects.visible_to(request.user).filter(union=record).select_related("person")
    context = {
        "union": record,
        "page": page_of(request, roll.order_by("number")),
        "active": capped_count(roll.active()),
    }
    return render(request, "members/union.html", context)
