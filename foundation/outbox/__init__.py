"""The one door for side effects: rows written in the business transaction, sent after commit (architecture §6).

    from foundation import outbox
    outbox.put(DISPATCHED, about=concern, to=[handler], by=user)

The names below are the whole public face. They are resolved on first use because a package cannot import its own
models while Django is still loading it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foundation.outbox.services.put import cancel, put, put_mail
    from foundation.outbox.services.resend import resend

__all__ = ["cancel", "put", "put_mail", "resend"]

_HOMES = {"put": "put", "put_mail": "put", "cancel": "put", "resend": "resend"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"foundation.outbox.services.{_HOMES[name]}"), name)
