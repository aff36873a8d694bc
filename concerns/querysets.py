"""Reading concerns, always from what the viewer may see."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from concerns.enums import Part, Urgency
from concerns.rights import Right
from concerns.states import DONE, RAISED, WORKING, ClusterState, State
from foundation.core import clock
from foundation.orgs.models import Unit
from foundation.orgs.scope import within
from foundation.search import tokens
from foundation.search.models import SearchEntry
from foundation.worktime.querysets import ClockedQuerySet

if TYPE_CHECKING:
    from concerns.models import Assignment, Category, Cluster


AT_THE_UNIT = (State.DISPATCHED, *WORKING)


class CategoryQuerySet(QuerySet["Category"]):
    def current(self) -> "CategoryQuerySet":
        """Categories new concerns may have today."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=clock.today()))


class AssignmentQuerySet(QuerySet["Assignment"]):
    def current(self) -> "AssignmentQuerySet":
        return self.filter(ended_at=None)

    def lead(self) -> "AssignmentQuerySet":
        return self.filter(part=Part.LEAD)

    def held_by(self, user: Any) -> "AssignmentQuerySet":
        """Current assignments of exactly the units for which `user` handles concerns: not of units below."""
        return self.current().filter(unit__path__in=user.paths(Right.HANDLE))

    def unsigned(self) -> "AssignmentQuerySet":
        return self.current().filter(accepted_at=None)


def _own(user: Any) -> Q:
    """Registered by a unit of the scope, or belonging to one of its streets."""
    units = Unit.objects.within(user.paths(Right.SEE)).values("pk")
    return Q(unit__in=units) | Q(street_unit__in=units)


class ConcernQuerySet(ClockedQuerySet):
    def visible_to(self, user: Any) -> "ConcernQuerySet":
        """Own scope, or in the hands of a unit the user handles for. What is neither does not exist for her."""
        return self.filter(self.scope_of(user))

    def scope_of(self, user: Any) -> Q:
        """The condition of `visible_to`, for subqueries."""
        allowed = Q(pk__in=[])
        if user.paths(Right.SEE):
            allowed |= _own(user)
        if user.paths(Right.HANDLE):
            allowed |= Q(Exists(self._assignments().held_by(user).filter(concern=OuterRef("pk"))))
        return allowed

    def open(self) -> "ConcernQuerySet":
        return self.exclude(state__in=DONE)

    def in_hand_of(self, user: Any) -> "ConcernQuerySet":
        """Assigned to a unit the user handles for, and that unit's turn."""
        mine = self._assignments().held_by(user).filter(concern=OuterRef("pk"))
        return self.filter(Exists(mine), state__in=AT_THE_UNIT)

    def waiting_for(self, user: Any) -> "ConcernQuerySet":
        """What `user` can move on now: to sign or work on, to triage and dispatch, to review, to call back.

        What was raised to a meeting waits for it, not for her.
        """
        turns, states_wanted = Q(pk__in=[]), set[str]()
        if user.paths(Right.HANDLE):
            mine = self._assignments().held_by(user).filter(concern=OuterRef("pk"))
            turns |= Q(Exists(mine), state__in=AT_THE_UNIT)
            states_wanted |= set(AT_THE_UNIT)
        for right, states in (
            (Right.TRIAGE, (State.REGISTERED,)),
            (Right.DISPATCH, (State.TRIAGE, State.RETURNED, State.REPORTED)),
            (Right.CALL_BACK, (State.CALLBACK,)),
        ):
            if paths := user.paths(right):
                units = Unit.objects.within(paths).values("pk")
                turns |= Q(Q(unit__in=units) | Q(street_unit__in=units), state__in=states)
                states_wanted |= set(states)
        # The states once more beside the alternatives, so that the index on them is used.
        return self.filter(turns, state__in=sorted(states_wanted)).exclude(pause_reason=RAISED)

    def due_today(self) -> "ConcernQuerySet":
        """The clock runs out today."""
        midnight = dt.datetime.combine(clock.today(), dt.time(), clock.SHANGHAI)
        return self.running().filter(due_at__gte=clock.now(), due_at__lt=midnight + dt.timedelta(days=1))

    def raised(self) -> "ConcernQuerySet":
        return self.filter(cluster_link__frozen=True, cluster_link__cluster__state=ClusterState.RAISED)

    def urgent_first(self) -> "ConcernQuerySet":
        rank = Case(
            When(urgency=Urgency.CRITICAL, then=Value(0)),
            When(urgency=Urgency.URGENT, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return self.order_by(rank, F("due_at").asc(nulls_last=True), "pk")

    def matching(self, text: str) -> "ConcernQuerySet":
        """By a piece of the number, or by words of title, narrative or employer's name, through the index of the site.

        Nothing to look for (blanks, punctuation alone) narrows nothing.
        """
        text = text.strip()
        query = tokens.query(text)
        if not query:
            return self
        entries = SearchEntry.objects.filter(label=self.model._meta.label_lower).anywhere(query)
        found = Q(pk__in=entries.values("object_pk"))
        if any(char.isdigit() for char in text):
            found |= Q(reference__icontains=text)
        return self.filter(found)

    def of_same(self, *, person: Any = None, employer: Any = None) -> "ConcernQuerySet":
        """Concerns of this person or this employer; of neither given, none."""
        same = Q(pk__in=[])
        if person is not None:
            same |= Q(reporter=person)
        if employer is not None:
            same |= Q(employer=employer)
        return self.filter(same)

    def for_list(self) -> "ConcernQuerySet":
        """Everything a row of the queue shows, in one query; the narrative stays in the database."""
        return self.select_related("category", "street_unit", "reporter", "employer").defer("narrative", "result")

    def _assignments(self) -> AssignmentQuerySet:
        related: Any = self.model._meta.get_field("assignments").related_model
        rows: AssignmentQuerySet = related.objects.all()
        return rows


class ClusterQuerySet(QuerySet["Cluster"]):
    def visible_to(self, user: Any) -> "ClusterQuerySet":
        """Clusters made in the own scope; a cluster of another unit does not exist, whatever concerns it holds."""
        return self.filter(within(user.paths(Right.SEE), "unit__path"))

    def open(self) -> "ClusterQuerySet":
        """Still taking in concerns."""
        return self.filter(state=ClusterState.GATHERING)

    def alike(self, categories: Sequence[Any]) -> "ClusterQuerySet":
        return self.open().filter(category__in=categories)
