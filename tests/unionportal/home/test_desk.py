"""工作台: what waits, by deadline; counts equal lists."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.core import clock
from tests.factories.accounts import UserFactory
from tests.factories.concerns import ConcernFactory
from tests.factories.members import ApplicationFactory
from tests.factories.orgs import DepartmentFactory
from unionportal.home.desk import FEATURES, counts_for, desk_for
from unionportal.roles import ROLES

pytestmark = pytest.mark.django_db


def test_work_is_grouped_by_deadline_and_the_earliest_comes_first() -> None:
    unit = DepartmentFactory()
    user = UserFactory(unit=unit, roles=["liaison"])
    with clock.at(clock.now() - dt.timedelta(days=30)):
        late = ConcernFactory(state="handling", handler=unit)
    later = ConcernFactory(state="dispatched", handler=unit)

    desk = desk_for(user)

    assert [line.url for line in desk.late] == [late.get_absolute_url()]
    assert next(group.label for group in desk.groups) == "已逾期"
    assert later.get_absolute_url() in [line.url for group in desk.groups[1:] for line in group.lines]


def test_counts_equal_the_lists_they_lead_to() -> None:
    application = ApplicationFactory()
    user = UserFactory(unit=application.union.unit, roles=["grassroots_cadre"])

    counts = counts_for(user)

    for feature in FEATURES:
        assert counts[feature.code] == feature.rows(user).count(), feature.code
    assert counts["members"] == 1


@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_every_role_gets_her_desk_and_every_link_on_it_opens(client: Client, role: str) -> None:
    client.force_login(UserFactory(roles=[role]))

    response = client.get(reverse("desk"))

    assert response.status_code == 200
    links = [item["url"] for group in response.context["nav"] for item in group["items"]]
    links += [item["url"] for item in response.context["nav_create"]]
    assert reverse("desk") in links
    assert {url: client.get(url).status_code for url in links} == dict.fromkeys(links, 200)


def test_desk_costs_the_same_for_one_row_and_for_three(client: Client) -> None:
    unit = DepartmentFactory()
    client.force_login(UserFactory(unit=unit, roles=["liaison"]))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("desk"))
        return len([query for query in queries if "SAVEPOINT" not in query["sql"]])

    ConcernFactory(state="handling", handler=unit)
    client.get(reverse("desk"))
    one = cost()
    ConcernFactory.create_batch(2, state="handling", handler=unit)
    assert cost() == one
