"""What the shell shows around every page: navigation, the 新建 menu, unread notices."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html; nothing for people who are not signed in."""
    facts: dict[str, Any] = {"portal_name": settings.PORTAL_NAME, "portal_local": settings.PORTAL_LOCAL}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return facts
    return facts
