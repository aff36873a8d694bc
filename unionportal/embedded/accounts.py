"""The demo accounts of this clone: one generated password, and the list that is printed at the end of a start."""

import secrets
from dataclasses import asdict, dataclass

from unionportal.embedded import private_files
from unionportal.embedded.places import local_folder

_LETTERS = "abcdefghjkmnpqrstuvwxyz"  # without i, l, o: read aloud and typed from paper without mistakes
_DIGITS = "23456789"


@dataclass(frozen=True)
class Account:
    """One line of the printed list: what to type, who it is, what to try with it."""

    username: str
    name: str
    role: str


def password() -> str:
    """The password of every demo account in this clone; made on first use, kept in `.local/password.json` (0600)."""
    found: str = private_files.read_or_make(local_folder() / "password.json", _new_password)
    return found


def remember(accounts: list[Account]) -> None:
    """Keep the list for printing; demo data calls this once with the accounts worth opening first."""
    private_files.write(local_folder() / "accounts.json", [asdict(account) for account in accounts])


def listed() -> list[Account]:
    """The list demo data left, empty before that."""
    return [Account(**each) for each in private_files.read(local_folder() / "accounts.json") or []]


def _new_password() -> str:
    """About 60 bits, upper and lower case, digits and a sign, as password rules ask."""
    groups = ["".join(secrets.choice(_LETTERS + _DIGITS) for _ in range(4)) for _ in range(3)]
    return f"Fz{secrets.choice(_DIGITS)}-" + "-".join(groups)
