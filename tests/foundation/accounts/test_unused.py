"""Accounts nobody used for ninety days are disabled, and somebody is told."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from foundation.accounts import services
from foundation.accounts.models import Tries, User
from foundation.accounts.tasks import disable_unused_accounts, forget_old_tries
from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.outbox.models import OutboxRow
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> dt.datetime:
    return clock.now() - dt.timedelta(days=days)


def user(used: int | None, opened: int = 200, **facts: Any) -> User:
    """Opened and last signed in to so many days ago."""
    return UserFactory(joined_at=days_ago(opened), last_login=None if used is None else days_ago(used), **facts)


def active() -> set[User]:
    return set(User.objects.active())


def test_only_those_unused_for_ninety_days_are_disabled(client: Client) -> None:
    guard = user(1, roles=["security_admin"])
    used, unused, never = user(89), user(91), user(None, opened=91)
    new = user(None, opened=89)

    assert disable_unused_accounts() == 2

    assert active() == {guard, used, new}
    for one in (unused, never):
        assert AuditRow.objects.about(one).get().event == "account.disabled"
    assert AuditRow.objects.about(unused).get().facts == {"used_on": clock.local(days_ago(91)).date().isoformat()}
    client.post("/accounts/login/", {"login": unused.username, "password": PASSWORD})
    assert client.get("/desk/").status_code == 302


def test_security_administrators_are_told_once(client: Client) -> None:
    guard = user(1, roles=["security_admin"])
    user(1, roles=["audit_admin"])
    unused = user(120)

    disable_unused_accounts()
    assert disable_unused_accounts() == 0

    rows = OutboxRow.objects.filter(notice="account.disabled", object_pk=unused.pk)
    assert {(row.recipient, row.channel) for row in rows} == {
        (guard.actor_reference, "inbox"),
        (guard.actor_reference, "email"),
    }
    assert list(User.objects.visible_to(guard).filter(pk=unused.pk)) == [unused]
    assert not User.objects.visible_to(unused).filter(pk=guard.pk).exists()


def test_the_last_security_administrator_stays() -> None:
    user(200, roles=["security_admin"])
    later = user(100, roles=["security_admin"])

    disable_unused_accounts()

    assert active() == {later}


def test_one_who_is_in_use_lets_the_others_go() -> None:
    in_use = user(3, roles=["security_admin"])
    user(100, roles=["security_admin"])

    disable_unused_accounts()

    assert active() == {in_use}


def test_an_account_enabled_again_stays_enabled() -> None:
    guard, unused = user(1, roles=["security_admin"]), user(120)
    disable_unused_accounts()
    unused.refresh_from_db()

    unused.is_active = True
    services.save_user(by=guard, user=unused)
    disable_unused_accounts()

    assert active() == {guard, unused}


def test_a_portal_may_do_without(settings: Any) -> None:
    settings.UNUSED_DAYS = 0
    user(400)

    assert disable_unused_accounts() == 0


def test_old_tries_are_forgotten_and_locks_in_force_are_not() -> None:
    old, new = days_ago(2), clock.now()
    Tries.objects.create(kind="account", subject="a", began_at=old)
    Tries.objects.create(kind="account", subject="b", began_at=new)
    Tries.objects.create(kind="account", subject="c", began_at=old, locked_until=new + dt.timedelta(minutes=5))

    assert forget_old_tries() == 1
    assert set(Tries.objects.values_list("subject", flat=True)) == {"b", "c"}
