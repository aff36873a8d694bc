"""The database refuses rows that contradict themselves."""

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from foundation.core import clock
from foundation.outbox.models import OutboxRow
from tests.factories.notifications import OutboxRowFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("outboxrow_state_is_known", {"state": "lost"}),
        ("outboxrow_channel_is_known", {"channel": "pigeon"}),
        ("outboxrow_sent_has_time", {"state": "sent"}),
        ("outboxrow_sent_has_time", {"sent_at": clock.now()}),
        ("outboxrow_unsent_has_reason", {"state": "failed"}),
        ("outboxrow_unsent_has_reason", {"state": "cancelled"}),
        ("outboxrow_settled_is_free", {"state": "failed", "reason": "error", "leased_until": clock.now()}),
        ("outboxrow_object_is_whole", {"object_label": "accounts.user"}),
        ("outboxrow_object_is_whole", {"object_pk": 7}),
        ("outboxrow_has_recipient", {"recipient": ""}),
        ("outboxrow_only_unsent_mail_has_body", {"body": "personal"}),
        (
            "outboxrow_only_unsent_mail_has_body",
            {"notice": "mail", "body": "personal", "state": "sent", "sent_at": clock.now()},
        ),
    ],
)
def test_constraint(constraint: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OutboxRowFactory(**fields)


def test_key_is_unique() -> None:
    key = uuid.uuid4()
    OutboxRowFactory(key=key)
    with pytest.raises(IntegrityError, match="outbox_outboxrow_key"), transaction.atomic():
        OutboxRowFactory(key=key)


@pytest.mark.parametrize("target", ["waiting", "failed", "cancelled"])
def test_sent_is_final(target: str) -> None:
    row = OutboxRowFactory(state="sent", sent_at=clock.now())
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        OutboxRow.objects.filter(pk=row.pk).update(state=target, sent_at=None, reason="error")
