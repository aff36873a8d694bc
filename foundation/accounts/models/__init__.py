"""People who sign in, what they are granted, what signing in leaves behind."""

from foundation.accounts.models.grants import Grant
from foundation.accounts.models.sign_in import Tries, UsedPassword
from foundation.accounts.models.users import User

__all__ = ["Grant", "Tries", "UsedPassword", "User"]
