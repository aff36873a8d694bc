"""One table per workflow draws the buttons, guards the service, feeds the trigger, the diagram and the test matrix.

`states.py` of an app lists `Move`s (pure data); `workflow.py` adds label, policy and URL to each as an `Action`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation.core.actors import Actor, SystemActor
from foundation.core.policies import Refused, Stale, refusal_of


@dataclass(frozen=True, slots=True)
class Move:
    """A legal change of state: `verb` leads from any of `sources` to `target` (or one of several targets)."""

    verb: str
    sources: tuple[str, ...]
    target: str | tuple[str, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.target,) if isinstance(self.target, str) else self.target


def edges(moves: Iterable[Move]) -> list[tuple[str, str]]:
    """Every pair of different states the moves connect, sorted: what the database trigger allows."""
    pairs = {(str(s), str(t)) for move in moves for s in move.sources for t in move.targets if s != t}
    return sorted(pairs)


@dataclass(frozen=True, slots=True)
class Action:
    """A move as people meet it. `check(user, record)` raises `Refused`; `url` is reversed with the record's reference.

    `by_system`: the portal itself may do it (the policy then does not apply). `listed=False`: no button of its own.
    """

    move: Move
    label: str | Promise
    check: Callable[[Any, Any], None]
    url: str = ""
    tone: str = ""
    icon: str = ""
    by_system: bool = False
    listed: bool = True

    @property
    def verb(self) -> str:
        return self.move.verb


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: enabled, or greyed with the sentence that says why."""

    verb: str
    label: str
    url: str
    tone: str = ""
    icon: str = ""
    refusal: str | None = None


WORKFLOWS: dict[str, "Workflow"] = {}


@dataclass(slots=True)
class Workflow:
    """All actions on the `state_field` of one model. Registered by name for diagrams and the workflow matrix."""

    model: type[models.Model]
    state_field: str
    actions: list[Action]
    _by_verb: dict[str, Action] = field(init=False)

    def __post_init__(self) -> None:
        self._by_verb = {action.verb: action for action in self.actions}
        if len(self._by_verb) != len(self.actions):
            raise ValueError(f"{self.model._meta.label}: a verb is listed twice")
        WORKFLOWS[self.model._meta.label_lower] = self

    def action(self, verb: str) -> Action:
        return self._by_verb[verb]

    def offers(self, user: Any, record: models.Model) -> list[Offer]:
        """The buttons on `record`: every action whose source fits the state, each allowed or with its refusal."""
        state = getattr(record, self.state_field)
        return [
            Offer(
                verb=action.verb,
                label=str(action.label),
                url=reverse(action.url, args=[record.reference]),  # type: ignore[attr-defined]
                tone=action.tone,
                icon=action.icon,
                refusal=refusal_of(action.check, user, record),
            )
            for action in self.actions
            if action.listed and action.url and state in action.move.sources
        ]

    def advance(
        self,
        record: Any,
        verb: str,
        *,
        by: Actor,
        version: int | None = None,
        target: str | None = None,
        **changes: Any,
    ) -> Any:
        """Make the move `verb` on `record` for `by` and return the row, locked, changed and saved.

        Before: an open transaction. After: the state is the target, `changes` are set, `version` is one higher.
        Raises `Stale` when `version` is given and is not the row's; `Refused` when the state or the policy forbids it.
        """
        if not connection.in_atomic_block:
            raise RuntimeError("Workflow.advance() needs an open transaction")
        action = self._by_verb[verb]
        row = self.lock(record)
        if version is not None and row.version != version:
            raise Stale
        state = getattr(row, self.state_field)
        if state not in action.move.sources:
            raise Refused(
                _("当前状态是“%(state)s”，不能%(action)s。")
                % {"state": row._get_FIELD_display(row._meta.get_field(self.state_field)), "action": action.label}
            )
        if isinstance(by, SystemActor):
            if not action.by_system:
                raise Refused(_("系统不能自行%(action)s。") % {"action": action.label})
        else:
            action.check(by, row)
        goal = target or (action.move.targets[0] if len(action.move.targets) == 1 else None)
        if goal not in action.move.targets:
            raise ValueError(f"{verb} needs a target out of {action.move.targets}, got {goal!r}")
        setattr(row, self.state_field, goal)
        for name, value in changes.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[self.state_field, "version", *changes])
        return row

    def lock(self, record: Any) -> Any:
        """Read the row of `record` again under a short row lock that lets foreign keys to it be checked meanwhile."""
        rows = self.model._base_manager.select_for_update(of=("self",), no_key=True)
        return rows.get(pk=record.pk)
