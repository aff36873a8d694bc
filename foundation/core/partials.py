"""A page and its fragments live in one template; which fragment is sent is named by the view, not by the browser."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    fragment: str | tuple[str, ...] = "",
    status: int = 200,
) -> HttpResponse:
    """The page, or the `fragment` (one of several) the view allows when htmx asks for exactly that element."""
    names = (fragment,) if isinstance(fragment, str) else fragment
    target = request.headers.get("HX-Target", "") if request.headers.get("HX-Request") == "true" else ""
    name = f"{template}#{target}" if target and target in names else template
    response = HttpResponse(render_to_string(name, dict(context or {}), request), status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
