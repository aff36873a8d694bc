"""Employers and unions."""

from typing import Any

from django.db import transaction

from foundation import audit
from foundation.core.actors import Actor, SystemActor
from foundation.core.references import next_reference
from foundation.orgs.models import Unit
from members.models import Employer, Union
from members.policies import check_can_keep_employers


@transaction.atomic
def add_employer(*, by: Actor, name: str, street: Unit, uscc: str = "", **facts: Any) -> Employer:
    """Enter an employer of `street`'s ledger; its credit code may stand there once. One audit row."""
    employer = Employer(name=name, street=street, uscc=uscc, **facts)
    if not isinstance(by, SystemActor):
        check_can_keep_employers(by, employer)
    employer.reference = next_reference("QY", width=4)
    employer.save()
    audit.record("employer.added", by=by, about=employer, unit=street)
    return employer


@transaction.atomic
def add_union(
    *, by: Actor, name: str, kind: str, unit: Unit, employers: list[Employer] | None = None, **facts: Any
) -> Union:
    """Enter a union whose cadres work in `unit`. One audit row."""
    union = Union(name=name, kind=kind, unit=unit, reference=next_reference("GH", width=4), **facts)
    union.save()
    union.employers.set(employers or [])
    audit.record("union.added", by=by, about=union, unit=unit)
    return union
