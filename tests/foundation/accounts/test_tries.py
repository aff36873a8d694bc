"""Guessing ends: counted exactly, also in parallel; kept by the database; the same for accounts that do not exist."""

import datetime as dt
import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import caches
from django.db import connections
from django.test import Client

from foundation.accounts import services
from foundation.accounts.models import Tries, User
from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.outbox.models import OutboxRow
from tests.factories.accounts import PASSWORD, UserFactory

LIMIT = 5
LOCKED = "尝试次数过多，已暂时锁定。"


def try_once(username: str, password: str = "wrong-Password-1", address: str = "10.1.1.1") -> Any:
    return Client(REMOTE_ADDR=address).post("/accounts/login/", {"login": username, "password": password})


def said(response: Any) -> str:
    """The page without what differs from one request to the next."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
    return re.sub(r'name="login"([^>]*) value="[^"]*"', r'name="login"\1', page)


def events(name: str) -> int:
    return AuditRow.objects.filter(event=name).count()


@pytest.mark.django_db
def test_an_account_is_locked_after_the_last_try_and_opens_again() -> None:
    user = UserFactory()
    for _number in range(LIMIT):
        assert LOCKED not in said(try_once(user.username))

    assert LOCKED in said(try_once(user.username, PASSWORD))
    assert (events("account.refused"), events("account.locked")) == (LIMIT, 1)
    assert AuditRow.objects.about(user).filter(event="account.locked").get().facts == {"kind": "account"}
    with clock.at(clock.now() + dt.timedelta(minutes=16)):
        assert try_once(user.username, PASSWORD).status_code == 302


@pytest.mark.django_db
def test_tries_long_ago_do_not_count() -> None:
    user = UserFactory()
    for _number in range(LIMIT - 1):
        try_once(user.username)

    with clock.at(clock.now() + dt.timedelta(minutes=16)):
        try_once(user.username)
        assert try_once(user.username, PASSWORD).status_code == 302


@pytest.mark.django_db
def test_the_right_password_begins_the_count_anew() -> None:
    user = UserFactory()
    for _round in range(2):
        for _number in range(LIMIT - 1):
            try_once(user.username)
        assert try_once(user.username, PASSWORD).status_code == 302
    assert events("account.locked") == 0


@pytest.mark.django_db
def test_other_ways_to_write_the_name_are_the_same_account() -> None:
    user = UserFactory(username="linmeihua")
    for name in ("linmeihua", "LinMeihua", " linmeihua", "LINMEIHUA ", "linmeihua"):
        try_once(name)

    assert LOCKED in said(try_once(user.username, PASSWORD))


@pytest.mark.django_db
def test_an_unknown_account_reads_the_same_at_every_step() -> None:
    known = [said(try_once(UserFactory(username="known").username)) for _ in range(1)]
    known += [said(try_once("known")) for _ in range(LIMIT)]
    unknown = [said(try_once("unknown")) for _ in range(LIMIT + 1)]

    assert known == unknown
    assert LOCKED in unknown[-1]


@pytest.mark.django_db
def test_the_name_typed_is_not_kept() -> None:
    try_once("my-secret-typed-into-the-wrong-field")

    kept = [*Tries.objects.values_list("subject", flat=True), *(str(row.facts) for row in AuditRow.objects.all())]
    assert not any("secret" in text for text in kept)


@pytest.mark.django_db
def test_wrong_unknown_and_locked_cost_one_password_hash_each(settings: Any) -> None:
    """With a hash that takes its time, the three answers take the same: measured in work, other processes do not count."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    UserFactory(username="known")
    UserFactory(username="locked")
    for _number in range(LIMIT):
        try_once("locked")

    def seconds(name: str) -> float:
        began = time.thread_time()
        try_once(name)
        return time.thread_time() - began

    took = {name: min(seconds(name) for _ in range(3)) for name in ("known", "unknown", "locked")}
    assert max(took.values()) < 1.5 * min(took.values()), took


@pytest.mark.django_db
def test_an_address_that_guesses_at_many_accounts_is_locked(settings: Any) -> None:
    settings.TRY_LIMITS = settings.TRY_LIMITS | {"address": (6, dt.timedelta(minutes=15), dt.timedelta(minutes=15))}
    user = UserFactory()
    for number in range(6):
        try_once(f"name{number}", address="10.9.9.9")

    assert LOCKED in said(try_once(user.username, PASSWORD, address="10.9.9.9"))
    assert try_once(user.username, PASSWORD, address="10.9.9.8").status_code == 302
    assert Tries.objects.get(kind="address", locked_until__isnull=False).ip == "10.9.9.9"


@pytest.mark.django_db
def test_one_account_of_her_own_buys_nobody_more_guesses(settings: Any) -> None:
    settings.TRY_LIMITS = settings.TRY_LIMITS | {"address": (6, dt.timedelta(minutes=15), dt.timedelta(minutes=15))}
    own, other = UserFactory(), UserFactory()
    for number in range(6):
        try_once(f"name{number}")
        try_once(own.username, PASSWORD)

    assert LOCKED in said(try_once(other.username, PASSWORD))


def test_twenty_at_once_spend_exactly_the_limit(committing: str) -> None:
    user = UserFactory()

    def run(_number: int) -> str:
        try:
            return said(try_once(user.username))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=20) as pool:
        pages = list(pool.map(run, range(20)))

    assert sum(LOCKED in page for page in pages) == 20 - LIMIT
    assert (events("account.refused"), events("account.locked")) == (LIMIT, 1)
    assert Tries.objects.get(kind="account").count == LIMIT


def test_right_and_wrong_at_once_do_not_wait_in_a_circle(committing: str) -> None:
    users = [UserFactory() for _ in range(6)]

    def run(number: int) -> int:
        try:
            return int(try_once(users[number % 6].username, PASSWORD if number % 2 else "wrong-Password-1").status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=12) as pool:
        answers = list(pool.map(run, range(48)))

    assert set(answers) == {200, 302}


def test_a_flushed_cache_forgets_nothing(committing: str) -> None:
    user = UserFactory()
    for _number in range(LIMIT):
        try_once(user.username)

    caches["default"].clear()

    assert LOCKED in said(try_once(user.username, PASSWORD))


@pytest.mark.django_db
def test_a_security_administrator_unlocks(client: Client) -> None:
    user = UserFactory()
    for _number in range(LIMIT):
        try_once(user.username)
    admin = UserFactory(roles=["security_admin"])
    client.force_login(admin)

    client.post("/admin/accounts/user/", {"action": "unlock", "_selected_action": [user.pk]})

    assert try_once(user.username, PASSWORD).status_code == 302
    row = AuditRow.objects.get(event="account.unlocked")
    assert (row.actor, row.subject_pk) == (admin.actor_reference, str(user.pk))


@pytest.mark.django_db
def test_locks_are_listed_for_the_security_administrator_only(client: Client) -> None:
    for _number in range(LIMIT):
        try_once("anybody")
    lock = Tries.objects.get(kind="account")
    for role in ("system_admin", "audit_admin"):
        client.force_login(UserFactory(roles=[role]))
        assert client.get("/admin/accounts/tries/").status_code == 403
    client.force_login(UserFactory(roles=["security_admin"]))

    assert client.get("/admin/accounts/tries/").status_code == 200
    client.post("/admin/accounts/tries/", {"action": "unlock", "_selected_action": [lock.pk]})

    assert not Tries.objects.filter(kind="account").exists()
    assert events("account.unlocked") == 1


@pytest.mark.django_db
def test_codes_of_the_second_step_are_counted(client: Client) -> None:
    user = UserFactory()
    TOTP.activate(user, generate_totp_secret())
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})

    pages = [client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode() for _ in range(LIMIT + 1)]

    assert [LOCKED in page for page in pages] == [False] * LIMIT + [True]
    assert AuditRow.objects.filter(event="account.refused", facts={"step": "code"}).count() == LIMIT


@pytest.mark.django_db
def test_setting_a_new_password_lifts_the_lock(client: Client) -> None:
    user = UserFactory()
    for _number in range(LIMIT):
        try_once(user.username)
    services.set_password(user=User.objects.get(pk=user.pk), password="木棉花开在四月-2026")

    assert try_once(user.username, "木棉花开在四月-2026").status_code == 302


@pytest.mark.django_db
def test_reset_mails_are_limited_and_take_the_same_time_for_nobody(client: Client) -> None:
    user = UserFactory(email="lin@fengze.example")

    def ask(email: str) -> tuple[str, float]:
        began = time.perf_counter()
        response = client.post("/accounts/password/reset/", {"email": email})
        return response.headers.get("Location", "refused"), time.perf_counter() - began

    known = [ask(user.email) for _ in range(4)]
    unknown = [ask("nobody@fengze.example") for _ in range(4)]

    assert [where for where, _took in known] == ["/accounts/password/reset/done/"] * 3 + ["refused"]
    assert [where for where, _took in known] == [where for where, _took in unknown]
    assert min(took for where, took in [*known, *unknown] if where != "refused") >= 0.4
    assert OutboxRow.objects.count() == 3
