"""How a lower app shows what a higher one owns: the one registry.

An app may have `contributions.py`, imported in `CoreConfig.ready()`. Its functions take *lists* of records so that
query counts stay flat:

- `offers(user, records) -> {pk: [Offer]}`: buttons on other apps' records;
- `panels(user, records) -> {pk: [Panel]}`: blocks below them;
- `deadline_keepers(records) -> {(unit pk, right)}`: who is told when the deadlines of records move;
- `SEARCHABLE`: what is indexed; `EVENTS`: how the app's audit events are called.

Neighbours in the chain (来龙去脉) are not contributed: `unionportal.chain` reads them from above (ADR 0005).
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db import models

from foundation.core.workflow import Offer


@dataclass(frozen=True, slots=True)
class Panel:
    """A block that one app puts on another's page: a template and its facts."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


def modules(name: str) -> Iterator[ModuleType]:
    """The contributions modules (in INSTALLED_APPS order) that have `name`."""
    for config in apps.get_app_configs():
        module = sys.modules.get(f"{config.name}.contributions")
        if module is not None and hasattr(module, name):
            yield module


def _gather(name: str, user: Any, records: Sequence[models.Model]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for module in modules(name):
        for pk, things in getattr(module, name)(user, records).items():
            found[pk].extend(things)
    return found


def offers_for(user: Any, records: Sequence[models.Model]) -> dict[Any, list[Offer]]:
    """Buttons that other apps put on these records (all of one model), by primary key."""
    return _gather("offers", user, records)


def panels_for(user: Any, records: Sequence[models.Model]) -> dict[Any, list[Panel]]:
    """Blocks that other apps put below these records (all of one model), by primary key."""
    return _gather("panels", user, records)
