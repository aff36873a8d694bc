"""Reading meetings, agendas and reviews."""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from foundation.orgs.scope import within
from meetings.enums.agenda import ItemKind
from meetings.rights import Right
from meetings.states.meeting import BEFORE_NOTICE, HELD, MeetingState
from meetings.states.minutes import FINAL

if TYPE_CHECKING:
    from meetings.models import Meeting


def involving(user: Any, prefix: str = "topic__") -> Q:
    """Rows whose topic his unit proposed, leads, assists or was asked about; `prefix` leads to the topic, "" on it."""
    answering = user.paths(Right.ANSWER)
    return (
        within(user.paths(Right.FILE), f"{prefix}unit__path")
        | within(answering, f"{prefix}lead_unit__path")
        | within(answering, f"{prefix}assisting_units__path")
        | within(answering, f"{prefix}opinions__unit__path")
    )


def rows_of(model: Any, relation: str) -> QuerySet[Any]:
    """All rows at the other end of a relation: a queryset may not import the models that use it."""
    rows: QuerySet[Any] = model._meta.get_field(relation).related_model._base_manager.all()
    return rows


class MeetingQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """The hosts see all; others the meetings where they review or, once noticed, where they have a seat or whose
        agenda involves their unit."""
        if user.holds(Right.READ_ALL):
            return self
        items = self._items()
        seats = rows_of(self.model, "invitations")
        invited = Exists(seats.filter(meeting=OuterRef("pk"), user=user))
        involved: Any = (Exists(items.filter(involving(user))) | invited) & ~Q(state__in=BEFORE_NOTICE)
        if user.holds(Right.REVIEW):
            involved |= Exists(items.filter(reviews__reviewer=user))
        if user.holds(Right.READ_MINUTES):
            involved |= Q(record__state__in=FINAL)
        return self.filter(involved)

    def with_papers(self, user: Any) -> "MeetingQuerySet":
        """With minutes and work report, and whether `user` may see each: `seen_record`, `seen_report`."""
        seen = {}
        for relation in ("record", "report"):
            papers: Any = self.model._meta.get_field(relation).related_model
            seen[f"seen_{relation}"] = Exists(papers.objects.visible_to(user).filter(meeting=OuterRef("pk")))
        return self.annotate(**seen).select_related("record__number", "report")

    def upcoming(self) -> "MeetingQuerySet":
        return self.exclude(state__in=(*HELD, MeetingState.CANCELLED))

    def held(self) -> "MeetingQuerySet":
        return self.filter(state__in=HELD)

    def before(self, meeting: "Meeting") -> "MeetingQuerySet":
        """Meetings with a lower number, the nearest first."""
        return self.filter(ordinal__lt=meeting.ordinal).order_by("-ordinal")

    def _items(self) -> QuerySet[Any]:
        return rows_of(self.model, "items").filter(meeting=OuterRef("pk"))


class AgendaItemQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "AgendaItemQuerySet":
        """The hosts see all; a reviewer what he reviews; a unit, once noticed, the items that involve it and item 1."""
        if user.holds(Right.READ_ALL):
            return self
        topics = rows_of(self.model, "topic")
        involved = Exists(topics.filter(involving(user, ""), pk=OuterRef("topic")))
        seen: Any = involved & ~Q(meeting__state__in=BEFORE_NOTICE)
        if user.holds(Right.REVIEW):
            reviews = rows_of(self.model, "reviews")
            seen |= Exists(reviews.filter(item=OuterRef("pk"), reviewer=user))
        others = self.model._base_manager.filter(meeting=OuterRef("meeting")).filter(involving(user))
        first = Q(kind=ItemKind.PROGRESS) & ~Q(meeting__state__in=BEFORE_NOTICE) & Exists(others)
        return self.filter(seen | first)

    def in_order(self) -> "AgendaItemQuerySet":
        return self.order_by("position")


class ReviewQuerySet(QuerySet[Any]):
    def of(self, user: Any) -> "ReviewQuerySet":
        return self.filter(reviewer=user)

    def waiting(self) -> "ReviewQuerySet":
        """Not answered yet, or answered on an earlier text."""
        return self.filter(~Q(item_hash=F("item__item_hash")))

    def answered(self) -> "ReviewQuerySet":
        """Answered on the text as it is now."""
        return self.filter(item_hash=F("item__item_hash"))
