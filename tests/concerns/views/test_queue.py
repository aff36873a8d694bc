"""The queue: whose rows, in which order, at what cost."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from concerns.forms.queue import in_order
from concerns.models import Concern
from concerns.states import State
from foundation.core import clock
from foundation.search import services as search
from tests.concerns.conftest import page
from tests.factories.accounts import UserFactory
from tests.factories.concerns import ClusterFactory, ConcernFactory, House

URL = "/concerns/"


def shown(client: Client, **query: str) -> list[str]:
    """Numbers of the rows, in their order."""
    response = client.get(URL, query)
    assert response.status_code == 200
    return [concern.reference for concern in response.context["page"]]


def test_each_sees_her_own_scope_only(house: House) -> None:
    mine = house.concern(state=State.HANDLING)
    foreign = ConcernFactory()

    assert shown(page(house.clerk), tab="all") == [mine.reference]
    assert shown(page(house.cadre), tab="all") == [mine.reference]
    assert shown(page(house.liaison), tab="all") == [mine.reference]
    assert shown(page(house.second), tab="all") == []
    assert shown(page(house.stranger), tab="all") == []
    assert foreign.reference not in page(house.clerk).get(URL, {"tab": "all"}).content.decode()


def test_people_without_business_there_find_no_page(house: House) -> None:
    assert page(UserFactory(roles=["editor"])).get(URL).status_code == 404


def test_deadline_first_paused_and_undispatched_last(house: House) -> None:
    now = clock.now()
    with clock.at(now - dt.timedelta(days=60)):
        overdue = house.concern(state=State.HANDLING)
    waiting = house.concern(state=State.TRIAGE)
    running = house.concern(state=State.HANDLING)
    with clock.at(now - dt.timedelta(days=60)):
        paused = house.concern(state=State.HANDLING)
        paused.pause("raised")
        paused.save()

    rows = shown(page(house.clerk), tab="all", sort="due")
    assert rows[:2] == [overdue.reference, running.reference]
    assert set(rows[2:]) == {paused.reference, waiting.reference}
    assert shown(page(house.clerk), tab="overdue") == [overdue.reference]


@pytest.mark.parametrize(
    ("actor", "states"),
    [
        ("clerk", {State.REGISTERED, State.TRIAGE, State.RETURNED, State.REPORTED, State.CALLBACK}),
        ("caller", {State.CALLBACK}),
        ("liaison", {State.DISPATCHED, State.ACCEPTED, State.HANDLING, State.REOPENED}),
        ("leader", set()),
    ],
)
def test_my_tab_holds_what_i_can_move_on(house: House, actor: str, states: set[str]) -> None:
    concerns = {state: house.concern(state=state) for state in State if state != State.MERGED}

    assert set(shown(page(getattr(house, actor)), tab="mine")) == {concerns[State(state)].reference for state in states}


def test_filters_narrow_and_are_shown_as_chips(house: House) -> None:
    urgent = house.concern(urgency="urgent", state=State.TRIAGE)
    house.concern(state=State.TRIAGE)
    client = page(house.clerk)

    response = client.get(URL, {"tab": "all", "urgency": "urgent", "street": house.street.code, "category": "01"})

    assert [concern.reference for concern in response.context["page"]] == [urgent.reference]
    assert [shown for _label, shown, _rest in response.context["chips"]] == [
        "劳动报酬",
        house.street.short_name,
        "紧急",
    ]


def test_search_finds_number_words_and_employer(house: House) -> None:
    concern = house.concern(employer_text="顺迅快递分拨中心")
    search.index(concern, house.concern(title="另一件", narrative="别的事"))
    client = page(house.clerk)

    for text in (concern.reference[-4:], "夜间分拣", "顺迅快递"):
        assert shown(client, tab="all", q=text) == [concern.reference]


@pytest.mark.parametrize(
    "query",
    [
        {"tab": "nonsense"},
        {"sort": "password"},
        {"category": "x' OR 1=1"},
        {"page": "-1"},
        {"page": "99999999999999999999"},
        {"urgency": "９"},
        {"q": "字" * 5000},
    ],
)
def test_nonsense_in_the_address_is_ignored(house: House, query: dict[str, str]) -> None:
    house.concern(state=State.REGISTERED)

    assert page(house.clerk).get(URL, query).status_code == 200


def test_names_and_phones_are_masked(house: House) -> None:
    house.concern()
    text = page(house.clerk).get(URL, {"tab": "all"}).content.decode()

    assert "王**（演示）" in text
    assert "王职工" not in text
    assert "13800000001" not in text


def test_htmx_gets_the_table_that_stands_in_the_page(house: House) -> None:
    house.concern()
    client = page(house.clerk)

    part = client.get(URL, {"tab": "all"}, headers={"HX-Request": "true", "HX-Target": "concern-table"})

    text = part.content.decode().strip()
    assert text.startswith('<div id="concern-table">')
    assert 'id="concern-count" role="status" hx-swap-oob="true">共1件' in text
    assert "<html" not in text
    assert "HX-Target" in part.headers["Vary"]


def test_queue_costs_the_same_for_one_row_and_three(house: House) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(client, tab="all")
        return len([query for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "SET"))])

    client = page(house.clerk)
    house.concern(state=State.HANDLING)
    shown(client, tab="all")
    one = cost()
    for _ in range(2):
        house.concern(state=State.HANDLING)
    assert cost() == one
    assert one <= 18


def test_filters_cost_no_query_of_their_own(house: House) -> None:
    """The lists of categories and streets are read for the form already."""

    def cost(**query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert shown(client, tab="all", **query) == [concern.reference]
        return len([query for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "SET"))])

    client = page(house.clerk)
    concern = house.concern(state=State.HANDLING)
    assert concern.street_unit is not None
    shown(client, tab="all")
    free = cost()
    assert cost(category=concern.category.code, street=concern.street_unit.code, urgency=concern.urgency) == free


@pytest.mark.parametrize("sort", ["due", "urgency", "newest", "changed"])
def test_other_tables_are_joined_to_the_rows_shown_only(house: House, sort: str) -> None:
    """Thousands may be in question for twenty; chosen in a subquery, they come in the same order."""
    concerns = [house.concern(state=State.HANDLING, urgency=urgency) for urgency in ("normal", "critical", "urgent")]
    client = page(house.clerk)
    with CaptureQueriesContext(connection) as queries:
        rows = shown(client, tab="all", sort=sort)

    joined = [query["sql"] for query in queries if 'JOIN "members_person"' in query["sql"]]
    assert len(joined) == 1
    chosen = joined[0].partition('"concerns_concern"."id" IN (SELECT')[2]
    assert "LIMIT 3) " in chosen
    assert "members_person" not in chosen
    expected = in_order(Concern.objects.filter(pk__in=[one.pk for one in concerns]), sort)
    assert rows == [one.reference for one in expected]


def test_raised_tab_holds_concerns_before_a_meeting(house: House) -> None:
    from concerns import services

    concern: Any = house.concern(state=State.HANDLING)
    cluster = ClusterFactory(unit=house.federation, concerns=[concern])
    services.pause_for_topic(cluster=cluster, by=house.clerk, topic_reference="YT2026-001")
    client = page(house.clerk)

    assert shown(client, tab="raised") == [concern.reference]
    assert "已提请联席会议" in client.get(URL, {"tab": "raised"}).content.decode()
