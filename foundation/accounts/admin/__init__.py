"""Users and grants in the Django admin."""

from foundation.accounts.admin.grants import GrantAdmin
from foundation.accounts.admin.tries import TriesAdmin
from foundation.accounts.admin.users import UserAdmin

__all__ = ["GrantAdmin", "TriesAdmin", "UserAdmin"]
