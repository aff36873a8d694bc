"""Being signed in: for how long, where, and how to end it.

Times of a session are those of the machine, not of `core.clock`: a story replayed in the past signs nobody out.
"""

import datetime as dt
import time
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from foundation import audit
from foundation.accounts.models import User
from foundation.audit.models import AuditRow

SIGNED_IN, REFUSED = "account.signed_in", "account.refused"
BEGAN, ACTIVE = "signed_in_at", "active_at"
MINUTE = 60
SHOWN = 10


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in, or a try that failed: when, from which address, on what."""

    at: dt.datetime
    ip: str | None
    device: str
    done: bool = True


@dataclass(frozen=True, slots=True)
class Device:
    """A place where somebody is signed in now."""

    row: UserSession
    current: bool
    began_at: dt.datetime
    active_at: dt.datetime


def over(session: Mapping[str, Any]) -> bool:
    """Whether a session has ended by itself: idle for `SESSION_IDLE`, or `SESSION_LIMIT` after signing in."""
    now = time.time()
    began, active = session.get(BEGAN, now), session.get(ACTIVE, now)
    return bool(
        now - active > settings.SESSION_IDLE.total_seconds() or now - began > settings.SESSION_LIMIT.total_seconds()
    )


def begin(session: MutableMapping[str, Any]) -> None:
    """Somebody has just signed in with this session, perhaps in place of an older sign-in."""
    session[BEGAN] = session[ACTIVE] = time.time()


def stay(session: MutableMapping[str, Any]) -> None:
    """Note that somebody is at work. Written at most once a minute, so that most pages write nothing."""
    now = time.time()
    if BEGAN not in session:
        session[BEGAN] = now
    if now - session.get(ACTIVE, 0) >= MINUTE:
        session[ACTIVE] = now


@transaction.atomic
def note_sign_in(*, user: User, device: str) -> SignIn | None:
    """`user` is in, with every step done. After: one audit row. Returns the sign-in before this one, None for the first."""
    last = AuditRow.objects.about(user).filter(event=SIGNED_IN).order_by("-pk").first()
    audit.record("account.signed_in", by=user, about=user, unit=user.unit, device=device[:120])
    return _sign_in(last) if last else None


@transaction.atomic
def note_second_step(*, user: User, event: str) -> None:
    """`user` set up, removed or renewed a second step herself. One audit row."""
    audit.record(event, by=user, about=user, unit=user.unit)


def recent_sign_ins(user: User) -> list[SignIn]:
    """Her last sign-ins and the tries that failed, newest first."""
    rows = AuditRow.objects.about(user).filter(event__in=[SIGNED_IN, REFUSED])
    return [_sign_in(row) for row in rows.order_by("-pk")[:SHOWN]]


def devices(user: User, *, current: str | None) -> list[Device]:
    """Where `user` is signed in now, this place first, then the latest used. Two queries; changes nothing."""
    rows = {row.session_key: row for row in UserSession.objects.filter(user=user)}
    found = []
    for session in Session.objects.filter(session_key__in=rows):
        data = session.get_decoded()
        if data.get(HASH_SESSION_KEY) == user.get_session_auth_hash() and not over(data):
            row = rows[session.session_key]
            began, active = (_moment(data.get(name), row.created_at) for name in (BEGAN, ACTIVE))
            found.append(Device(row, row.session_key == current, began, active))
    return sorted(found, key=lambda device: (not device.current, -device.active_at.timestamp()))


@transaction.atomic
def end_sign_ins(*, by: User, user: User, rows: list[UserSession]) -> int:
    """Sign `user` out where `rows` say, at once. One audit row with their number; returns it."""
    for row in rows:
        row.end()
    if rows:
        audit.record("account.signed_out", by=by, about=user, unit=user.unit, devices=len(rows))
    return len(rows)


def _sign_in(row: AuditRow) -> SignIn:
    return SignIn(row.at, row.ip, str(row.facts.get("device", "")), row.event == SIGNED_IN)


def _moment(seconds: float | None, otherwise: dt.datetime) -> dt.datetime:
    return otherwise if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)
