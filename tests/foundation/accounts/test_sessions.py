"""How long a sign-in lasts, where one is signed in, and ending it."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.accounts import services
from foundation.audit.models import AuditRow
from foundation.core import clock
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db
START = clock.now().replace(microsecond=0)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def travel() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as traveller:
        yield lambda **ahead: traveller.move_to(START + dt.timedelta(**ahead))


def sign_in(user: Any, **environ: str) -> Client:
    client = Client(**environ)
    response = client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert response.status_code == 302
    return client


def test_thirty_idle_minutes_end_a_sign_in(travel: Any) -> None:
    client = sign_in(UserFactory())
    travel(minutes=29)
    assert client.get("/desk/").status_code == 200
    travel(minutes=58)
    assert client.get("/desk/").status_code == 200
    travel(minutes=89)

    response = client.get("/desk/")

    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/?next=/desk/")


def test_htmx_is_told_by_401_and_keeps_the_page(travel: Any) -> None:
    client = sign_in(UserFactory())
    travel(minutes=31)

    assert client.get("/desk/", headers={"HX-Request": "true"}).status_code == 401


def test_public_pages_stay_readable_when_it_ends(travel: Any) -> None:
    client = sign_in(UserFactory())
    travel(minutes=31)

    assert client.post("/display/", {"theme": "dark", "next": "/"}).status_code == 302
    assert client.get("/").status_code == 200


def test_twelve_hours_end_it_however_busy(travel: Any) -> None:
    client = sign_in(UserFactory())
    for minutes in range(20, 12 * 60, 20):
        travel(minutes=minutes)
        assert client.get("/desk/").status_code == 200
    travel(minutes=12 * 60 + 1)

    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize(("state", "holds"), [("notified", False), ("in_session", True)])
def test_polling_is_no_sign_of_life_but_a_meeting_in_session_is(travel: Any, state: str, holds: bool) -> None:
    user = UserFactory(roles=["office_clerk"])
    meeting = MeetingFactory(state=state, union_host=user.unit, prepared_by=user)
    client = sign_in(user)
    for minutes in (10, 20, 29):
        travel(minutes=minutes)
        assert client.get(f"{meeting.get_absolute_url()}live/").status_code == 200
    travel(minutes=45)

    assert (client.get("/desk/").status_code == 200) is holds


def test_a_sign_of_life_costs_one_statement_a_minute(travel: Any) -> None:
    client = sign_in(UserFactory())
    client.get("/menu/")

    def statements() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            client.get("/menu/")
        return [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "SET "))]

    quiet = statements()
    travel(minutes=2)
    noted = statements()

    assert not any("UPDATE" in sql for sql in quiet)
    assert len(noted) - len(quiet) == 1


def test_disabling_ends_access_with_the_next_request() -> None:
    user = UserFactory()
    client = sign_in(user)
    assert client.get("/desk/").status_code == 200

    user.is_active = False
    services.save_user(by=UserFactory(), user=user)

    assert client.get("/desk/").status_code == 302


def test_withdrawing_a_grant_ends_access_with_the_next_request() -> None:
    user = UserFactory(roles=["rights_clerk"])
    client = sign_in(user)
    assert client.get("/concerns/clusters/").status_code == 200
    grant = user.grants.get()
    grant.starts_on = clock.today() - dt.timedelta(days=10)
    grant.save()

    services.end_grant(by=UserFactory(), grant=grant)

    assert client.get("/concerns/clusters/").status_code == 404


def test_the_sign_in_before_is_told(travel: Any) -> None:
    user = UserFactory()
    first = sign_in(user, REMOTE_ADDR="10.1.2.3", HTTP_USER_AGENT=FIREFOX)
    assert "上次登录" not in first.get("/desk/").content.decode()
    travel(hours=3)

    page = sign_in(user).get("/desk/").content.decode()

    told = clock.local(START)
    assert f"上次登录：{told.year}年{told.month}月{told.day}日" in page
    assert "10.1.2.3，Firefox，Linux" in page
    assert "上次登录" not in sign_in(user).get("/menu/").content.decode().replace("上次登录：", "", 1)


def test_own_devices_are_listed_and_foreign_ones_are_not() -> None:
    user = UserFactory()
    here = sign_in(user, REMOTE_ADDR="10.0.0.1")
    sign_in(user, REMOTE_ADDR="10.0.0.2", HTTP_USER_AGENT=FIREFOX)
    sign_in(UserFactory(), REMOTE_ADDR="10.0.0.99")
    sign_in_failed = Client(REMOTE_ADDR="10.0.0.66")
    sign_in_failed.post("/accounts/login/", {"login": user.username, "password": "wrong-Password-1"})

    page = here.get("/accounts/sessions/").content.decode()

    devices, _head, recent = page.partition('id="recent-title"')
    assert ("10.0.0.1" in devices, "10.0.0.2" in devices) == (True, True)
    assert "Firefox，Linux" in devices
    assert "10.0.0.99" not in page
    assert ("10.0.0.66" in recent, "未通过" in recent, "10.0.0.66" in devices) == (True, True, False)


def test_ending_one_device_signs_out_there_only() -> None:
    user = UserFactory()
    here, there, elsewhere = (sign_in(user) for _ in range(3))
    row = next(one.row for one in services.devices(user, current=there.session.session_key) if one.current)

    answer = here.post(f"/accounts/sessions/{row.pk}/end/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/sessions/")
    assert [client.get("/desk/").status_code for client in (here, there, elsewhere)] == [200, 302, 200]


def test_ending_all_others_leaves_this_one_and_other_people(client: Client) -> None:
    user, other = UserFactory(), UserFactory()
    here, there, elsewhere, foreign = sign_in(user), sign_in(user), sign_in(user), sign_in(other)

    here.post("/accounts/sessions/end-others/", headers={"HX-Request": "true"})

    assert [one.get("/desk/").status_code for one in (here, there, elsewhere, foreign)] == [200, 302, 302, 200]
    assert AuditRow.objects.about(user).get(event="account.signed_out").facts == {"devices": 2}


def test_a_foreign_device_does_not_exist() -> None:
    mine, other = UserFactory(), UserFactory()
    foreign = sign_in(other)
    row = services.devices(other, current=None)[0].row

    here = sign_in(mine)
    answers = [here.post(f"/accounts/sessions/{pk}/end/") for pk in (row.pk, 10**9)]

    assert [one.status_code for one in answers] == [404, 404]
    assert foreign.get("/desk/").status_code == 200


def test_devices_whose_session_is_over_are_not_shown(travel: Any) -> None:
    user = UserFactory()
    sign_in(user, REMOTE_ADDR="10.0.0.7")
    travel(minutes=40)

    page = sign_in(user, REMOTE_ADDR="10.0.0.8").get("/accounts/sessions/").content.decode()

    assert "10.0.0.7" not in page.partition('id="recent-title"')[0]


def test_a_new_password_ends_the_other_sign_ins() -> None:
    user = UserFactory()
    here, there = sign_in(user), sign_in(user)
    new = "木棉花开在四月-2026"

    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert [one.get("/desk/").status_code for one in (here, there)] == [200, 302]


def test_addresses_are_not_managed_by_people_themselves() -> None:
    client = sign_in(UserFactory())

    assert client.get("/accounts/email/").status_code == 404
    assert client.post("/accounts/email/", {"email": "x@y.example", "action_add": ""}).status_code == 404
    assert Client().get("/accounts/email/").status_code == 302
    assert re.search(r'href="/accounts/sessions/"', client.get("/menu/").content.decode())
