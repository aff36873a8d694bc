"""What a test run does not forgive (architecture §7): undefined template variables, connections to the outside, pages
that ask the database once per row.

Warnings are errors by `filterwarnings` in pyproject.toml, a GET that writes is refused by the database (`@reads`), and a
page of an unordered list warns, so fails too. `tests/test_harness.py` shows each of them failing.
"""

import ipaddress
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.base import UNKNOWN_SOURCE, Node
from zeal import zeal_context
from zeal.constants import initialize_app_registry
from zeal.patch import patch


class UndefinedVariable(Exception):
    """A template of ours shows a variable nobody gave it."""


class Undefined(str):
    """Stands in for `string_if_invalid`: raises in our own templates, is empty in those of Django and allauth."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        node = _node_being_rendered()
        source = str(node.origin) if node is not None and node.origin else UNKNOWN_SOURCE
        if not Path(source).is_relative_to(Path(settings.BASE_DIR) / "templates"):
            return ""
        line = node.token.lineno if node is not None and node.token else "?"
        raise UndefinedVariable(f"{{{{ {variable} }}}} in {Path(source).relative_to(settings.BASE_DIR)}:{line}")


def _node_being_rendered() -> Node | None:
    """The innermost template node on the stack: its origin is the file the variable is written in."""
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_name == "render_annotated":
            return frame.f_locals["self"]  # type: ignore[no-any-return]
        frame = frame.f_back  # type: ignore[assignment]
    return None


def forbid_undefined_variables() -> None:
    """In the engine there is, and in each one that is made anew after a test changed the settings of templates."""
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")
    engines["django"].engine.string_if_invalid = Undefined("%s")  # type: ignore[attr-defined]


class Outside(Exception):
    """A test wanted to leave this machine."""


def stay_inside(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: only Unix sockets and the loopback. libpq, which does not ask Python, gets its address from us."""
    if event == "socket.connect":
        host = arguments[1][0] if isinstance(arguments[1], tuple) else ""
    elif event == "socket.getaddrinfo":
        host = arguments[0] or ""
    else:
        return
    host = host.decode() if isinstance(host, bytes) else str(host)
    if host and not _is_here(host):
        raise Outside(f"{event} {host}")


def _is_here(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host in ("localhost", "testserver") or host.startswith("/")
    return address.is_loopback or address.is_unspecified


def watch_queries() -> None:
    """Let django-zeal see which relation is loaded from where."""
    initialize_app_registry()
    patch()


def no_query_per_row(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware of the tests: a GET that loads one relation row by row raises `NPlusOneError`.

    Only GET: a service that moves each concern of a cluster on does so one by one, with its own lock.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "GET":
            return get_response(request)
        with zeal_context():
            return get_response(request)

    return middleware
