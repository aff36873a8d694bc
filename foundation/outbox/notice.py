"""`Notice`: what an event is called, how it travels and until when it matters. Declared in an app's `notices.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

Attachment = tuple[str, str, bytes]
"""File name, content type with parameters (`text/calendar; method=REQUEST; charset=utf-8`), bytes."""

_registry: dict[str, "Notice"] = {}


@dataclass(frozen=True)
class Notice:
    """One kind of notice. Creating it registers it; the code must be unique in the house.

    code        `noun.participle`, the same word as the audit event: "concern.dispatched"
    label       how the staff call it: 诉求已派单
    channels    names from `enums.Channel`, used unless `put` is given others
    still_due   asked with (record, user) just before sending; False cancels the row. None: always due
    attachments asked with (record, user) for e-mail; an iCalendar part is one of them
    to_actor    also tell the person whose act it was (default: she knows)
    urgent      ignores quiet hours (群体性、安全特急, D§7.5)
    tone, icon  how the inbox draws it: a design tone (act ok warn bad plum mute) and a sprite name
    do          words of the button that leads to the record: 去办理
    template    path of the text; default `<app>/notices/<noun>_<participle>.txt`, then `<app>/notices/<participle>.txt`

    Text: first line the subject, a blank line, then the body. Context: `record`, `user`, `url` (absolute in e-mail).
    """

    code: str
    label: str | Promise
    channels: tuple[str, ...] = ("inbox", "email")
    still_due: Callable[[Any, Any], bool | None] | None = None
    attachments: Callable[[Any, Any], list[Attachment]] | None = None
    to_actor: bool = False
    urgent: bool = False
    tone: str = "act"
    icon: str = "bell"
    do: str | Promise = ""
    template: str = ""

    def __post_init__(self) -> None:
        if _registry.setdefault(self.code, self) is not self:
            raise ImproperlyConfigured(f"Two notices are called {self.code!r}.")

    def templates(self, app_label: str) -> list[str]:
        """Template names to try, best first."""
        if self.template:
            return [self.template]
        verb = self.code.rpartition(".")[2]
        return [f"{app_label}/notices/{self.code.replace('.', '_')}.txt", f"{app_label}/notices/{verb}.txt"]


def find(code: str) -> Notice | None:
    """The notice of this code, or None when no installed app declares it."""
    return _registry.get(code)


def every() -> list[Notice]:
    """All registered notices, by code (checks, gallery, preferences)."""
    return [_registry[code] for code in sorted(_registry)]
