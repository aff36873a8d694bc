"""outbox.put: rows and nothing else, once per notice, object, recipient, channel and occurrence."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection, transaction

from foundation import outbox
from foundation.core import clock
from foundation.outbox.models import OutboxRow
from foundation.outbox.services import nudge
from foundation.outbox.services.put import lapse
from foundation.outbox.states import State
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MessageFactory
from tests.foundation.outbox.errands import ALARMED, CALLED

pytestmark = pytest.mark.django_db


def rows() -> list[tuple[str, str, str]]:
    return list(OutboxRow.objects.order_by("pk").values_list("notice", "recipient", "channel"))


def test_put_writes_one_row_per_recipient_and_channel() -> None:
    record, one, two = MessageFactory(), UserFactory(), UserFactory()

    outbox.put(CALLED, about=record, to=[one, two, one], by=record.user)

    assert rows() == [
        ("test.called", one.actor_reference, "inbox"),
        ("test.called", one.actor_reference, "email"),
        ("test.called", two.actor_reference, "inbox"),
        ("test.called", two.actor_reference, "email"),
    ]
    row = OutboxRow.objects.first()
    assert row is not None
    assert (row.object_label, row.object_pk, row.actor) == (
        "notifications.message",
        record.pk,
        record.user.actor_reference,
    )
    assert (row.state, row.attempts, row.body) == (State.WAITING, 0, None)


def test_put_twice_tells_once() -> None:
    record, user = MessageFactory(), UserFactory()
    for _ in range(2):
        outbox.put(CALLED, about=record, to=[user], channels=["inbox"])
    assert len(rows()) == 1


def test_put_of_another_occurrence_tells_again() -> None:
    record, user = MessageFactory(), UserFactory()
    for once in ("due-3:2026-11-25", "due-3:2026-11-30"):
        outbox.put(CALLED, about=record, to=[user], channels=["inbox"], once=once)
    assert len(rows()) == 2


def test_put_takes_the_version_of_the_record_as_occurrence() -> None:
    record, user = MessageFactory(), UserFactory()
    for record.version in (1, 2, 2):
        outbox.put(CALLED, about=record, to=[user], channels=["inbox"])
    assert list(OutboxRow.objects.order_by("pk").values_list("once", flat=True)) == ["v1", "v2"]


def test_put_leaves_out_the_actor_unless_the_notice_says_otherwise() -> None:
    record, user = MessageFactory(), UserFactory()
    outbox.put(CALLED, about=record, to=[user], by=user)
    outbox.put(ALARMED, about=record, to=[user], by=user)
    assert rows() == [("test.alarmed", user.actor_reference, "inbox")]


def test_put_refuses_an_unknown_channel() -> None:
    with pytest.raises(ValueError, match="pigeon"):
        outbox.put(CALLED, about=MessageFactory(), to=[UserFactory()], channels=["pigeon"])


def test_put_rolls_back_with_the_change() -> None:
    record, user = MessageFactory(), UserFactory()

    with transaction.atomic():
        outbox.put(CALLED, about=record, to=[user])
        transaction.set_rollback(True)

    assert rows() == []


def test_put_carries_the_time_of_the_story() -> None:
    moment = clock.now() - dt.timedelta(days=365)
    record, user = MessageFactory(), UserFactory()
    with clock.at(moment):
        outbox.put(CALLED, about=record, to=[user], channels=["inbox"])
    assert OutboxRow.objects.get().created_at == moment


def test_put_nudges_after_commit_only(monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        outbox.put(CALLED, about=MessageFactory(), to=[UserFactory()])
    assert callbacks == [nudge.nudge]


def test_put_to_nobody_does_nothing(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        outbox.put(CALLED, about=MessageFactory(), to=[])
    assert (rows(), callbacks) == ([], [])


def test_put_mail_keeps_words_and_address_encrypted() -> None:
    user = UserFactory()

    outbox.put_mail(to=user, subject="重设密码", body="请打开 https://x.example/reset", address="new@fengze.example")

    row = OutboxRow.objects.get()
    assert (row.notice, row.channel, row.recipient) == ("mail", "email", user.actor_reference)
    assert "重设密码" in (row.body or "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM outbox_outboxrow")
        stored = bytes(cursor.fetchone()[0])
    assert b"reset" not in stored
    assert "重设".encode() not in stored


def test_cancel_takes_back_what_waits() -> None:
    record, one, two = MessageFactory(), UserFactory(), UserFactory()
    outbox.put(CALLED, about=record, to=[one, two], channels=["inbox"])

    count = outbox.cancel(CALLED, about=record, to=[one])

    assert count == 1
    assert list(OutboxRow.objects.order_by("pk").values_list("state", "reason")) == [
        (State.CANCELLED, "withdrawn"),
        (State.WAITING, ""),
    ]


def test_cancel_leaves_other_notices_and_records_alone() -> None:
    record, other, user = MessageFactory(), MessageFactory(), UserFactory()
    outbox.put(CALLED, about=other, to=[user], channels=["inbox"])
    outbox.put(ALARMED, about=record, to=[user])
    assert outbox.cancel(CALLED, about=record) == 0


def test_lapse_takes_back_what_waits_since_before() -> None:
    record, user = MessageFactory(), UserFactory()
    noon = clock.now()
    with clock.at(noon - dt.timedelta(days=90)):
        outbox.put(CALLED, about=record, to=[user], channels=["inbox"], once="old")
    outbox.put(CALLED, about=record, to=[user], channels=["inbox"], once="new")

    assert lapse(before=noon - dt.timedelta(days=30)) == 1

    assert list(OutboxRow.objects.order_by("pk").values_list("once", "state", "reason")) == [
        ("old", State.CANCELLED, "not_due"),
        ("new", State.WAITING, ""),
    ]
