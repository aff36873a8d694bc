"""Inside the process of the portal: which queries a page asks, how long they take, how the database answers them.

`python -m bench.probe facts` prints the references of the data set; `python -m bench.probe pages` opens every row
(`bench.rows`) and prints its queries; `python -m bench.probe undo` gives back what was signed for. All print JSON.
"""

import contextlib
import json
import re
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any

UNCOUNTED = re.compile(r"\s*(RELEASE )?SAVEPOINT|\s*ROLLBACK TO|\s*SET ")
SLOW_MS = 100.0
MANY_ROWS = 10_000
REPEATS = 5


def facts() -> dict[str, str]:
    from concerns.models import Concern
    from concerns.states import State
    from meetings.models import Meeting
    from meetings.states.meeting import MeetingState
    from members.models import Person
    from news.models import Release

    held = Meeting.objects.get(state=MeetingState.IN_SESSION)
    told = Concern.objects.filter(state=State.CLOSED, reporter__isnull=False).latest("pk")
    waiting = Concern.objects.filter(
        state=State.DISPATCHED, assignments__unit__code="RSJ", assignments__ended_at=None
    ).order_by("pk")
    return {
        "release": Release.objects.latest("pk").public_url,
        "concern": told.get_absolute_url(),
        "meeting": Meeting.objects.get(state=MeetingState.NOTIFIED).get_absolute_url(),
        "held": held.reference,
        "live": f"{held.get_absolute_url()}live/",
        "person": Person.objects.filter(scope__code="JD-DH").latest("pk").get_absolute_url(),
        "to_accept": " ".join(waiting.values_list("reference", flat=True)[:60]),
    }


class Watch:
    """Every statement of the block: SQL, milliseconds, and with `plans` what EXPLAIN ANALYZE says of it."""

    def __init__(self, *, plans: bool = False) -> None:
        self.plans = plans
        self.statements: list[dict[str, Any]] = []
        self._explaining = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if self._explaining:
            return execute(sql, params, many, context)
        begun = time.perf_counter()
        result = execute(sql, params, many, context)
        spent = (time.perf_counter() - begun) * 1000
        if not UNCOUNTED.match(sql):
            self.statements.append({"sql": sql, "ms": spent, "plan": self._plan(sql, params) if self.plans else None})
        return result

    def _plan(self, sql: str, params: Any) -> Any:
        """In the same transaction, so that settings local to it hold for the plan as well."""
        from django.db import connection

        if not sql.lstrip("( ").upper().startswith(("SELECT", "WITH")) or "FOR UPDATE" in sql or "FOR NO KEY" in sql:
            return None
        self._explaining = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                return cursor.fetchone()[0][0]
        finally:
            self._explaining = False


@contextlib.contextmanager
def watching(*, plans: bool = False) -> Iterator[Watch]:
    from django.db import connection

    watch = Watch(plans=plans)
    with connection.execute_wrapper(watch):
        yield watch


def walked(plan: dict[str, Any], found: dict[str, int]) -> None:
    """Tables read in their own order, anywhere in a plan, and how many rows were read before there were enough."""
    if plan["Node Type"] == "Seq Scan":
        rows = (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"]
        found[plan["Relation Name"]] = max(found.get(plan["Relation Name"], 0), int(rows))
    for part in plan.get("Plans", ()):
        walked(part, found)


def tables() -> dict[str, int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reltuples::bigint FROM pg_class WHERE relkind = 'r'")
        return dict(cursor.fetchall())


def page(row: Any, visitor: Any, sizes: dict[str, int]) -> dict[str, Any]:
    """One page: queries of a warm request, medians of the whole and of its SQL, and what EXPLAIN finds fault with."""
    response = visitor.get(row.path)
    if response.status_code != 200:
        raise RuntimeError(f"{row.path} answers {response.status_code}")
    wholes, shares, used, bare = [], [], [], []
    for _repeat in range(REPEATS):
        with watching() as watch:
            begun, at = time.perf_counter(), time.process_time()
            visitor.get(row.path)
            wholes.append((time.perf_counter() - begun) * 1000)
            used.append((time.process_time() - at) * 1000)
        shares.append(sum(one["ms"] for one in watch.statements))
        at = time.process_time()
        visitor.get(row.bare)
        bare.append((time.process_time() - at) * 1000)
    with watching(plans=True) as explained:
        visitor.get(row.path)
    faults = []
    for one in explained.statements:
        if one["plan"] is None:
            continue
        read: dict[str, int] = {}
        walked(one["plan"]["Plan"], read)
        large = [f"{name}（读{rows}行）" for name, rows in sorted(read.items()) if sizes.get(name, 0) > MANY_ROWS]
        spent = one["plan"]["Execution Time"]
        if large or spent > SLOW_MS:
            faults.append({"scans": large, "ms": round(spent, 1), "sql": " ".join(one["sql"].split())[:1500]})
    return {
        "queries": len(watch.statements),
        "whole_ms": round(statistics.median(wholes), 2),
        "sql_ms": round(statistics.median(shares), 2),
        "cpu_ms": round(statistics.median(used), 2),
        "bare_cpu_ms": round(statistics.median(bare), 2),
        "slowest_ms": round(
            max((one["plan"]["Execution Time"] for one in explained.statements if one["plan"]), default=0), 1
        ),
        "faults": faults,
    }


def pages() -> dict[str, Any]:
    from django.test import Client

    from bench.rows import rows
    from foundation.accounts.models import User

    visitors: dict[str, Any] = {"": Client(headers={"host": "127.0.0.1"})}
    sizes, found = tables(), {}
    for row in rows(facts()):
        if row.account not in visitors:
            visitors[row.account] = Client(headers={"host": "127.0.0.1"})
            visitors[row.account].force_login(User.objects.get(username=row.account))
        found[row.code] = page(row, visitors[row.account], sizes)
    found["accept"] = accepting(visitors)
    return found


def accepting(visitors: dict[str, Any]) -> dict[str, Any]:
    """A transition: its statements and how often a transaction begins."""
    from django.test import Client

    from foundation.accounts.models import User

    liaison = visitors.setdefault("bench.liaison", Client(headers={"host": "127.0.0.1"}))
    liaison.force_login(User.objects.get(username="bench.liaison"))
    reference = facts()["to_accept"].split()[-1]
    with watching() as watch:
        response = liaison.post(f"/concerns/{reference}/accept/", {"version": "1"})
    if response.status_code != 302:
        raise RuntimeError(f"accept answers {response.status_code}")
    writes = [" ".join(one["sql"].split())[:60] for one in watch.statements]
    return {
        "queries": len(watch.statements),
        "sql_ms": round(sum(one["ms"] for one in watch.statements), 2),
        "statements": writes,
    }


def undo() -> None:
    """Give back what a run has signed for, so that the next one finds it waiting; the state machine looks away once."""
    import pgtrigger
    from django.db import transaction

    from concerns.models import Assignment, Concern
    from concerns.states import State

    with transaction.atomic(), pgtrigger.ignore("concerns.Concern:concern_state"):
        signed = Assignment.objects.filter(accepted_by__username="bench.liaison", concern__state=State.ACCEPTED)
        pairs = list(signed.values_list("pk", "concern"))
        Concern.objects.filter(pk__in=[concern for _pk, concern in pairs]).update(state=State.DISPATCHED, version=1)
        Assignment.objects.filter(pk__in=[pk for pk, _concern in pairs]).update(accepted_at=None, accepted_by=None)


def main() -> None:
    import django

    django.setup()
    print(json.dumps({"facts": facts, "pages": pages, "undo": undo}[sys.argv[1]](), ensure_ascii=False))


if __name__ == "__main__":
    main()
