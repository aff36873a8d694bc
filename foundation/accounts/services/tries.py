"""Counting tries: so many wrong passwords, codes or reset mails, then nothing is looked at for a while.

A try is counted *before* the password is looked at and given back when it was right. So twenty tries sent at once spend
exactly the limit, and a process killed in between leaves one try too many counted, never one too few.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from foundation import audit
from foundation.accounts.enums import Counted
from foundation.accounts.models import Tries, User
from foundation.audit.services import Anonymous
from foundation.core import clock
from foundation.core.actors import Actor, SystemActor

Subjects = dict[Counted, str | None]


class Locked(Exception):
    """The limit of one of the subjects is spent; what was typed was not looked at."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One counted try: its rows, and those of them whose limit it was the last of."""

    rows: tuple[int, ...]
    spent: tuple[int, ...]


@transaction.atomic
def take(subjects: Subjects, *, ip: str | None = None) -> Taken:
    """Count one try against each of `subjects`; None (an address nobody knows) is left out.

    Rows are locked in the order given, which is the same everywhere, so two tries never wait for each other in a circle.
    Committed when this returns, unless the caller has a transaction open. Raises `Locked`, with nothing counted.
    """
    now = clock.now()
    rows = [_row(kind, subject, ip) for kind, subject in subjects.items() if subject is not None]
    if any(row.locked_until is not None and row.locked_until > now for row in rows):
        raise Locked
    spent = []
    for row in rows:
        limit, window, pause = _limit(row.kind)
        if row.began_at <= now - window or row.locked_until is not None:
            row.count, row.began_at, row.locked_until = 0, now, None
        row.count += 1
        row.ip = ip if row.kind == Counted.ADDRESS else None
        if row.count >= limit:
            row.locked_until = now + pause
            spent.append(row.pk)
        row.save(update_fields=["count", "began_at", "locked_until", "ip"])
    return Taken(tuple(row.pk for row in rows), tuple(spent))


@transaction.atomic
def give_back(taken: Taken) -> None:
    """The try was right: an account begins anew; an address gets this one try back, or who owns one account could go on
    guessing at others for ever."""
    for row in Tries.objects.select_for_update().filter(pk__in=taken.rows).order_by("kind"):  # as `take`
        if row.kind in (Counted.ADDRESS, Counted.MAIL_ADDRESS):
            row.count = max(row.count - 1, 0)
            if row.count < _limit(row.kind)[0]:
                row.locked_until = None
        else:
            row.count, row.locked_until = 0, None
        row.save(update_fields=["count", "locked_until"])


@transaction.atomic
def refuse(taken: Taken, *, username: str) -> None:
    """The try was wrong: one audit row, and one more for each limit it was the last of. An unknown name costs the same
    queries as a known one and is not written down."""
    user = User.objects.filter(username__iexact=username).first()
    kinds = dict(Tries.objects.filter(pk__in=taken.rows).values_list("pk", "kind"))
    step = "code" if Counted.SECOND_STEP in kinds.values() else "password"
    audit.record("account.refused", by=Anonymous(), about=user, step=step)
    for pk in taken.spent:
        audit.record("account.locked", by=SystemActor("sign-in"), about=user, kind=kinds[pk])


@transaction.atomic
def unlock(*, by: Actor, user: User) -> None:
    """A security administrator lets `user` try again at once. One audit row when something was counted."""
    subjects = {Counted.ACCOUNT: user.username, Counted.SECOND_STEP: str(user.pk)}
    hashes = [_hash(kind, subject) for kind, subject in subjects.items()]
    if Tries.objects.filter(subject__in=hashes).delete()[0]:
        audit.record("account.unlocked", by=by, about=user, unit=user.unit)


@transaction.atomic
def unlock_row(*, by: Actor, tries: Tries) -> None:
    """The same for one row of the list of locks, an address for instance. One audit row."""
    audit.record("account.unlocked", by=by, kind=tries.kind)
    tries.delete()


def forget_tries(*, before: dt.datetime) -> int:
    """Delete what was counted before and locks nobody any more; returns how many rows."""
    rows = Tries.objects.filter(began_at__lt=before).exclude(locked_until__gt=clock.now())
    return rows.delete()[0]


def _row(kind: Counted, subject: str, ip: str | None) -> Tries:
    hashed = _hash(kind, subject)
    Tries.objects.bulk_create([Tries(kind=kind, subject=hashed)], ignore_conflicts=True)
    return Tries.objects.select_for_update().get(kind=kind, subject=hashed)


def _hash(kind: Counted, subject: str) -> str:
    return salted_hmac("accounts.tries", f"{kind}:{subject.strip().casefold()}", algorithm="sha256").hexdigest()


def _limit(kind: str) -> tuple[int, dt.timedelta, dt.timedelta]:
    limit: Any = settings.TRY_LIMITS[kind]
    return limit
