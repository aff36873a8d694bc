"""Numbers of topics and meetings: gap-free within committed ones."""

from django.db import connection, models

LOCK_SPACE = 7401


def next_number(model: type[models.Model], year: int) -> int:
    """The next `number` of `model` in `year`. Waits for whoever numbers in the same table; held until commit.

    Before: a transaction is open and every other row it needs is locked already.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK_SPACE, f"{model._meta.label}:{year}"])
    last = model._default_manager.filter(year=year).aggregate(last=models.Max("number"))["last"]
    return (last or 0) + 1
