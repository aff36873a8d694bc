"""Who acts: a signed-in user, or a named part of the portal itself. Never nobody."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _


class Actor(Protocol):
    """What services, audit and outbox need to know of whoever acts; `accounts.User` has it too."""

    @property
    def actor_reference(self) -> str: ...

    @property
    def display_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class SystemActor:
    """The portal acting on its own, under a name an auditor can read, e.g. `SystemActor("deadline")`."""

    name: str

    @property
    def actor_reference(self) -> str:
        return f"system:{self.name}"

    @property
    def display_name(self) -> str:
        return _("系统")
