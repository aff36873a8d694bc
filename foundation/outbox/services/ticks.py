"""A database guard for beat entries: two beats, or one restarted often, run each entry once per interval."""

from datetime import timedelta

from django.db import connection

# One statement decides; the loser of a race waits for the row lock and then sees the winner's time.
_CLAIM = """
    INSERT INTO outbox_tick AS tick (name, ran_at) VALUES (%s, statement_timestamp())
    ON CONFLICT (name) DO UPDATE SET ran_at = statement_timestamp()
    WHERE tick.ran_at <= statement_timestamp() - make_interval(secs => %s)
"""


def claim(name: str, every: timedelta) -> bool:
    """True for exactly one caller per `every`, measured by the database's clock.

    For cheap, frequent entries (sweeps). A daily task needs no claim: its service is safe to run twice, and a claim
    taken by a worker that is then killed would cost the day.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [name, every.total_seconds()])
        return bool(cursor.rowcount == 1)
