"""Officials come in by a link that is theirs, once, and land on what waits for them."""

import datetime as dt
import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from foundation.accounts import services
from foundation.accounts.models import User
from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.core.policies import Refused
from foundation.outbox.models import OutboxRow
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, OpinionFactory, ReviewFactory
from tests.factories.orgs import DepartmentFactory, FederationFactory

pytestmark = pytest.mark.django_db
NEW = "木棉花开在四月-2026"


def invite(role: str = "liaison", **facts: Any) -> User:
    facts = {"unit": None, "display_name": "陈某（演示）", "email": "chen@zjj.example"} | facts
    facts["unit"] = facts["unit"] or DepartmentFactory()
    return services.invite(by=UserFactory(roles=["security_admin"]), role=role, **facts)


def link() -> str:
    """From the last mail that waits."""
    body = json.loads(OutboxRow.objects.order_by("-pk")[0].body or "")["body"]
    found = re.search(r"/accounts/password/reset/key/\S+", body)
    assert found
    return found.group(0)


def follow(address: str, password: str = NEW) -> tuple[Client, Any]:
    """Open the link in a fresh browser and set a password."""
    client = Client()
    form = client.get(address, follow=True)
    return client, client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


def test_an_invitation_opens_an_account_for_one_unit_and_role() -> None:
    unit = DepartmentFactory()

    user = invite(unit=unit, role="liaison", title="联络员")

    assert (user.username, user.unit, user.has_usable_password()) == ("chen", unit, False)
    assert list(user.grants.values_list("role", "unit", "ends_on")) == [("liaison", unit.pk, None)]
    row = AuditRow.objects.about(user).get(event="account.invited")
    assert row.facts == {"role": "liaison"}
    mail = json.loads(OutboxRow.objects.get().body or "")
    assert unit.name in mail["body"]
    assert "三天内" in mail["body"]


def test_the_link_leads_to_the_one_thing_that_waits() -> None:
    unit = DepartmentFactory()
    invite(unit=unit)
    opinion = OpinionFactory(unit=unit, reference="YJ-1")

    client, answer = follow(link())

    assert (answer.status_code, answer.headers["Location"]) == (302, opinion.get_absolute_url())
    assert client.get(answer.headers["Location"]).status_code == 200


def test_all_items_of_one_agenda_are_one_thing_to_review() -> None:
    federation = FederationFactory()
    official = invite("reviewing_official", unit=DepartmentFactory(parent=federation))
    meeting = MeetingFactory(state="agenda_review", union_host=federation, prepared_by=UserFactory())
    for position in (1, 2):
        ReviewFactory(item=AgendaItemFactory(meeting=meeting, position=position), reviewer=official)

    client, answer = follow(link())

    assert answer.headers["Location"] == f"{meeting.get_absolute_url()}review/"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_with_nothing_or_several_things_she_lands_on_the_desk() -> None:
    unit = DepartmentFactory()
    invite(unit=unit, email="one@zjj.example")
    assert follow(link())[1].headers["Location"] == "/desk/"
    for number in (1, 2):
        OpinionFactory(unit=unit, reference=f"YJ-{number}")
    invite(unit=unit, email="two@zjj.example")

    assert follow(link())[1].headers["Location"] == "/desk/"


def test_later_sign_ins_lead_to_the_desk() -> None:
    unit = DepartmentFactory()
    user = invite(unit=unit)
    follow(link())
    OpinionFactory(unit=unit, reference="YJ-1")

    answer = Client().post("/accounts/login/", {"login": user.username, "password": NEW})

    assert answer.headers["Location"] == "/desk/"


def test_a_first_sign_in_with_a_password_leads_to_the_desk() -> None:
    unit = DepartmentFactory()
    liaison = UserFactory(unit=unit, roles=["liaison"])
    OpinionFactory(unit=unit, reference="YJ-1")

    answer = Client().post("/accounts/login/", {"login": liaison.username, "password": PASSWORD})

    assert answer.headers["Location"] == "/desk/"


def test_the_link_works_once() -> None:
    user = invite()
    address = link()
    follow(address)

    again = Client().get(address, follow=True).content.decode()

    assert "链接已失效" in again
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_the_link_expires_after_three_days() -> None:
    invite()
    address = link()

    with time_machine.travel(clock.now().timestamp() + dt.timedelta(days=2, hours=23).total_seconds()):
        assert "链接已失效" not in Client().get(address, follow=True).content.decode()
    with time_machine.travel(clock.now().timestamp() + dt.timedelta(days=3, hours=1).total_seconds()):
        assert "链接已失效" in Client().get(address, follow=True).content.decode()


def test_the_link_of_a_disabled_account_does_not_work() -> None:
    user = invite()
    user.is_active = False
    services.save_user(by=UserFactory(), user=user)

    assert "链接已失效" in Client().get(link(), follow=True).content.decode()


def test_the_rules_for_passwords_hold_here_too() -> None:
    user = invite()

    _client, answer = follow(link(), "chen")

    assert "密码太短" in answer.content.decode()
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_names_that_are_taken_get_a_number() -> None:
    names = [invite(email=f"chen@d{number}.example").username for number in range(3)]

    assert names == ["chen", "chen2", "chen3"]


def test_an_address_with_an_account_and_administrators_are_refused() -> None:
    known = UserFactory(email="known@zjj.example")

    with pytest.raises(Refused, match="这个邮箱已经有账号"):
        invite(email=known.email.upper())
    with pytest.raises(Refused, match="管理员账号不能用邀请开设"):
        invite("security_admin")
    with pytest.raises(Refused, match="没有这个角色"):
        invite("emperor")
    assert not User.objects.filter(username="chen").exists()


def test_the_security_administrator_invites_in_the_admin(client: Client) -> None:
    unit = DepartmentFactory()
    facts = {"unit": unit.pk, "display_name": "陈某（演示）", "email": "chen@zjj.example", "role": "liaison"}
    client.force_login(UserFactory(roles=["system_admin"]))
    assert client.get("/admin/accounts/user/invite/").status_code == 403
    client.force_login(UserFactory(roles=["security_admin"]))
    assert "/admin/accounts/user/invite/" in client.get("/admin/accounts/user/").content.decode()
    assert "security_admin" not in client.get("/admin/accounts/user/invite/").content.decode()

    assert "请填写电子邮箱。" in client.post("/admin/accounts/user/invite/", facts | {"email": ""}).content.decode()
    done = client.post("/admin/accounts/user/invite/", facts)
    again = client.post("/admin/accounts/user/invite/", facts)

    assert (done.status_code, done.headers["Location"]) == (302, "/admin/accounts/user/")
    assert User.objects.get(username="chen").unit == unit
    assert "这个邮箱已经有账号" in again.content.decode()
