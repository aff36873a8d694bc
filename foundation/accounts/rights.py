"""What administrators may do."""

from enum import StrEnum


class Right(StrEnum):
    ADMINISTER_SYSTEM = "accounts.administer_system"  # reference data, units, templates, dead letters
    ADMINISTER_SECURITY = "accounts.administer_security"  # users and grants
    ADMINISTER_AUDIT = "accounts.administer_audit"  # the audit log
