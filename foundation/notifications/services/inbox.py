"""The inbox: leave a message, mark read."""

from typing import Any

from foundation.core import clock
from foundation.notifications.models import Message
from foundation.notifications.querysets import MessageQuerySet
from foundation.notifications.services import text
from foundation.outbox.services.parcel import Parcel

UNREAD_SHOWN = 99
"""More unread messages than this are shown as “99+”."""


def leave(parcel: Parcel) -> None:
    """Put one message into the recipient's inbox; its key admits a single copy however often this runs.

    It carries the time of the event, not of the delivery: after an outage the list still tells the order of things.
    """
    subject, body = text.write(parcel, url="")  # the message itself is the link
    row = parcel.row
    message = Message(
        key=row.key,
        user=parcel.user,
        notice=row.notice,
        object_label=row.object_label,
        object_pk=row.object_pk,
        subject=subject,
        body=body,
        url=text.link(parcel),
        created_at=row.created_at,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)


def read(*, messages: MessageQuerySet, by: Any) -> int:
    """Mark `by`'s own unread ones among `messages` as read; returns how many."""
    return Message.objects.filter(pk__in=messages.values("pk"), user=by, read_at=None).update(read_at=clock.now())


def unread_of(user: Any, *, limit: int = UNREAD_SHOWN) -> MessageQuerySet:
    """The unread messages she may see, cut at `limit` + 1: one more than is ever shown. Asks one query for their kinds."""
    rows: MessageQuerySet = Message.objects.unread().visible_to(user).order_by()[: limit + 1]
    return rows


def unread_count(user: Any, *, limit: int = UNREAD_SHOWN) -> int:
    """How many unread messages she may see, counted up to `limit` + 1. At most two queries."""
    return len(unread_of(user, limit=limit).values_list("pk", flat=True))
