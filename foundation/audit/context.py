"""Where an audit row came from: request id and address, set around a request or a task."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """`request_id` links audit rows, log lines and the error page; `ip` is None outside a request."""

    request_id: str = ""
    ip: str | None = None


_current: ContextVar[Context | None] = ContextVar("audit_context", default=None)


def current() -> Context:
    """The context of the running request or task; empty in a shell."""
    return _current.get() or Context()


@contextmanager
def during(request_id: str, ip: str | None = None) -> Iterator[None]:
    """Everything recorded inside carries this request id and address (middleware, tasks, commands)."""
    token = _current.set(Context(request_id[:64], ip))
    try:
        yield
    finally:
        _current.reset(token)
