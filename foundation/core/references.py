"""Public references such as FZ-2026-0317: gap-free within committed rows, never reused."""

from django.db import connection

from foundation.core import clock

_NEXT = """
    INSERT INTO core_counter (series, value) VALUES (%s, 1)
    ON CONFLICT (series) DO UPDATE SET value = core_counter.value + 1
    RETURNING value
"""


def next_number(series: str) -> int:
    """The next number of `series`, starting at 1.

    Needs an open transaction, and locks the counter row until its end: take it after all other locks. A rollback
    gives the number back, so committed records have no gaps.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a reference is taken inside the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series])
        return int(cursor.fetchone()[0])


def next_reference(prefix: str, *, year: int | None = None, width: int = 4) -> str:
    """The next reference `<prefix>-<year>-<number>`, counted per prefix and year (this year unless told)."""
    series = f"{prefix}-{year or clock.today().year}"
    return f"{series}-{next_number(series):0{width}d}"
