"""Deciding what becomes of a concern before (or instead of) giving it to a unit."""

from django.db import transaction
from django.utils.translation import gettext as _

from concerns.models import Category, Concern
from concerns.policies import check_can_merge
from concerns.services.deadlines import limit_of
from concerns.services.register import alarm
from concerns.services.steps import step, tell
from concerns.states import DONE
from concerns.workflow import CONCERN
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.policies import Refused


@transaction.atomic
def triage(
    *,
    concern: Concern,
    by: User,
    category: Category,
    urgency: str,
    complexity: str,
    note: str = "",
    version: int | None = None,
) -> Concern:
    """Take the concern up: category, urgency and complexity are confirmed, its limit follows from them.

    After: 待派单. A concern found to be 特急 only now alarms leaders and street now.
    """
    was_alarming = concern.alarming
    row, _told = step(
        concern,
        "triage",
        by=by,
        event="triaged",
        version=version,
        text=note,
        summary=_("受理，类别：%(category)s") % {"category": category.name},
        category=category,
        urgency=urgency,
        complexity=complexity,
    )
    if row.alarming and not was_alarming:
        alarm(row, by=by)
    return row


@transaction.atomic
def reject(*, concern: Concern, by: User, reason: str, version: int | None = None) -> Concern:
    """Not accepted; the reason is what the worker is told (信访工作条例: the person is told why)."""
    return _end(concern, "reject", by=by, event="rejected", summary=_("不予受理"), note=reason, version=version)


@transaction.atomic
def answer(*, concern: Concern, by: User, reply: str, version: int | None = None) -> Concern:
    """Answered on the spot: `reply` is what the worker was told."""
    return _end(concern, "answer", by=by, event="answered", summary=_("直接答复"), note=reply, version=version)


@transaction.atomic
def refer_out(*, concern: Concern, by: User, receiver: str, reason: str, version: int | None = None) -> Concern:
    """Handed to a body outside the portal (`receiver`: a court, another district)."""
    summary = _("转%(receiver)s办理") % {"receiver": receiver}
    return _end(concern, "refer_out", by=by, event="referred_out", summary=summary, note=reason, version=version)


@transaction.atomic
def withdraw(*, concern: Concern, by: User, reason: str, version: int | None = None) -> Concern:
    """The worker takes it back. Possible even before a meeting: the frozen count of its cluster stays."""
    return _end(concern, "withdraw", by=by, event="withdrawn", summary=_("职工撤诉"), note=reason, version=version)


@transaction.atomic
def merge(*, concern: Concern, by: User, into: Concern, reason: str, version: int | None = None) -> Concern:
    """The same matter is already on file: `concern` ends, `into` goes on and says so (并案).

    Raises `Refused` for itself, for one that is over, and before a meeting.
    """
    first, second = sorted((concern, into), key=lambda one: one.pk)
    locked = {row.pk: row for row in (CONCERN.lock(first), CONCERN.lock(second))}
    goal = locked[into.pk]
    if goal.pk == concern.pk:
        raise Refused(_("不能并入自己，请填写另一件诉求的编号。"))
    if goal.state in DONE:
        raise Refused(_("%(reference)s已结束，不能并入。") % {"reference": goal.reference})
    check_can_merge(by, goal)
    row = _end(
        concern,
        "merge",
        by=by,
        event="merged",
        note=reason,
        version=version,
        merged_into=goal,
        summary=_("并入%(reference)s") % {"reference": goal.reference},
    )
    tell(goal, "merge", by=by, summary=_("%(reference)s并入本件") % {"reference": row.reference}, text=reason)
    return row


@transaction.atomic
def reopen(*, concern: Concern, by: User, reason: str, version: int | None = None) -> Concern:
    """Take up again what was over: new facts, or the worker is not content. A new clock starts where a unit has it."""
    row = CONCERN.lock(concern)
    changes = row.start_clock(clock.now(), limit_of(row)) if row.assignments.current().lead().exists() else {}
    row, _told = step(
        concern,
        "reopen",
        by=by,
        event="reopened",
        summary=_("重新办理"),
        text=reason,
        version=version,
        closed_at=None,
        closing_note="",
        **changes,
    )
    return row


def _end(
    concern: Concern,
    verb: str,
    *,
    by: User,
    event: str,
    summary: str,
    note: str,
    version: int | None,
    merged_into: Concern | None = None,
) -> Concern:
    changes = CONCERN.lock(concern).stop_clock()
    if merged_into is not None:
        changes["merged_into"] = merged_into
    if not note.strip():
        raise Refused(_("请写明%(verb)s的说明。") % {"verb": CONCERN.action(verb).label})
    row, _told = step(
        concern,
        verb,
        by=by,
        event=event,
        summary=summary,
        text=note,
        version=version,
        closed_at=clock.now(),
        closing_note=note,
        **changes,
    )
    return row
