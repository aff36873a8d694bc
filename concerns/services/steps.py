"""What every step has in common: move the concern, tell its story, note it for the auditor."""

from typing import Any

from django.core.exceptions import ValidationError

from concerns.models import Concern, ConcernEvent
from concerns.validators import validate_no_identity
from concerns.workflow import CONCERN
from foundation import audit
from foundation.core import clock
from foundation.core.actors import Actor
from foundation.core.policies import Refused
from foundation.orgs.models import Unit


def step(
    concern: Concern,
    verb: str,
    *,
    by: Actor,
    event: str,
    summary: str,
    text: str = "",
    version: int | None = None,
    target: str | None = None,
    unit: Unit | None = None,
    mover: Actor | None = None,
    **changes: Any,
) -> tuple[Concern, ConcernEvent]:
    """Advance `concern` by `verb`, then write one line of its story and one audit row about it.

    `mover`: the part of the portal that moves it in the course of what `by` did elsewhere and was allowed to do there.
    Before: an open transaction. After: the row as saved, and the event. Raises what `Workflow.advance` raises, and
    `Refused` when `text` carries an identity number: the story is not encrypted.
    """
    check_text(text)
    row: Concern = CONCERN.advance(
        concern, verb, by=mover or by, version=version, target=target, changed_at=clock.now(), **changes
    )
    told = tell(row, verb, by=by, summary=summary, text=text, unit=unit)
    audit.record(f"concern.{event}", by=by, about=row, unit=unit or row.unit, state=row.state)
    return row, told


def tell(
    concern: Concern, verb: str, *, by: Actor, summary: str, text: str = "", unit: Unit | None = None
) -> ConcernEvent:
    """Add one line to the story of `concern`, now, in the name of `by`."""
    return ConcernEvent.objects.create(
        concern=concern,
        verb=verb,
        at=clock.now(),
        actor=by.actor_reference,
        actor_name=by.display_name,
        summary=str(summary)[:200],
        text=text,
        unit=unit,
    )


def check_text(*texts: str) -> None:
    """Raises `Refused` when one of the texts carries an identity number."""
    for text in texts:
        try:
            validate_no_identity(text)
        except ValidationError as error:
            raise Refused(error.messages[0]) from error
