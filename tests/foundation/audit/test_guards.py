"""The log refuses every change, from the application role by privilege and from the owner by trigger."""

import psycopg
import pytest

from tests.foundation.audit import owner

CHANGES = [
    "UPDATE audit_row SET actor = 'user:2'",
    "DELETE FROM audit_row",
    "TRUNCATE audit_row",
    "UPDATE audit_link SET h = ''",
    "DELETE FROM audit_link",
    "TRUNCATE audit_link",
    "INSERT INTO audit_link (seq, row_id, h) VALUES (99, 99, '')",
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("role", ["app", "owner"])
def test_log_refuses(committing: str, role: str, change: str) -> None:
    owner.write(committing, 1)
    with owner.connect(committing, role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(change)


def test_app_role_cannot_take_the_guards_away(committing: str) -> None:
    for attempt in (
        "ALTER TABLE audit_row DISABLE TRIGGER audit_row_append_only",
        "DROP TRIGGER audit_row_chain ON audit_row",
        "SET session_replication_role = replica",
    ):
        with owner.connect(committing, "app") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(attempt)
    with owner.connect(committing, "app") as connection:
        connection.execute("GRANT UPDATE ON audit_row TO portal_app")  # only warns that nothing was granted
        (may_update,) = connection.execute("SELECT has_table_privilege('audit_row', 'UPDATE')").fetchone() or (None,)
    assert may_update is False


def test_pgtrigger_ignore_does_not_switch_the_guards_off(committing: str) -> None:
    owner.write(committing, 1)
    with owner.connect(committing) as connection:
        connection.execute("SELECT set_config('pgtrigger.ignore', '{audit_row:audit_row_append_only}', false)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM audit_row")
