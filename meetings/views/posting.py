"""What was sent with a POST; None on a GET, so that a form is bound exactly when somebody pressed its button."""

from typing import Any

from django.http import HttpRequest


def typed(request: HttpRequest) -> Any:
    """The fields of a POST, even of one without any; `request.POST or None` would take an empty one for a GET."""
    return request.POST if request.method == "POST" else None


def uploaded(request: HttpRequest) -> Any:
    """The files of a POST."""
    return request.FILES if request.method == "POST" else None
