"""Calling the worker back: the only way a concern that was worked on is closed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from concerns import notices
from concerns.enums import Contact, Satisfaction, Solved
from concerns.models import Callback, Concern
from concerns.policies import HANDLING_VERBS, check_not_before_meeting, lead_of
from concerns.rights import Right
from concerns.services.deadlines import limit_of
from concerns.services.steps import step
from concerns.states import State
from concerns.workflow import CONCERN
from foundation import outbox
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.actors import Actor, SystemActor

MEETING = SystemActor("meeting")
"""Moves clusters and concerns in the course of the joint meeting, whose own policies judged whoever acted there."""


@transaction.atomic
def open_callback(*, concern: Concern, by: Actor, reason: str, version: int | None = None) -> Concern:
    """Let the worker be called back because something outside the concern is done (an action item, a decision).

    Before: `by` was allowed to do that. After: 待回访, clock stopped; those who call back are told. Refused while the
    meeting has not decided.
    """
    locked: Concern = CONCERN.lock(concern)
    check_not_before_meeting(locked)
    row, _told = step(
        concern,
        "open_callback",
        by=by,
        mover=MEETING,
        event="callback_opened",
        summary=reason,
        version=version,
        **locked.stop_clock(),
    )
    tell_callers(row, by=by)
    return row


@transaction.atomic
def call_back(
    *,
    concern: Concern,
    by: User,
    contact: str,
    solved: str = "",
    satisfaction: str = "",
    note: str = "",
    version: int | None = None,
) -> Callback:
    """Record one call-back. Solved: 已办结. Not solved: 已重开 with a new clock, the unit is told. Not reached or
    refused: it stays 待回访, and after a refusal or three tries it may be closed without the worker's word.

    The caller may not have handled the concern (D§5.5).
    """
    if contact != Contact.REACHED:
        solved = satisfaction = ""
    row = CONCERN.lock(concern)
    now = clock.now()
    words = [str(Contact(contact).label)]
    changes: dict[str, Any] = {}
    target = State.CALLBACK
    if solved == Solved.SOLVED:
        target = State.CLOSED
        changes = {"closed_at": now, "closing_note": _("回访：已解决，%(mark)s") % {"mark": _mark(satisfaction)}}
    elif solved == Solved.NOT_SOLVED:
        target = State.REOPENED
        changes = {"reported_at": None}
        if lead_of(row) is not None:
            changes |= row.start_clock(now, limit_of(row))
    if solved:
        words += [str(Solved(solved).label), _mark(satisfaction)]
    row, _told = step(
        concern,
        "call_back",
        by=by,
        event="called_back",
        summary=_("回访：%(words)s") % {"words": "，".join(words)},
        text=note,
        version=version,
        target=target,
        **changes,
    )
    called = Callback.objects.create(
        concern=row, called_by=by, called_at=now, contact=contact, solved=solved, satisfaction=satisfaction, note=note
    )
    _tell(row, by=by)
    return called


@transaction.atomic
def close(*, concern: Concern, by: User, reason: str, version: int | None = None) -> Concern:
    """Close without the worker's word (`check_can_close` says when), saying why."""
    row, _told = step(
        concern,
        "close",
        by=by,
        event="closed",
        summary=_("未经回访结果办结"),
        text=reason,
        version=version,
        closed_at=clock.now(),
        closing_note=reason,
    )
    _tell(row, by=by)
    return row


def tell_callers(concern: Concern, *, by: Actor) -> None:
    """Those who may call back, without the people who handled it."""
    handled = set(concern.events.filter(verb__in=HANDLING_VERBS).values_list("actor", flat=True))
    callers = [
        user for user in User.objects.holding(Right.CALL_BACK, unit=concern.unit) if user.actor_reference not in handled
    ]
    outbox.put(notices.CALLBACK_OPENED, about=concern, to=callers, by=by)


def _tell(concern: Concern, *, by: Actor) -> None:
    """The unit hears how it ended; dispatchers too when it did not end."""
    lead = lead_of(concern)
    people = set(User.objects.at(lead.unit, Right.HANDLE)) if lead else set()
    if concern.state == State.CLOSED:
        outbox.put(notices.CLOSED, about=concern, to=people, by=by)
    elif concern.state == State.REOPENED:
        people |= set(User.objects.holding(Right.DISPATCH, unit=concern.unit))
        outbox.put(notices.REOPENED, about=concern, to=people, by=by)


def _mark(satisfaction: str) -> str:
    return str(Satisfaction(satisfaction).label) if satisfaction else _("未评价")
