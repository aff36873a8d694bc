"""resend: a dead letter gets another chance under the same key."""

from typing import Any

import pytest

from foundation import outbox
from foundation.core import clock
from foundation.outbox.models import OutboxRow
from foundation.outbox.services import relay
from foundation.outbox.services.trouble import Trouble
from foundation.outbox.states import State
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MessageFactory, OutboxRowFactory
from tests.foundation.outbox.errands import CALLED, answers

pytestmark = pytest.mark.django_db


def test_resend_delivers_after_all(handed: list[tuple[str, str]]) -> None:
    record = MessageFactory()
    outbox.put(CALLED, about=record, to=[record.user], channels=["inbox"])
    answers.append(Trouble("refused", final=True))
    relay.drain()
    key = OutboxRow.objects.get().key

    count = outbox.resend(rows=OutboxRow.objects.failed(), by=UserFactory())

    assert count == 1
    assert relay.drain() == {"sent": 1}
    assert OutboxRow.objects.get().key == key


def test_resend_leaves_other_states_alone() -> None:
    sent = OutboxRowFactory(state="sent", sent_at=clock.now())
    cancelled = OutboxRowFactory(state="cancelled", reason="not_due")
    assert outbox.resend(rows=[sent, cancelled], by=UserFactory()) == 0
    assert set(OutboxRow.objects.values_list("state", flat=True)) == {State.SENT, State.CANCELLED}


def test_resend_nudges_only_when_something_waits(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        outbox.resend(rows=[OutboxRowFactory(state="sent", sent_at=clock.now())], by=UserFactory())
    assert callbacks == []
