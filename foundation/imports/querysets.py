"""Reading imports, always from what the viewer may import herself."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from foundation.imports.importer import importers
from foundation.imports.states import BACK, DONE, RUNNING, Outcome, Verdict
from foundation.orgs.scope import within

if TYPE_CHECKING:
    from foundation.imports.models import Import, ImportRow


class ImportQuerySet(QuerySet["Import"]):
    def visible_to(self, user: Any) -> "ImportQuerySet":
        """Imports of the kinds `user` may import, at the units where she may."""
        own = (Q(kind=one.kind) & within(user.paths(one.right), "unit__path") for one in importers().values())
        return self.filter(reduce(or_, own, Q(pk__in=[])))

    def running(self) -> "ImportQuerySet":
        return self.filter(state__in=RUNNING)


class ImportRowQuerySet(QuerySet["ImportRow"]):
    def pending_check(self) -> "ImportRowQuerySet":
        return self.filter(verdict="").order_by("depth", "number")

    def pending_apply(self, accepted: list[str]) -> "ImportRowQuerySet":
        """Lines to be taken in, those above first."""
        return self.filter(verdict__in=accepted, outcome="").order_by("depth", "number")

    def pending_undo(self) -> "ImportRowQuerySet":
        """Lines to be taken back, those below first."""
        return self.filter(outcome__in=DONE).order_by("-depth", "-number")

    def to_hand_back(self) -> "ImportRowQuerySet":
        """Lines for whoever filled in the table."""
        return self.filter(Q(verdict__in=BACK) | Q(outcome=Outcome.FAILED)).order_by("number")

    def write(self, rows: "Sequence[ImportRow]", columns: Sequence[str]) -> None:
        """Save these columns of rows that exist. One query; `bulk_update` cannot seal a value for its own row, an insert
        that meets its own key can."""
        self.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=columns)

    def tally(self) -> dict[str, int]:
        """How many lines per verdict and per outcome, `pending` without a verdict, `all`. One query."""
        counts = dict.fromkeys([*Verdict.values, *Outcome.values, "pending", "all"], 0)
        for verdict, outcome, count in self.order_by().values_list("verdict", "outcome").annotate(Count("pk")):
            counts["all"] += count
            counts[verdict or "pending"] += count
            if outcome:
                counts[outcome] += count
        return counts
