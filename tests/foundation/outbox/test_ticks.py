"""Two beats do no harm: one claim per interval on the database's clock."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from foundation.outbox.models import Tick
from foundation.outbox.querysets import DatabaseNow
from foundation.outbox.services import ticks

MINUTE = timedelta(minutes=1)


@pytest.mark.django_db
def test_claim_succeeds_once_per_interval() -> None:
    assert [ticks.claim("sweep", MINUTE) for _ in range(3)] == [True, False, False]
    assert ticks.claim("another", MINUTE) is True
    Tick.objects.filter(name="sweep").update(ran_at=DatabaseNow() - MINUTE)
    assert ticks.claim("sweep", MINUTE) is True


def test_claim_of_many_beats_at_once_succeeds_once(committing: str) -> None:
    def beat(_: int) -> bool:
        try:
            return ticks.claim("sweep", MINUTE)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(beat, range(16))) == [False] * 15 + [True]
