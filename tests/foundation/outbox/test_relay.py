"""relay.drain: each due row ends sent, cancelled or failed, or waits for its next attempt."""

from datetime import timedelta
from typing import Any

import pytest

from foundation.core import clock
from foundation.outbox.models import OutboxRow
from foundation.outbox.querysets import DatabaseNow
from foundation.outbox.services import put as services
from foundation.outbox.services import relay
from foundation.outbox.services.trouble import Cancelled, Later, Trouble
from foundation.outbox.states import State
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MessageFactory, OutboxRowFactory
from tests.foundation.outbox.errands import CALLED, answers

pytestmark = pytest.mark.django_db
Handed = list[tuple[str, str]]


@pytest.fixture
def row() -> OutboxRow:
    """A notice to the owner of the record it is about."""
    record = MessageFactory()
    services.put(CALLED, about=record, to=[record.user], channels=["inbox"])
    return OutboxRow.objects.get()


def state(row: OutboxRow) -> tuple[str, str]:
    row.refresh_from_db()
    return row.state, row.reason


def test_drain_delivers_and_marks_sent(row: OutboxRow, handed: Handed) -> None:
    assert relay.drain() == {"sent": 1}
    assert handed == [(row.recipient, "inbox")]
    assert state(row) == (State.SENT, "")
    assert row.sent_at is not None
    assert row.leased_until is None


def test_drain_twice_delivers_once(row: OutboxRow, handed: Handed) -> None:
    relay.drain()
    assert relay.drain() == {}
    assert len(handed) == 1


def test_drain_cancels_what_is_no_longer_due(row: OutboxRow, handed: Handed) -> None:
    record = MessageFactory._meta.model.objects.get(pk=row.object_pk)
    record.read_at = clock.now()
    record.save()
    assert relay.drain() == {"cancelled": 1}
    assert (handed, state(row)) == ([], (State.CANCELLED, "not_due"))


def test_drain_cancels_what_the_recipient_may_not_see(handed: Handed) -> None:
    services.put(CALLED, about=MessageFactory(), to=[UserFactory()], channels=["inbox"])
    relay.drain()
    assert (handed, state(OutboxRow.objects.get())) == ([], (State.CANCELLED, "not_visible"))


def test_drain_cancels_for_a_closed_account(row: OutboxRow, handed: Handed) -> None:
    user = UserFactory._meta.model.objects.get()
    user.is_active = False
    user.save()
    relay.drain()
    assert (handed, state(row)) == ([], (State.CANCELLED, "recipient_gone"))


def test_drain_tries_again_later_when_the_notice_is_unknown(handed: Handed) -> None:
    user = UserFactory()
    row = OutboxRowFactory(notice="from.the_future", recipient=user.actor_reference)
    assert relay.drain() == {"retry": 1}
    assert state(row) == (State.WAITING, "unknown_notice")


def test_retry_waits_longer_each_time_and_ends_failed(row: OutboxRow, handed: Handed) -> None:
    waits = []
    for _ in range(20):
        answers.append(Trouble("unreachable"))
        relay.drain()
        if state(row)[0] == State.FAILED:
            break
        there = OutboxRow.objects.annotate(now=DatabaseNow()).get().now
        waits.append(round((row.next_attempt_at - there).total_seconds()))
        OutboxRow.objects.update(next_attempt_at=DatabaseNow())
    assert [
        wait for wait, delay in zip(waits, relay.DELAYS, strict=True) if abs(wait - delay.total_seconds()) > 2
    ] == []
    assert state(row) == (State.FAILED, "unreachable")
    assert relay.drain() == {}


def test_final_trouble_fails_at_once(row: OutboxRow, handed: Handed) -> None:
    answers.append(Trouble("refused", final=True))
    assert relay.drain() == {"failed": 1}
    assert state(row) == (State.FAILED, "refused")


def test_channel_may_cancel(row: OutboxRow, handed: Handed) -> None:
    answers.append(Cancelled("switched_off"))
    relay.drain()
    assert state(row) == (State.CANCELLED, "switched_off")


def test_channel_may_postpone_without_counting_a_failure(row: OutboxRow, handed: Handed) -> None:
    morning = clock.now() + timedelta(hours=9)
    answers.append(Later(morning))
    assert relay.drain() == {"later": 1}
    assert state(row) == (State.WAITING, "")
    assert (row.next_attempt_at, row.failures, row.leased_until) == (morning, 0, None)


def test_poison_does_not_stop_the_queue(row: OutboxRow, handed: Handed) -> None:
    other = MessageFactory()
    services.put(CALLED, about=other, to=[other.user], channels=["inbox"])
    answers.append(ZeroDivisionError("poison"))
    assert relay.drain() == {"retry": 1, "sent": 1}
    assert state(row) == (State.WAITING, "error")


def test_leased_row_is_left_to_its_worker(row: OutboxRow, handed: Handed) -> None:
    assert relay.claim() is not None
    assert relay.claim() is None
    assert relay.drain() == {}


def test_expired_lease_is_taken_over_and_the_first_worker_fenced_off(row: OutboxRow, handed: Handed) -> None:
    slow = relay.claim()
    assert slow is not None
    OutboxRow.objects.update(leased_until=DatabaseNow() - timedelta(seconds=1))
    quick = relay.claim()
    assert quick is not None
    assert OutboxRow.objects.settle(slow, state=State.FAILED, reason="error") is False
    assert OutboxRow.objects.settle(quick, state=State.SENT, sent_at=DatabaseNow()) is True
    assert quick.losses == 1


def test_row_that_kills_its_worker_again_and_again_fails(row: OutboxRow, handed: Handed) -> None:
    for _ in range(relay.LOST):
        assert relay.claim() is not None
        OutboxRow.objects.update(leased_until=DatabaseNow() - timedelta(seconds=1))
    assert relay.drain() == {"failed": 1}
    assert (handed, state(row)) == ([], (State.FAILED, "worker_lost"))


def test_oldest_goes_first(handed: Handed) -> None:
    for age in (1, 3, 2):
        record = MessageFactory()
        services.put(CALLED, about=record, to=[record.user], channels=["inbox"])
        row = OutboxRow.objects.latest("pk")
        OutboxRow.objects.filter(pk=row.pk).update(next_attempt_at=DatabaseNow() - timedelta(minutes=age))
    by_age = [row.recipient for row in OutboxRow.objects.order_by("next_attempt_at")]
    relay.drain()
    assert [recipient for recipient, _ in handed] == by_age


def test_drain_stops_at_its_limit(handed: Handed) -> None:
    record = MessageFactory()
    for once in "abc":
        services.put(CALLED, about=record, to=[record.user], channels=["inbox"], once=once)
    assert relay.drain(limit=2) == {"sent": 2}


def test_mail_body_is_wiped_once_sent(handed: Handed) -> None:
    services.put_mail(to=UserFactory(), subject="重设密码", body="链接")
    relay.drain()
    row = OutboxRow.objects.get()
    assert (row.state, row.body) == (State.SENT, None)


def test_mail_body_stays_for_a_resend_when_it_failed(handed: Handed) -> None:
    services.put_mail(to=UserFactory(), subject="重设密码", body="链接")
    answers.append(Trouble("refused", final=True))
    relay.drain()
    body = OutboxRow.objects.get().body
    assert "链接" in (body or "")


def test_claim_costs_one_query(row: OutboxRow, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        relay.claim()
