"""Writing the audit log, and reading one record's history back."""

import datetime as dt
import decimal
import re
import uuid
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from foundation.audit.context import current
from foundation.audit.events import Happening, label
from foundation.audit.models import AuditRow
from foundation.core.actors import Actor, SystemActor
from foundation.core.masking import mask_id, mask_phone

LONGEST_FACT = 200
EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


class Anonymous:
    """Somebody without an account: the subject of denials and failed sign-ins."""

    actor_reference = "anonymous"
    display_name = "未登录"


def record(
    event: str, *, by: Actor, about: models.Model | None = None, unit: models.Model | None = None, **facts: Any
) -> AuditRow:
    """Note that `by` did `event` ("noun.participle") to `about`.

    Before: a transaction is open; the row lives and dies with it. `facts` are references and plain scalars: records
    are stored as their reference, text longer than 200 characters is a programming error (narrative belongs to the
    record itself), identity and mobile numbers are masked whatever the caller thought. After: one row; the database
    links it into the chain at commit. `unit` defaults to the record's own.
    Errors: `TransactionManagementError` outside a transaction, `ValueError`/`TypeError` for a malformed event or fact.
    """
    row = _row(event, by, about, unit, facts)
    row.save(force_insert=True)
    return row


def record_each(event: str, *, by: Actor, facts: Iterable[tuple[models.Model, dict[str, Any]]]) -> None:
    """Note that `by` did `event` to many records at once, each with facts of its own: as `record`, in few statements."""
    AuditRow.objects.bulk_create([_row(event, by, about, None, plain) for about, plain in facts], batch_size=500)


def _row(
    event: str, by: Actor, about: models.Model | None, unit: models.Model | None, facts: dict[str, Any]
) -> AuditRow:
    if not EVENT.fullmatch(event):
        raise ValueError(f"audit event {event!r} is not noun.participle")
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"audit.record({event!r}) needs the transaction of what it notes")
    context = current()
    return AuditRow(
        event=event,
        actor=by.actor_reference,
        subject_label=about._meta.label_lower if about is not None else "",
        subject_pk=str(about.pk) if about is not None else "",
        subject_reference=reference_of(about) if about is not None else "",
        unit=reference_of(unit or _unit_of(about)),
        facts={name: _plain(value) for name, value in facts.items()},
        request_id=context.request_id,
        ip=context.ip,
    )


def history(about: models.Model | Iterable[models.Model], *, viewer: Any = None, limit: int = 200) -> list[Happening]:
    """What happened to a record (or to several of one model), newest first, with names instead of references.

    The caller has already fetched the record through `visible_to`. Facts are shown as they were noted; two queries.
    `viewer` is accepted for templates and changes nothing today.
    """
    records = [about] if isinstance(about, models.Model) else list(about)
    if not records:
        return []
    rows = list(
        AuditRow.objects.filter(
            subject_label=records[0]._meta.label_lower, subject_pk__in=[str(one.pk) for one in records]
        ).order_by("-at", "-pk")[:limit]
    )
    names = _names(row.actor for row in rows)
    return [Happening(row=row, label=label(row.event), actor_name=names.get(row.actor, row.actor)) for row in rows]


def reference_of(record: models.Model | None) -> str:
    """The public reference of a record, or `app.model:pk` when it has none, or "" for None."""
    if record is None:
        return ""
    actor = getattr(record, "actor_reference", None)
    return str(actor or getattr(record, "reference", None) or f"{record._meta.label_lower}:{record.pk}")


def _unit_of(about: models.Model | None) -> models.Model | None:
    unit = getattr(about, "unit", None)
    return unit if isinstance(unit, models.Model) else None


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return reference_of(value)
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, dt.datetime | dt.date | dt.time | decimal.Decimal | uuid.UUID):
        return value.isoformat() if hasattr(value, "isoformat") else str(value)
    if isinstance(value, list | tuple | set | frozenset | models.QuerySet):
        return [_plain(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, str) or type(value).__name__ == "__proxy__":
        text = str(value).replace("\0", "")
        if len(text) > LONGEST_FACT:
            raise ValueError("an audit fact is a reference or a short value, not narrative")
        return MOBILE.sub(lambda found: mask_phone(found[0]), ID_NUMBER.sub(lambda found: mask_id(found[0]), text))
    raise TypeError(f"an audit fact cannot hold a {type(value).__name__}")


def _names(actors: Iterable[str]) -> dict[str, str]:
    """Display names for actor references, one query; somebody unknown keeps the reference."""
    references = set(actors)
    keys = {reference.partition(":")[2] for reference in references if reference.startswith("user:")}
    people = apps.get_model(settings.AUTH_USER_MODEL)._default_manager.filter(
        pk__in=[key for key in keys if key.isdigit()]
    )
    names = {person.actor_reference: person.display_name for person in people}
    names |= {
        reference: SystemActor(reference.partition(":")[2]).display_name
        for reference in references
        if reference.startswith("system:")
    }
    return {**names, Anonymous.actor_reference: Anonymous.display_name}
