"""Resolve a row's references at the moment of sending: who, about what, and does it still matter to her?"""

import json
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings

from foundation.outbox.enums import Reason
from foundation.outbox.models import MAIL, OutboxRow
from foundation.outbox.notice import Notice, find
from foundation.outbox.services.trouble import Cancelled, Trouble


@dataclass(frozen=True)
class Parcel:
    """A row with its references resolved. A mail has `mail` (subject, body, address) and neither notice nor record."""

    row: OutboxRow
    user: Any
    notice: Notice | None = None
    record: Any = None
    mail: dict[str, str] | None = None


def open_parcel(row: OutboxRow) -> Parcel:
    """Fetch recipient and record anew.

    Raises `Cancelled` when the recipient is gone, may no longer see the record, or the notice is no longer due;
    `Trouble` when the code does not know the notice (a worker older than the web process: it is tried again).
    """
    return open_for(row, _recipient(row))


def open_for(row: OutboxRow, user: Any) -> Parcel:
    """`open_parcel` for a recipient who is known already (many rows in one go)."""
    if row.notice == MAIL:
        return Parcel(row, user, mail=json.loads(row.body or "{}"))
    notice = find(row.notice)
    if notice is None:
        raise Trouble(Reason.UNKNOWN_NOTICE)
    record = _record(row, user)
    if notice.still_due is not None and notice.still_due(record, user) is False:
        raise Cancelled(Reason.NOT_DUE)
    return Parcel(row, user, notice, record)


def _recipient(row: OutboxRow) -> Any:
    kind, _, pk = row.recipient.partition(":")
    users = apps.get_model(settings.AUTH_USER_MODEL)._default_manager.filter(is_active=True)
    user = users.filter(pk=pk).first() if kind == "user" and pk.isdecimal() else None
    if user is None:
        raise Cancelled(Reason.RECIPIENT_GONE)
    return user


def _record(row: OutboxRow, user: Any) -> Any:
    try:
        model = apps.get_model(row.object_label)
    except LookupError as error:
        raise Trouble(Reason.UNKNOWN_OBJECT) from error
    record = model._default_manager.visible_to(user).filter(pk=row.object_pk).first()
    if record is None:
        raise Cancelled(Reason.NOT_VISIBLE)
    return record
