"""The one authentication backend: allauth's password check, and grants as answers for the Django admin."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from foundation.accounts.permissions import may


class GrantBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's road in (throttled, no enumeration); permissions come from grants."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.is_active)

    def has_perm(self, user: Any, perm: str, obj: Any = None) -> bool:
        return bool(user.is_active) and may(user, perm)
