"""The tasks: published by name, one sweep per interval."""

import pytest

from foundation.outbox import tasks
from foundation.outbox.models import OutboxRow, Tick
from foundation.outbox.services import nudge
from foundation.outbox.services import put as services
from foundation.outbox.states import State
from tests.factories.notifications import MessageFactory
from tests.foundation.outbox.errands import CALLED

pytestmark = pytest.mark.django_db


def put() -> OutboxRow:
    record = MessageFactory()
    services.put(CALLED, about=record, to=[record.user], channels=["inbox"])
    return OutboxRow.objects.latest("pk")


def test_nudge_publishes_the_drain_task() -> None:
    assert tasks.drain.name == nudge.DRAIN


def test_drain_delivers(handed: list[tuple[str, str]]) -> None:
    row = put()
    tasks.drain()
    row.refresh_from_db()
    assert row.state == State.SENT


def test_sweep_of_a_second_beat_does_nothing(handed: list[tuple[str, str]]) -> None:
    tasks.sweep()
    put()
    tasks.sweep()
    assert handed == []
    Tick.objects.all().delete()
    tasks.sweep()
    assert len(handed) == 1
