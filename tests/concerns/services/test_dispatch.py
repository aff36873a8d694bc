"""Dispatch, return, final assignment: the clock starts at dispatch, every hop stays visible."""

import datetime as dt

import pytest

from concerns import services
from concerns.enums import Part
from concerns.models import Concern
from concerns.states import State
from foundation.core import clock
from foundation.core.policies import Refused
from foundation.outbox.models import OutboxRow
from tests.factories.accounts import UserFactory
from tests.factories.concerns import House
from tests.factories.orgs import DepartmentFactory

# Counted by hand: 20 (make-up Sunday) 21 22 23 24, off 25-27, 28 29 30, off 1-7 October, 8 9 10 (make-up) 12 13 14 15.
FRIDAY = dt.datetime(2026, 9, 18, 10, tzinfo=clock.SHANGHAI)


@pytest.mark.parametrize(
    ("urgency", "complexity", "days", "due"),
    [
        ("critical", "plain", 1, "2026-09-20"),
        ("urgent", "plain", 3, "2026-09-22"),
        ("normal", "plain", 7, "2026-09-29"),
        ("normal", "complex", 15, "2026-10-15"),
        ("urgent", "complex", 3, "2026-09-22"),
    ],
)
def test_limit_follows_urgency_and_complexity_over_holidays(
    house: House, urgency: str, complexity: str, days: int, due: str
) -> None:
    with clock.at(FRIDAY):
        concern = house.concern(state=State.TRIAGE, urgency=urgency, complexity=complexity)
        concern = services.dispatch(concern=concern, by=house.clerk, unit=house.department)

    assert (concern.limit_days, clock.local(concern.due_at).isoformat()[:16]) == (days, f"{due}T17:30")


def test_lead_and_assisting_units_are_told_and_see_it(house: House) -> None:
    concern = services.dispatch(
        concern=house.concern(state=State.TRIAGE),
        by=house.clerk,
        unit=house.department,
        assisting=[house.other, house.department],
        note="请核对考勤。",
    )

    assert [(hand.unit, hand.part, hand.note) for hand in concern.hands] == [
        (house.department, Part.LEAD, "请核对考勤。"),
        (house.other, Part.ASSISTING, "请核对考勤。"),
    ]
    assert set(OutboxRow.objects.values_list("recipient", flat=True)) == {
        house.liaison.actor_reference,
        house.second.actor_reference,
    }
    for user in (house.liaison, house.second):
        assert concern in Concern.objects.visible_to(user)


def test_unit_where_nobody_could_sign_is_refused(house: House) -> None:
    empty = DepartmentFactory(short_name="区档案馆")

    with pytest.raises(Refused, match="区档案馆还没有可以签收的人员"):
        services.dispatch(concern=house.concern(state=State.TRIAGE), by=house.clerk, unit=empty)


def test_returned_concern_keeps_its_clock_and_leaves_the_units_sight(house: House) -> None:
    concern = house.concern(state=State.DISPATCHED)

    concern = services.return_order(concern=concern, by=house.liaison, basis="依据三定规定不属本局职责。")

    assert concern.clock_stopped_at is None
    assert concern not in Concern.objects.visible_to(house.liaison)
    hop = concern.assignments.get()
    assert (hop.return_basis, hop.ended_at) == ("依据三定规定不属本局职责。", hop.returned_at)


def test_unit_that_returned_once_gets_it_finally(house: House) -> None:
    concern = house.concern(state=State.DISPATCHED)
    services.return_order(concern=concern, by=house.liaison, basis="不属本局职责。")
    concern = services.dispatch(concern=concern, by=house.clerk, unit=house.department)

    assert concern.lead is not None
    assert concern.lead.final
    with pytest.raises(Refused, match="终审指派，不得退单"):
        services.return_order(concern=concern, by=house.liaison, basis="仍不属本局职责。")


def test_third_unit_gets_it_finally_after_two_returns(house: House) -> None:
    third = UserFactory(roles=["liaison"], unit=DepartmentFactory())
    concern = house.concern(state=State.DISPATCHED)
    services.return_order(concern=concern, by=house.liaison, basis="不属本局职责。")
    concern = services.dispatch(concern=concern, by=house.clerk, unit=house.other)
    assert not concern.lead.final
    services.return_order(concern=concern, by=house.second, basis="不属本局职责。")
    concern = services.dispatch(concern=concern, by=house.clerk, unit=third.unit)

    assert concern.lead.final
    assert [hop.unit for hop in concern.assignments.order_by("pk")] == [house.department, house.other, third.unit]


def test_reassigned_concern_starts_anew_with_the_other_unit(house: House) -> None:
    with clock.at(FRIDAY - dt.timedelta(days=10)):
        concern = house.concern(state=State.HANDLING)
    with clock.at(FRIDAY):
        concern = services.reassign(concern=concern, by=house.clerk, unit=house.other)

    assert (concern.state, concern.clock_started_at, concern.lead.unit) == (State.DISPATCHED, FRIDAY, house.other)
    assert concern not in Concern.objects.visible_to(house.liaison)
    with pytest.raises(Refused, match="现在就由"):
        services.reassign(concern=concern, by=house.clerk, unit=house.other)
