"""What the Django admin asks, answered from administrator roles."""

from typing import Any

from foundation.accounts.rights import Right

SECURITY = {"accounts.user", "accounts.grant", "accounts.tries"}
AUDIT = {"audit.auditrow", "audit.auditlink"}


def may(user: Any, perm: str) -> bool:
    """Whether `user` has the admin permission `perm` ("app.verb_model"): by administrator role, nothing else.

    System administrators see all but users, grants and audit; security administrators those two; audit
    administrators the audit log. Business records are read-only in their ModelAdmin.
    """
    app, _, codename = perm.partition(".")
    model = f"{app}.{codename.partition('_')[2]}"
    if model in SECURITY:
        return bool(user.holds(Right.ADMINISTER_SECURITY))
    if model in AUDIT:
        return bool(user.holds(Right.ADMINISTER_AUDIT)) and codename.startswith("view_")
    return bool(user.holds(Right.ADMINISTER_SYSTEM))
