"""Write rows for a notice, take back rows that lost their point. Nothing leaves the process here."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db import connection, models, transaction

from foundation.outbox.enums import Channel, Reason
from foundation.outbox.models import MAIL, OutboxRow
from foundation.outbox.notice import Notice
from foundation.outbox.services.nudge import nudge
from foundation.outbox.states import State

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:unionportal:outbox")


def put(
    notice: Notice,
    *,
    about: models.Model,
    to: Iterable[Any],
    by: Any = None,
    channels: Iterable[str] | None = None,
    once: str | None = None,
) -> None:
    """Tell `to` (users) that `notice` happened to `about`.

    Before: an open transaction, the one that changes `about`; `about` is saved.
    After: one row per recipient and channel, invisible until that transaction commits, gone if it rolls back; then the
    workers are nudged. The same key is never written twice, so a service run twice tells once. `by` herself is left
    out unless the notice says otherwise.
    `once` names the occurrence ("due-3:2026-11-25"). Left out it is the record's version, so that the second dispatch
    of a concern is told again while a repeated task is not. A reminder that must not depend on edits names its own.
    Errors: RuntimeError outside a transaction; ValueError for a channel that does not exist.
    """
    if once is None:
        version = getattr(about, "version", None)
        once = "" if version is None else f"v{version}"
    chosen = [Channel(name) for name in (notice.channels if channels is None else channels)]
    actor = _reference(by)
    told = dict.fromkeys(_reference(user) for user in to)
    if not notice.to_actor:
        told.pop(actor, None)
    _write(
        OutboxRow(
            key=key_of(notice.code, about._meta.label_lower, about.pk, recipient, channel, once),
            notice=notice.code,
            object_label=about._meta.label_lower,
            object_pk=about.pk,
            recipient=recipient,
            channel=channel,
            once=once,
            actor=actor,
        )
        for recipient in told
        for channel in chosen
    )


def put_mail(*, to: Any, subject: str, body: str, once: str | None = None, address: str = "") -> None:
    """Send one finished mail (sign-in, password reset) to `to`, a user or her reference "user:<pk>".

    The address is the user's own when the mail goes out, unless `address` is given (confirming a new one). Words and
    address are stored encrypted and wiped once sent. Called inside a transaction the mail shares its fate.
    """
    recipient = to if isinstance(to, str) else _reference(to)
    once = once or uuid4().hex
    row = OutboxRow(
        key=key_of(MAIL, "", None, recipient, Channel.EMAIL, once),
        notice=MAIL,
        recipient=recipient,
        channel=Channel.EMAIL,
        once=once,
        body=json.dumps({"subject": subject, "body": body, "address": address}, ensure_ascii=False),
    )
    with transaction.atomic():  # allauth sends outside a transaction
        _write([row])


def cancel(notice: Notice, *, about: models.Model, to: Iterable[Any] | None = None) -> int:
    """Take back what still waits (a meeting moved, a reminder answered); returns how many rows.

    Before: an open transaction. Rows a worker holds at this moment are left to it: they may have gone out already.
    """
    rows = OutboxRow.objects.free().about(about).filter(notice=notice.code)
    if to is not None:
        rows = rows.filter(recipient__in=[_reference(user) for user in to])
    return rows.update(state=State.CANCELLED, reason=Reason.WITHDRAWN, leased_until=None)


def lapse(*, before: datetime) -> int:
    """Take back everything that waits since before `before`: after a long outage, or a story replayed, nobody wants to
    be told of it any more. Returns how many rows.

    Before: an open transaction. Rows a worker holds are left to it.
    """
    rows = OutboxRow.objects.free().filter(created_at__lt=before)
    return rows.update(state=State.CANCELLED, reason=Reason.NOT_DUE, leased_until=None, body=None)


def key_of(notice: str, label: str, pk: int | None, recipient: str, channel: str, once: str) -> UUID:
    """The same delivery always has the same key: unique index, fencing of copies and Message-ID in one."""
    return uuid5(_NAMESPACE, "|".join((notice, label, str(pk or ""), recipient, channel, once)))


def _write(rows: Iterable[OutboxRow]) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("outbox.put() belongs into the transaction of the change it tells about.")
    if OutboxRow.objects.bulk_create(rows, ignore_conflicts=True):
        transaction.on_commit(nudge, robust=True)


def _reference(actor: Any) -> str:
    return "" if actor is None else str(actor.actor_reference)
