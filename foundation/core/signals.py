"""Run around migrations, never between our apps."""

from typing import Any

from django.conf import settings
from django.db import connections

APP_ROLE = "portal_app"


def give_app_role_future_tables(using: str, **kwargs: Any) -> None:
    """Before the owner migrates: whatever tables it is about to make, `portal_app` may use but not own.

    Single tables take rights away again in their own migration (the audit log: no UPDATE, DELETE, TRUNCATE).
    """
    if settings.DATABASE_ROLE != "owner":
        return
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE])
        if cursor.fetchone() is None:
            return
        for statement in (
            "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES",
            "GRANT USAGE, SELECT ON SEQUENCES",
            "GRANT EXECUTE ON FUNCTIONS",
        ):
            cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public {statement} TO {APP_ROLE}")
