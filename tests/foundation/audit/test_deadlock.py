"""Two transactions that note something and meet at shared rows must both commit.

With the chain's lock taken at INSERT instead of at commit they deadlock: the twin proves that the test would see it.
"""

import threading
from typing import Any

import psycopg
import pytest

from tests.foundation.audit import owner

NOTE = (
    "INSERT INTO audit_row (event, actor, subject_label, subject_pk, subject_reference, unit, facts, request_id, at)"
    " VALUES ('concern.saved', 'user:1', '', '', '', '', '{}', '', now())"
)


@pytest.fixture
def shared(committing: str) -> str:
    with owner.connect(committing) as connection:
        connection.execute("CREATE TABLE shared_row (id int PRIMARY KEY, n int NOT NULL)")
        connection.execute("INSERT INTO shared_row VALUES (1, 0)")
        connection.execute("GRANT ALL ON shared_row TO portal_app")
    return committing


def run_both(name: str, *, lock_at_insert: bool) -> list[str]:
    """One transaction notes and then touches the shared row; the other touches it and then notes."""
    meet = threading.Barrier(2, timeout=10)
    outcomes: list[str] = []

    def work(first: str, second: str) -> None:
        with owner.connect(name, "app") as connection:
            try:
                with connection.transaction():
                    if lock_at_insert:
                        connection.execute("SET CONSTRAINTS audit_row_chain IMMEDIATE")
                    connection.execute(first)  # type: ignore[arg-type]
                    meet.wait()
                    connection.execute(second)  # type: ignore[arg-type]
                outcomes.append("committed")
            except psycopg.errors.DeadlockDetected:
                outcomes.append("deadlock")

    touch = "UPDATE shared_row SET n = n + 1 WHERE id = 1"
    threads = [threading.Thread(target=work, args=steps) for steps in ((NOTE, touch), (touch, NOTE))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


def test_chain_flow_does_not_deadlock(shared: str) -> None:
    assert run_both(shared, lock_at_insert=False) == ["committed", "committed"]


def test_chain_flow_deadlocks_with_the_lock_at_insert(shared: str) -> None:
    assert run_both(shared, lock_at_insert=True) == ["committed", "deadlock"]


def test_concurrent_writers_make_one_chain(committing: str, tmp_path: Any, django_db_blocker: Any) -> None:
    from foundation.audit import chain

    threads = [threading.Thread(target=owner.write, args=(committing, 25)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    with django_db_blocker.unblock():
        verdict = chain.verify(tmp_path / "heads")
    assert (verdict.head.seq, verdict.findings) == (150, ())
