"""Taking like concerns together, and what may be said of them without naming anybody."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from concerns.enums import COLLECTIVE
from concerns.models import Category, Cluster, ClusterConcern, Concern
from concerns.policies import check_can_change_cluster, check_can_cluster, check_can_join
from concerns.services.steps import check_text, tell
from concerns.states import DONE, ClusterState, State
from concerns.workflow import CLUSTER, CONCERN
from foundation import audit
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.policies import Refused, Stale
from foundation.core.references import next_reference
from foundation.orgs.models import Unit
from foundation.search import services as search

PREFIX = "JL"
SMALL = 10
"""Groups of fewer people are merged, so that nobody is recognised in a paper of the meeting."""
ALIKE = 5
WINDOW = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """At least `ALIKE` concerns of one category and street within `WINDOW`, in no cluster yet (D§5.5)."""

    category: Category
    street_unit: Unit | None
    count: int


def suggest_clusters(user: Any, *, at_least: int = ALIKE) -> list[Suggestion]:
    """Groups of like concerns within what `user` may see, largest first. Three queries."""
    rows = (
        Concern.objects.visible_to(user)
        .filter(registered_at__gte=clock.now() - WINDOW, cluster_link=None)
        .exclude(state__in=(State.REJECTED, State.MERGED, State.WITHDRAWN))
        .order_by()
        .values("category", "street_unit")
        .annotate(n=Count("pk"))
        .filter(n__gte=at_least)
        .order_by("-n", "category", "street_unit")[:20]
    )
    found = list(rows)
    categories = Category.objects.in_bulk([row["category"] for row in found])
    streets = Unit.objects.in_bulk([row["street_unit"] for row in found if row["street_unit"]])
    return [Suggestion(categories[row["category"]], streets.get(row["street_unit"]), row["n"]) for row in found]


@transaction.atomic
def group_into_cluster(
    *, by: User, unit: Unit, title: str, concerns: Iterable[Concern], common_cause: str = ""
) -> Cluster:
    """Make a cluster of `unit` out of at least two like concerns.

    Category is that of most of them, the street theirs if they have one in common. After: number JL-<year>-<n>, one
    line in the story of each concern. Raises `Refused` without the right, for fewer than two, for a concern that is in
    another cluster already or over without having been worked on.
    """
    check_can_cluster(by)
    check_text(title, common_cause)
    rows = _lock(concerns)
    if len(rows) < 2:
        raise Refused(_("归并至少要两件诉求，请再选一件。"))
    streets = {row.street_unit_id for row in rows}
    cluster = Cluster(
        title=title.strip(),
        common_cause=common_cause.strip(),
        unit=unit,
        grouped_by=by.actor_reference,
        grouped_at=clock.now(),
        category_id=Counter(row.category_id for row in rows).most_common(1)[0][0],
        street_unit_id=streets.pop() if len(streets) == 1 else None,
    )
    cluster.reference = next_reference(PREFIX, width=3)
    cluster.save()
    _join(cluster, rows, by=by)
    search.index(cluster)
    audit.record("cluster.grouped", by=by, about=cluster, unit=unit, concerns=len(rows))
    return cluster


@transaction.atomic
def add_to_cluster(*, cluster: Cluster, by: User, concerns: Iterable[Concern], version: int | None = None) -> Cluster:
    """Take more concerns in while the cluster gathers. Raises `Refused` as grouping does, and once it is raised."""
    row = _changeable(cluster, by, version)
    joined = _lock(concerns)
    if not joined:
        raise Refused(_("请选择要归入的诉求。"))
    _join(row, joined, by=by)
    audit.record("cluster.extended", by=by, about=row, concerns=[one.reference for one in joined])
    return row


@transaction.atomic
def remove_from_cluster(*, cluster: Cluster, by: User, concern: Concern, version: int | None = None) -> Cluster:
    """Take a concern out again while the cluster gathers; the story of the concern keeps that it was in."""
    row = _changeable(cluster, by, version)
    link = ClusterConcern.objects.filter(cluster=row, concern=concern, frozen=False).first()
    if link is None:
        raise Refused(_("%(reference)s不在这组诉求里。") % {"reference": concern.reference})
    link.delete()
    tell(concern, "remove_from_cluster", by=by, summary=_("移出%(cluster)s") % {"cluster": row.reference})
    audit.record("cluster.reduced", by=by, about=row, concern=concern)
    return row


@transaction.atomic
def dissolve(*, cluster: Cluster, by: User, version: int | None = None) -> Cluster:
    """Give the cluster up; its number stays, its concerns are free again."""
    row: Cluster = CLUSTER.advance(cluster, "dissolve", by=by, version=version)
    for link in row.links.select_related("concern").order_by("concern_id"):
        tell(link.concern, "remove_from_cluster", by=by, summary=_("%(cluster)s解散") % {"cluster": row.reference})
        link.delete()
    audit.record("cluster.dissolved", by=by, about=row)
    return row


def cluster_facts(cluster: Cluster) -> dict[str, Any]:
    """What may stand in a topic: numbers, streets, categories, dates. No names, no numbers of concerns, no employers.

    The figures as frozen when the cluster was raised; live ones before that. A street with fewer than ten people is
    merged with the others (`other`), and a total below ten is only said to be so.
    Shape: reference, title, category, concerns, people (int or None when below ten), streets [{name, concerns,
    people}], categories [{name, concerns}], first_date, last_date (ISO), collective, open, as_of (ISO).
    """
    if cluster.facts is not None:
        frozen: dict[str, Any] = cluster.facts
        return frozen
    rows = list(
        Concern.objects.filter(cluster_link__cluster=cluster)
        .select_related("category", "street_unit")
        .only("category", "street_unit", "people_count", "registered_at", "state", "urgency")
        .order_by("registered_at")
    )
    people = sum(row.people_count for row in rows)
    days = [clock.local(row.registered_at).date().isoformat() for row in rows]
    return {
        "reference": cluster.reference,
        "title": cluster.title,
        "category": cluster.category.name,
        "concerns": len(rows),
        "people": people if people >= SMALL else None,
        "streets": _streets(rows),
        "categories": [
            {"name": name, "concerns": n} for name, n in Counter(row.category.name for row in rows).most_common()
        ],
        "first_date": days[0] if days else None,
        "last_date": days[-1] if days else None,
        "collective": sum(row.people_count >= COLLECTIVE for row in rows),
        "open": sum(row.state not in DONE for row in rows),
        "as_of": clock.now().isoformat(),
    }


def _streets(rows: Sequence[Concern]) -> list[dict[str, Any]]:
    groups: dict[str, list[int]] = {}
    for row in rows:
        name = row.street_name or _("街道不详")
        groups.setdefault(name, []).append(row.people_count)
    large = {name: counts for name, counts in groups.items() if sum(counts) >= SMALL}
    small = [count for name, counts in groups.items() if name not in large for count in counts]
    listed = [
        {"name": name, "concerns": len(counts), "people": sum(counts)}
        for name, counts in sorted(large.items(), key=lambda pair: (-sum(pair[1]), pair[0]))
    ]
    if small:
        merged = len(groups) - len(large)
        name = _("其他%(n)d个街道合计") % {"n": merged} if large else _("%(n)d个街道合计") % {"n": merged}
        total = sum(small)
        listed.append({"name": name, "concerns": len(small), "people": total if total >= SMALL else None})
    return listed


def _changeable(cluster: Cluster, by: User, version: int | None) -> Cluster:
    row: Cluster = CLUSTER.lock(cluster)
    if version is not None and row.version != version:
        raise Stale
    check_can_change_cluster(by, row)
    row.version += 1
    row.save(update_fields=["version"])
    return row


def _lock(concerns: Iterable[Concern]) -> list[Concern]:
    wanted = {concern.pk: concern for concern in concerns}
    rows = [CONCERN.lock(wanted[pk]) for pk in sorted(wanted)]
    taken = ClusterConcern.objects.filter(concern__in=rows).select_related("cluster", "concern").first()
    if taken is not None:
        raise Refused(
            _("%(concern)s已归入%(cluster)s，请先移出。")
            % {"concern": taken.concern.reference, "cluster": taken.cluster.reference}
        )
    for row in rows:
        check_can_join(row)
    return rows


def _join(cluster: Cluster, rows: Iterable[Concern], *, by: User) -> None:
    if cluster.state != ClusterState.GATHERING:
        raise Refused(_("这组诉求已提请上会，不能再归入。"))
    for row in rows:
        ClusterConcern.objects.create(cluster=cluster, concern=row, added_by=by.actor_reference, added_at=clock.now())
        tell(
            row,
            "group_into_cluster",
            by=by,
            summary=_("归入%(cluster)s“%(title)s”") % {"cluster": cluster.reference, "title": cluster.title},
        )
