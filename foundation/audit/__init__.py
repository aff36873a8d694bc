"""Who did, saw and exported what: append-only, hash-chained at commit, never personal data (architecture §5).

    from foundation import audit
    audit.record("concern.dispatched", by=user, about=concern, unit=concern.unit, to=unit)

The names below are the whole public face. They are resolved on first use because a package cannot import its own
models while Django is still loading it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foundation.audit.context import during
    from foundation.audit.services import history, record, record_each

__all__ = ["during", "history", "record", "record_each"]

_HOMES = {"record": "services", "record_each": "services", "history": "services", "during": "context"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"foundation.audit.{_HOMES[name]}"), name)
