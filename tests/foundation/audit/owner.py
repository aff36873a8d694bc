"""A second pair of hands in audit tests: the database owner, who alone can switch guards off."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.harness import conninfo, with_database

TABLES = ("audit_row", "audit_link")


def connect(name: str, role: str = "owner") -> psycopg.Connection:
    """A plain connection to the test's database, as `owner` or as the application role."""
    url = os.environ["TEST_DATABASE_OWNER_URL" if role == "owner" else "TEST_DATABASE_URL"]
    return psycopg.connect(conninfo(with_database(url, name)), autocommit=True)


@contextmanager
def guards_off(name: str) -> Iterator[psycopg.Connection]:
    """The owner with the append-only guards disabled: what a thief with the owner's password can do."""
    with connect(name) as connection:
        for table in TABLES:
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        try:
            yield connection
        finally:
            for table in TABLES:
                connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def write(name: str, count: int = 5) -> None:
    """`count` rows, each in a transaction of its own, written by the application role."""
    with connect(name, "app") as connection:
        for number in range(count):
            connection.execute(
                "INSERT INTO audit_row (event, actor, subject_label, subject_pk, subject_reference, unit, facts,"
                " request_id, at) VALUES ('concern.saved', 'user:1', 'concerns.concern', %s, %s, 'qzfz', '{}', '', now())",
                [str(number), f"FZ-2026-{number:04}"],
            )
