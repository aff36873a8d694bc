"""The one authentication backend: allauth's password check, and grants as answers for the Django admin."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from foundation.accounts.models import User
from foundation.accounts.permissions import may


class GrantBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's road in (throttled, no enumeration); permissions come from grants."""

    def get_user(self, user_id: Any) -> Any:
        """The user of the session with her grants in force and whether she has a second step: every page asks for all."""
        user = User.objects.with_grants().with_second_step().filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.is_active)

    def has_perm(self, user: Any, perm: str, obj: Any = None) -> bool:
        return bool(user.is_active) and may(user, perm)
