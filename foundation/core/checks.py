"""System checks: taste and safety as errors at start, not review comments."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

# Third-party views guard themselves; the access matrix lists each of their routes.
GUARDED_ELSEWHERE = ("allauth.", "django.contrib.admin", "django.views.static", "import_export.")


def views(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every (route, view function) of the portal, third parties included."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


def _module(view: Any) -> str:
    inner = getattr(view, "view_class", view)
    return str(getattr(inner, "__module__", ""))


def views_have_access_mark(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """A view without `@allow`, `@signed_in`, `@public` or `@reading_page` is an error."""
    return [
        Error(f"The view at /{route} has no access mark.", id="portal.E001")
        for route, view in views()
        if not hasattr(view, "access")
        and not _module(view).startswith(GUARDED_ELSEWHERE)
        and not route.startswith("admin/")
    ]
