"""Giving a concern to a unit, taking it back. The clock starts at dispatch, never at signing (D§5.5)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from concerns import notices
from concerns.enums import Part
from concerns.models import Assignment, Concern
from concerns.policies import lead_of
from concerns.rights import Right
from concerns.services.deadlines import limit_of, sign_by
from concerns.services.steps import step
from concerns.workflow import CONCERN
from foundation import outbox
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.policies import Refused
from foundation.orgs.models import Unit

RETURNS = 2
"""Returns of a concern after which the next assignment is final (终审指派)."""


@transaction.atomic
def dispatch(
    *,
    concern: Concern,
    by: User,
    unit: Unit,
    assisting: Iterable[Unit] = (),
    note: str = "",
    version: int | None = None,
) -> Concern:
    """Give the concern to `unit` (主办) with any number `assisting`.

    After: 待签收; its clock starts now with the limit of its category and urgency; the people of the units are told.
    The assignment is final, and cannot be returned, when `unit` has returned this concern before or when it has been
    returned twice. Raises `Refused` when nobody at a unit could sign for it.
    """
    return _assign(concern, "dispatch", "dispatched", _("派单"), by, unit, assisting, note, version)


@transaction.atomic
def reassign(
    *,
    concern: Concern,
    by: User,
    unit: Unit,
    assisting: Iterable[Unit] = (),
    note: str = "",
    version: int | None = None,
) -> Concern:
    """Take the concern from the unit that has it and give it to another (改派), with a new clock. As `dispatch`.

    Raises `Refused` when `unit` has it already.
    """
    lead = lead_of(concern)
    if lead is not None and lead.unit_id == unit.pk:
        raise Refused(_("本件现在就由%(unit)s承办，请选择另一个单位。") % {"unit": unit.short_name})
    return _assign(concern, "reassign", "reassigned", _("改派"), by, unit, assisting, note, version)


@transaction.atomic
def return_order(*, concern: Concern, by: User, basis: str, version: int | None = None) -> Concern:
    """The unit gives it back (退单), saying on which rule it is not its business. Dispatchers are told.

    At most once per unit (`check_can_return_order`). The clock runs on, because the worker still waits; it starts anew
    with the next dispatch.
    """
    lead = lead_of(CONCERN.lock(concern))
    row, _told = step(
        concern,
        "return_order",
        by=by,
        event="returned",
        version=version,
        text=basis,
        unit=lead.unit if lead else None,
        summary=_("退单"),
    )
    assert lead is not None
    lead.returned_at = lead.ended_at = clock.now()
    lead.return_basis = basis
    lead.save(update_fields=["returned_at", "ended_at", "return_basis"])
    row.assignments.current().update(ended_at=clock.now())
    outbox.put(notices.RETURNED, about=row, to=User.objects.holding(Right.DISPATCH, unit=row.unit), by=by)
    return row


def candidates() -> list[Unit]:
    """Units where somebody could sign today, in the order of the tree."""
    holders = User.objects.holding(Right.HANDLE)
    return list(Unit.objects.current().filter(grants__user__in=holders).distinct().order_by("side", "path"))


def _assign(
    concern: Concern,
    verb: str,
    event: str,
    word: str,
    by: User,
    unit: Unit,
    assisting: Iterable[Unit],
    note: str,
    version: int | None,
) -> Concern:
    helpers = [helper for helper in dict.fromkeys(assisting) if helper.pk != unit.pk]
    told = {one.pk: list(User.objects.at(one, Right.HANDLE)) for one in (unit, *helpers)}
    for one in (unit, *helpers):
        if not told[one.pk]:
            raise Refused(_("%(unit)s还没有可以签收的人员，请先由安全管理员授权。") % {"unit": one.short_name})
    row = CONCERN.lock(concern)
    now = clock.now()
    changes = row.start_clock(now, limit_of(row))
    names = "、".join(helper.short_name for helper in helpers)
    summary = _("%(word)s：%(unit)s") % {"word": word, "unit": unit.short_name}
    if names:
        summary = _("%(summary)s，协办%(names)s") % {"summary": summary, "names": names}
    row, _told = step(
        concern, verb, by=by, event=event, version=version, summary=summary, text=note, dispatched_at=now, **changes
    )
    returned = set(row.assignments.filter(returned_at__isnull=False).values_list("unit_id", flat=True))
    final = unit.pk in returned or len(returned) >= RETURNS
    row.assignments.current().update(ended_at=now)
    signing = sign_by(row)
    for one in (unit, *helpers):
        lead = one.pk == unit.pk
        Assignment.objects.create(
            concern=row,
            unit=one,
            part=Part.LEAD if lead else Part.ASSISTING,
            final=final and lead,
            note=note,
            dispatched_at=now,
            dispatched_by=by.actor_reference,
            due_at=row.due_at,
            sign_by=signing,
        )
        outbox.put(notices.DISPATCHED, about=row, to=told[one.pk], by=by)
    return row
