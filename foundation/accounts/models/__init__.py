"""People who sign in and what they are granted."""

from foundation.accounts.models.grants import Grant
from foundation.accounts.models.users import User

__all__ = ["Grant", "User"]
