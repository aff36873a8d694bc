"""Who signs in during a run."""

from typing import Final

PASSWORD: Final = "刺桐花开-2026-bench"
"""Of the accounts below, in a database that exists for measuring only; all others of the data set cannot sign in."""

ACCOUNTS: Final = (
    ("bench.rights", "rights_clerk", "ZGH"),
    ("bench.office", "office_clerk", "ZGH"),
    ("bench.street", "street_cadre", "JD-DH"),
    ("bench.liaison", "liaison", "RSJ"),
    ("bench.editor", "editor", "ZGH"),
    ("bench.service", "service_clerk", "ZGH"),
)
"""Account, role, and the unit where it is granted."""
