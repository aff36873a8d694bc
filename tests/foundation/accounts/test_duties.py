"""What an account owes before anything else: a password of her own, a second step for those who must have one."""

import datetime as dt
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from foundation.accounts.models import User
from foundation.audit.models import AuditRow
from foundation.core import clock
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "木棉花开在四月-2026"
MUST = ["system_admin", "security_admin", "audit_admin", "union_leader"]


@pytest.fixture(autouse=True)
def _required(settings: Any) -> None:
    settings.SECOND_STEP_REQUIRED = True


def as_user(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", MUST)
@pytest.mark.parametrize("path", ["/desk/", "/admin/", "/notifications/", "/search/?q=x", "/no/such/page/x/"])
def test_who_must_have_a_second_step_sees_only_its_set_up(client: Client, role: str, path: str) -> None:
    response = as_user(client, UserFactory(roles=[role])).get(path)

    if path.startswith("/no/"):
        assert response.status_code == 404
    else:
        assert (response.status_code, response.headers["Location"]) == (302, "/accounts/2fa/")


def test_the_set_up_page_says_why_and_counts_nothing(client: Client) -> None:
    page = as_user(client, UserFactory(roles=["union_leader"])).get("/accounts/2fa/").content.decode()

    assert "先开启两步验证" in page
    assert 'href="/concerns/"' not in page


def test_htmx_is_led_there_as_a_whole_page(client: Client) -> None:
    response = as_user(client, UserFactory(roles=["union_leader"])).get("/desk/", headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"] == "/accounts/2fa/"


@pytest.mark.parametrize("path", ["/accounts/logout/", "/", "/livez/", "/readyz/"])
def test_the_way_out_and_public_pages_stay_open(client: Client, path: str) -> None:
    assert as_user(client, UserFactory(roles=["security_admin"])).get(path).status_code == 200


@pytest.mark.parametrize("role", MUST)
def test_with_a_second_step_everything_is_open(client: Client, role: str) -> None:
    user = UserFactory(roles=[role])
    TOTP.activate(user, generate_totp_secret())

    assert as_user(client, user).get("/desk/").status_code == 200


def test_recovery_codes_alone_are_no_second_step() -> None:
    user = UserFactory(roles=["union_leader"])
    user.authenticator_set.create(type="recovery_codes", data={})

    assert User.objects.get(pk=user.pk).duty == "second_step"


def test_others_are_offered_it_and_not_made_to(client: Client) -> None:
    page = as_user(client, UserFactory(roles=["rights_clerk"])).get("/desk/")

    assert page.status_code == 200
    assert 'href="/accounts/2fa/"' in page.content.decode()


def test_withdrawing_the_role_ends_the_duty() -> None:
    user = UserFactory(roles=["union_leader"])
    grant = user.grants.get()
    grant.starts_on = grant.ends_on = clock.today() - dt.timedelta(days=1)
    grant.save()

    assert User.objects.get(pk=user.pk).duty == ""


def test_a_server_may_do_without(client: Client, settings: Any) -> None:
    settings.SECOND_STEP_REQUIRED = False

    assert as_user(client, UserFactory(roles=["union_leader"])).get("/desk/").status_code == 200


def test_a_first_password_is_changed_before_anything_else(client: Client) -> None:
    user = UserFactory(must_change_password=True, roles=["union_leader"])
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert client.get("/desk/").headers["Location"] == "/accounts/password/change/"
    assert "先修改密码" in client.get("/accounts/password/change/").content.decode()

    done = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    user.refresh_from_db()
    assert (done.status_code, done.headers["Location"]) == (302, "/desk/")
    assert (user.must_change_password, user.check_password(NEW)) == (False, True)
    assert client.get("/desk/").headers["Location"] == "/accounts/2fa/"
    assert AuditRow.objects.about(user).filter(event="account.password_set").count() == 1


def test_the_same_password_again_is_refused(client: Client) -> None:
    user = UserFactory(must_change_password=True)
    client.force_login(user)

    answer = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    )

    assert "不能与最近5次用过的密码相同。" in answer.content.decode()
    assert User.objects.get(pk=user.pk).duty == "password"


def test_an_old_password_is_changed(client: Client, settings: Any) -> None:
    user = UserFactory(password_set_at=clock.now() - dt.timedelta(days=91))

    assert as_user(client, user).get("/desk/").headers["Location"] == "/accounts/password/change/"
    settings.PASSWORD_MAX_DAYS = 0
    assert client.get("/desk/").status_code == 200
