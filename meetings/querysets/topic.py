"""Reading topics and opinions."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from foundation.orgs.scope import within
from foundation.worktime.querysets import ClockedQuerySet
from meetings.rights import Right
from meetings.states.opinion import OpinionState
from meetings.states.topic import CLEARED, DECIDED, ENDED, TopicState


class TopicQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "TopicQuerySet":
        """The hosts see every topic that was submitted; a unit its own, those it was asked about, and, once cleared,
        those it leads or assists; a reviewing official those on an agenda he reviews. A draft is its unit's alone."""
        drafts = Q(state=TopicState.DRAFT)
        mine = Q(filed_by=user.pk) | Q(unit=user.unit_id) if user.holds(Right.FILE) else Q(pk__in=[])
        if user.holds(Right.READ_ALL):
            return self.filter(mine | ~drafts)
        own = mine | (within(user.paths(Right.FILE), "unit__path") & ~drafts)
        answering = user.paths(Right.ANSWER)
        asked = self._related("opinions").filter(within(answering, "unit__path")).exclude(state=OpinionState.WITHDRAWN)
        assisting = self._through("assisting_units").filter(within(answering, "unit__path"), topic=OuterRef("pk"))
        cleared = Q(state__in=(*CLEARED, *DECIDED))
        seen: Any = own | Exists(asked) | (cleared & (within(answering, "lead_unit__path") | Exists(assisting)))
        if user.holds(Right.REVIEW):
            reviewing = self._related("items").filter(reviews__reviewer=user)
            seen |= Exists(reviewing)
        return self.filter(seen)

    def open(self) -> "TopicQuerySet":
        """Not yet decided, merged, redirected or withdrawn."""
        return self.exclude(state__in=ENDED)

    def in_pool(self) -> "TopicQuerySet":
        """Submitted and not yet decided: what the office works on."""
        return self.open().exclude(state=TopicState.DRAFT)

    def ready(self) -> "TopicQuerySet":
        """Cleared by both hosts and not yet on an agenda."""
        return self.filter(state=TopicState.APPROVED)

    def waiting_for(self, user: Any) -> "TopicQuerySet":
        """Topics whose next step is `user`'s: to mend, to screen, to clear for his host."""
        turns = within(user.paths(Right.FILE), "unit__path") & Q(state=TopicState.RETURNED)
        for right, states in (
            (Right.SCREEN, (TopicState.SUBMITTED, TopicState.SCREENING, TopicState.CONSOLIDATED)),
            (Right.CLEAR_UNION, (TopicState.LEADER_REVIEW,)),
            (Right.CLEAR_GOVERNMENT, (TopicState.GOV_OFFICE,)),
        ):
            if user.holds(right):
                turns |= Q(state__in=states)
        return self.filter(turns)

    def with_opinion_counts(self, now: datetime) -> "TopicQuerySet":
        """How many units were asked, have answered, disagree, are overdue."""
        asked = ~Q(opinions__state=OpinionState.WITHDRAWN)
        late = Q(opinions__state=OpinionState.ASKED, opinions__due_at__lt=now)
        return self.annotate(
            asked_count=Count("opinions", filter=asked),
            given_count=Count("opinions", filter=Q(opinions__state=OpinionState.GIVEN)),
            late_count=Count("opinions", filter=late),
        )

    def stage_counts(self) -> dict[str, int]:
        """How many topics are in each state; one query for all the filters of the pool."""
        return dict(self.order_by().values_list("state").annotate(n=Count("pk")))

    def _related(self, name: str) -> QuerySet[Any]:
        related: Any = self.model._meta.get_field(name).related_model
        rows: QuerySet[Any] = related._base_manager.filter(topic=OuterRef("pk"))
        return rows

    def _through(self, name: str) -> QuerySet[Any]:
        field: Any = self.model._meta.get_field(name)
        rows: QuerySet[Any] = field.remote_field.through._base_manager.all()
        return rows


class TopicPaperQuerySet(QuerySet[Any]):
    def current(self) -> "TopicPaperQuerySet":
        return self.filter(removed_at=None)


class OpinionQuerySet(ClockedQuerySet):
    def visible_to(self, user: Any) -> "OpinionQuerySet":
        """The hosts see all, a unit those asked of it, the proposing unit those on its own topics."""
        if user.holds(Right.READ_ALL):
            return self.exclude(topic__state=TopicState.DRAFT)
        asked = within(user.paths(Right.ANSWER), "unit__path") & ~Q(state=OpinionState.WITHDRAWN)
        return self.filter(asked | within(user.paths(Right.FILE), "topic__unit__path"))

    def current(self) -> "OpinionQuerySet":
        """Asked or given, not stopped."""
        return self.exclude(state=OpinionState.WITHDRAWN)

    def awaited(self) -> "OpinionQuerySet":
        return self.filter(state=OpinionState.ASKED)

    def waiting_for(self, user: Any) -> "OpinionQuerySet":
        """Questions this person may answer and nobody has answered yet."""
        return self.awaited().filter(within(user.paths(Right.ANSWER), "unit__path"))
