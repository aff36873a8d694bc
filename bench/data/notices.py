"""Notices sent and the inboxes they lie in."""

import datetime as dt
from collections.abc import Iterator

from bench.data import words
from bench.data.copying import copy, numbers
from bench.data.district import District
from concerns.models import Concern
from foundation.core import clock
from foundation.notifications.models import Message
from foundation.outbox.models import OutboxRow
from foundation.outbox.states import State

KINDS = (
    ("concern.dispatched", "诉求已派单"),
    ("concern.reported", "办理结果待审核"),
    ("concern.callback_opened", "诉求待回访"),
    ("concern.closed", "诉求已办结"),
)
UNREAD_SHARE = 0.02


def make(district: District) -> dict[str, int]:
    """One outbox row, sent, and one inbox message with the same key for each notice; the newest are unread."""
    told = list(_told(district))
    counts = {"outbox rows": copy(OutboxRow, (row for row, _message in told))}
    counts["messages"] = copy(Message, (message for _row, message in told))
    return counts


def _told(district: District) -> Iterator[tuple[OutboxRow, Message]]:
    rng, count, now = district.rng, district.sizes.notices, clock.now()
    users = list(district.users.values())
    concerns = list(Concern.objects.order_by("pk").values_list("pk", "reference"))
    pairs = zip(numbers(OutboxRow, count), numbers(Message, count), strict=True)
    for number, (row_key, message_key) in enumerate(pairs):
        at = now - dt.timedelta(minutes=(count - number) * 525_600 // count)
        user, key = rng.choice(users), words.key(rng)
        concern, reference = rng.choice(concerns)
        notice, subject = rng.choice(KINDS)
        row = OutboxRow(
            pk=row_key,
            key=key,
            notice=notice,
            object_label="concerns.concern",
            object_pk=concern,
            recipient=user.actor_reference,
            channel="inbox",
            actor="system:bench",
            state=State.SENT,
            attempts=1,
            next_attempt_at=at,
            created_at=at,
            sent_at=at,
        )
        message = Message(
            pk=message_key,
            key=key,
            user=user,
            notice=notice,
            object_label="concerns.concern",
            object_pk=concern,
            subject=f"{subject}：{reference}",
            body=f"{reference} 有新的进展，请打开查看。",
            url=f"/concerns/{reference}/",
            created_at=at,
            read_at=None if number >= count * (1 - UNREAD_SHARE) else at + dt.timedelta(hours=3),
        )
        yield row, message
