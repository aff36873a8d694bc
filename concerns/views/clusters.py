"""Clusters: suggestions, the list, one cluster, and its changes."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from concerns import services
from concerns.forms import AddForm, ClusterForm, ConfirmForm, RemoveForm
from concerns.models import Category, Cluster, Concern
from concerns.policies import check_can_change_cluster
from concerns.rights import Right
from concerns.services.cluster import WINDOW
from concerns.states import State
from concerns.views.one import me
from concerns.views.register import receiving_unit
from concerns.workflow import CLUSTER
from foundation.core import clock
from foundation.core.http import allow, answer, reads, reads_and_writes, records_view
from foundation.core.pages import page_of
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from foundation.orgs.models import Unit

CHOICES = 60


@reads
@allow(Right.CLUSTER, Right.SEE)
def clusters(request: HttpRequest) -> HttpResponse:
    """同类诉求: what could be grouped, and what is."""
    user: Any = request.user
    rows = Cluster.objects.visible_to(user).select_related("category", "street_unit").annotate(size=Count("links"))
    rows = rows.order_by("-grouped_at", "-pk")
    context = {
        "page": page_of(request, rows),
        "suggestions": services.suggest_clusters(user) if user.holds(Right.CLUSTER) else [],
    }
    return render(request, "concerns/clusters.html", context, fragment="cluster-table")


@reads_and_writes
@allow(Right.CLUSTER)
def group(request: HttpRequest) -> HttpResponse:
    """归并: from a suggestion (`category`, `street`) or from rows marked in the queue (`concern`)."""
    user: Any = request.user
    choices = _choices(request)
    marked = request.GET.getlist("concern") or [concern.reference for concern in choices[:CHOICES]]
    form = ClusterForm(request.POST or None, user=user, initial={"concerns": marked, "title": _title(request)})
    if request.method == "POST":
        marked = request.POST.getlist("concerns")
    return answer(
        request,
        form=form,
        template="concerns/group.html",
        fragment="group",
        context={"choices": choices, "marked": marked},
        act=lambda: services.group_into_cluster(
            by=user,
            unit=receiving_unit(user),
            title=form.cleaned_data["title"],
            concerns=form.cleaned_data["concerns"],
            common_cause=form.cleaned_data["common_cause"],
        ),
        to=lambda cluster: str(cluster.get_absolute_url()),
        said=lambda cluster: _("已归并为%(reference)s") % {"reference": cluster.reference},
    )


@reads
@records_view("cluster.viewed")
@allow(Right.SEE)
def cluster(request: HttpRequest, reference: str) -> HttpResponse:
    """One cluster: de-identified facts, members, what the meeting made of it."""
    one = _cluster(request, reference)
    request.viewed = one  # type: ignore[attr-defined]
    return render(request, "concerns/cluster.html", cluster_context(request, one))


@reads_and_writes
@allow(Right.CLUSTER)
def add_to_cluster(request: HttpRequest, reference: str) -> HttpResponse:
    """归入: like concerns that are in no cluster."""
    one = _cluster(request, reference)
    form = AddForm(request.POST or None, user=request.user, record=one)
    return answer(
        request,
        form=form,
        template="concerns/add_to_cluster.html",
        fragment="add-to-cluster",
        context=lambda: {
            "cluster": _cluster(request, reference),
            "choices": _alike(request, one),
            "marked": request.POST.getlist("concerns"),
            "refused": refusal_of(check_can_change_cluster, request.user, one),
        },
        act=lambda: services.add_to_cluster(
            cluster=one, by=me(request), version=form.seen_version, concerns=form.cleaned_data["concerns"]
        ),
        to=one.get_absolute_url(),
        said=_("已归入"),
    )


@reads_and_writes
@allow(Right.CLUSTER)
def remove_from_cluster(request: HttpRequest, reference: str) -> HttpResponse:
    """移出: one concern, named in the form."""
    one = _cluster(request, reference)
    form = RemoveForm(
        request.POST or None, user=request.user, record=one, initial={"concern": request.GET.get("concern", "")}
    )
    return answer(
        request,
        form=form,
        template="concerns/remove_from_cluster.html",
        fragment="remove-from-cluster",
        context=lambda: {
            "cluster": _cluster(request, reference),
            "refused": refusal_of(check_can_change_cluster, request.user, one),
        },
        act=lambda: services.remove_from_cluster(
            cluster=one, by=me(request), version=form.seen_version, concern=form.cleaned_data["concern"]
        ),
        to=one.get_absolute_url(),
        said=_("已移出"),
    )


@reads_and_writes
@allow(Right.CLUSTER)
def dissolve(request: HttpRequest, reference: str) -> HttpResponse:
    """解散: the concerns are free again, the number stays."""
    one = _cluster(request, reference)
    form = ConfirmForm(request.POST or None, record=one)
    return answer(
        request,
        form=form,
        template="concerns/dissolve.html",
        fragment="dissolve",
        context=lambda: {
            "cluster": _cluster(request, reference),
            "refused": refusal_of(check_can_change_cluster, request.user, one),
        },
        act=lambda: services.dissolve(cluster=one, by=me(request), version=form.seen_version),
        to=one.get_absolute_url(),
        said=_("已解散"),
    )


def cluster_context(request: HttpRequest, one: Cluster) -> dict[str, Any]:
    members = Concern.objects.visible_to(request.user).filter(cluster_link__cluster=one)
    return {
        "cluster": one,
        "facts": services.cluster_facts(one),
        "members": list(members.for_list().order_by("registered_at", "pk")),
        "offers": CLUSTER.offers(request.user, one),
        "change_refusal": refusal_of(check_can_change_cluster, request.user, one),
    }


def _cluster(request: HttpRequest, reference: str) -> Cluster:
    rows = Cluster.objects.visible_to(request.user).select_related("category", "street_unit", "unit")
    return get_object_or_404(rows, reference=reference)


def _free(request: HttpRequest) -> Any:
    rows = Concern.objects.visible_to(request.user).filter(cluster_link=None).for_list()
    return rows.exclude(state__in=(State.REJECTED, State.MERGED, State.WITHDRAWN)).order_by("-registered_at", "-pk")


def _choices(request: HttpRequest) -> list[Concern]:
    """What the form offers: the marked rows, or the suggestion's, or the latest ones."""
    asked = request.POST if request.method == "POST" else request.GET
    marked = [one for one in asked.getlist("concern") or asked.getlist("concerns") if "\0" not in one]
    rows = _free(request)
    if marked:
        return list(rows.filter(reference__in=marked[:CHOICES]))
    if code := request.GET.get("category"):
        rows = rows.filter(category__code=code, registered_at__gte=clock.now() - WINDOW)
    if street := request.GET.get("street"):
        rows = rows.filter(street_unit__code=street)
    return list(rows[:CHOICES]) if request.GET.get("category") else []


def _alike(request: HttpRequest, one: Cluster) -> list[Concern]:
    return list(_free(request).filter(category=one.category)[:CHOICES])


def _title(request: HttpRequest) -> str:
    """A first proposal for the title from the suggestion's category and street."""
    category = Category.objects.filter(code=request.GET.get("category", "")).first()
    street = Unit.objects.filter(code=request.GET.get("street", "")).first()
    if category is None:
        return ""
    return _("%(street)s%(category)s诉求") % {
        "street": street.short_name.removesuffix(_("总工会")) if street else "",
        "category": category.name,
    }
