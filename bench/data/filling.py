"""The whole data set but its search index, table after table, in an order that foreign keys and triggers permit."""

import contextlib
import random
import time
from collections.abc import Callable
from typing import Final

from django.db import connection, transaction

from bench.data import concerns, district, meetings, news, notices, people
from bench.data.copying import without_indexes
from bench.data.sizes import Sizes
from concerns.models import Assignment, Concern, ConcernEvent
from foundation.notifications.models import Message
from foundation.outbox.models import OutboxRow
from members.models import MemberEntry, Membership, Person

SEED: Final = 20260917
LARGE: Final = (Person, Membership, MemberEntry, Concern, Assignment, ConcernEvent, OutboxRow, Message)


def fill(sizes: Sizes, *, say: Callable[[str], None], rebuild_indexes: bool) -> dict[str, int]:
    """Fill a migrated database that holds reference data only; the number of rows by table.

    Same seed and day, same data, but for the nonces of encrypted fields. State machines guard changes, not first rows,
    so records are written in the state they have now. `rebuild_indexes` takes the indexes of large tables away while
    they are filled, which only their owner may do.
    """
    begun = time.perf_counter()
    rng = random.Random(SEED)
    counts: dict[str, int] = {}

    def done(what: str) -> None:
        say(f"{time.perf_counter() - begun:6.1f} s  {what}")

    with transaction.atomic():
        with without_indexes(*LARGE) if rebuild_indexes else contextlib.nullcontext():
            place = district.make(rng, sizes)
            for maker in (people, concerns, meetings, news, notices):
                counts |= maker.make(place)
                done(maker.__name__.rpartition(".")[2])
            check_constraints()
            done("foreign keys")
        done("indexes")
    return counts


def check_constraints() -> None:
    """Foreign keys are checked at commit; asked here, the time is seen, and indexes can be made afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
