"""Reading decisions, minutes, action items and reports, always from what the viewer may see."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from foundation.orgs.scope import within
from foundation.worktime.querysets import ClockedQuerySet
from meetings.querysets.meeting import involving
from meetings.rights import Right
from meetings.states.action import FINISHED, WORKING, ActionState
from meetings.states.meeting import BEFORE_NOTICE, MeetingState
from meetings.states.minutes import FINAL, MinutesState


class InvitationQuerySet(QuerySet[Any]):
    def of(self, user: Any) -> "InvitationQuerySet":
        return self.filter(user=user)

    def visible_to(self, user: Any) -> "InvitationQuerySet":
        """The hosts see every seat; others their own, from the notice on (also while a meeting once told is prepared
        anew: the word that it was put off must still reach them)."""
        if user.holds(Right.READ_ALL):
            return self
        return self.filter(~Q(meeting__state__in=BEFORE_NOTICE) | Q(sequence__gt=0), user=user)

    def waiting_for(self, user: Any) -> "InvitationQuerySet":
        """One's own seats without a reply, while replies are taken."""
        return self.filter(user=user, reply="", meeting__state=MeetingState.NOTIFIED)


class DecisionQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "DecisionQuerySet":
        """The hosts and supervisors see all; others those whose topic or action involves their unit."""
        if user.holds(Right.READ_ALL) or user.holds(Right.SUPERVISE):
            return self
        actions = self.model._meta.get_field("actions").related_model._base_manager
        topics = self.model._meta.get_field("topic").related_model._base_manager
        ours = actions.filter(concerning(user), decision=OuterRef("pk"))
        reviewed = Q(pk__in=[])
        if user.holds(Right.REVIEW):
            reviewed = Q(item__reviews__reviewer=user)
        involved = Exists(topics.filter(involving(user, ""), pk=OuterRef("topic")))
        rows = self.filter(Exists(ours) | involved | reviewed)
        return rows.distinct() if user.holds(Right.REVIEW) else rows


def concerning(user: Any) -> Q:
    """Action items the user's unit leads or assists with."""
    paths = user.paths(Right.ACT)
    return within(paths, "lead_unit__path") | within(paths, "helps__unit__path")


class ActionItemQuerySet(ClockedQuerySet):
    def visible_to(self, user: Any) -> "ActionItemQuerySet":
        """The hosts and supervisors see all; a unit those it leads or assists with."""
        if user.holds(Right.READ_ALL) or user.holds(Right.SUPERVISE):
            return self
        rows = self.model._base_manager.filter(concerning(user)).values("pk")
        return self.filter(pk__in=rows)

    def open(self) -> "ActionItemQuerySet":
        return self.exclude(state__in=FINISHED)

    def waiting_for(self, user: Any) -> "ActionItemQuerySet":
        """What `user` can move on now: to sign or work on as lead unit, to dispatch, to judge as supervisor."""
        turns = within(user.paths(Right.ACT), "lead_unit__path") & Q(
            state__in=(ActionState.DISPATCHED, *WORKING, ActionState.LONG_TERM)
        )
        if user.holds(Right.SUPERVISE):
            turns |= Q(
                state__in=(
                    ActionState.PENDING,
                    ActionState.RETURN_REQUESTED,
                    ActionState.EXTENSION_REQUESTED,
                    ActionState.REPORTED,
                    ActionState.DONE,
                )
            )
        return self.filter(turns)


class MinutesQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "MinutesQuerySet":
        """The hosts see all; a unit asked to countersign sees them from then on; once signed, the news desk; once
        issued, all who see the meeting."""
        if user.holds(Right.READ_ALL):
            return self
        meetings = self.model._meta.get_field("meeting").related_model.objects.visible_to(user)
        signing = self.model._meta.get_field("countersignatures").related_model._base_manager.filter(
            within(user.paths(Right.ANSWER), "unit__path"), minutes=OuterRef("pk")
        )
        issued = Q(state=MinutesState.ISSUED, meeting__in=meetings)
        signed = Q(state__in=FINAL) if user.holds(Right.READ_MINUTES) else Q(pk__in=[])
        return self.filter(issued | signed | Exists(signing))

    def waiting_for(self, user: Any) -> "MinutesQuerySet":
        """To countersign for one's unit, to sign, to issue or go on drafting."""
        signing = self.model._meta.get_field("countersignatures").related_model._base_manager.filter(
            within(user.paths(Right.ANSWER), "unit__path"), minutes=OuterRef("pk"), signed_at=None
        )
        turns = Q(Exists(signing), state=MinutesState.COUNTERSIGNING)
        if user.holds(Right.SIGN):
            turns |= Q(state=MinutesState.SIGNING)
        if user.holds(Right.PREPARE):
            turns |= Q(state__in=(MinutesState.DRAFTING, MinutesState.SIGNED))
        return self.filter(turns)


class WorkReportQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "WorkReportQuerySet":
        """The hosts see all; once issued, all who see the meeting it is made for."""
        if user.holds(Right.READ_ALL):
            return self
        meetings = self.model._meta.get_field("meeting").related_model.objects.visible_to(user)
        return self.filter(state="issued", meeting__in=meetings)
