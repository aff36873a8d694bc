"""The people around a joint meeting."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from foundation.core import clock
from foundation.orgs.enums import Kind, Side
from tests.factories.accounts import UserFactory
from tests.factories.orgs import DepartmentFactory, FederationFactory, UnitFactory
from tests.meetings.stories import make_meeting

JANUARY = dt.datetime(2026, 1, 5, 9, tzinfo=clock.SHANGHAI)


def make_cast() -> SimpleNamespace:
    """Two hosts, a proposing department, two asked departments, officials, and somebody from elsewhere; since January."""
    with clock.at(JANUARY):
        return _cast()


def _cast() -> SimpleNamespace:
    federation = FederationFactory(code="ZGH", name="区总工会（演示）")
    rights = UnitFactory(code="QYB", short_name="权益保障部", parent=federation)
    government = UnitFactory(code="QZF", short_name="区政府", kind=Kind.GOVERNMENT, side=Side.GOVERNMENT)
    office = UnitFactory(
        code="QZFB", short_name="区政府办", kind=Kind.GOVERNMENT_OFFICE, side=Side.GOVERNMENT, parent=government
    )
    housing = DepartmentFactory(code="ZJJ", short_name="区住建局", parent=government)
    labour = DepartmentFactory(code="RSJ", short_name="区人社局", parent=government)
    culture = DepartmentFactory(code="WLJ", short_name="区文旅局", parent=government)

    def user(name: str, unit: Any, *roles: str) -> Any:
        return UserFactory(username=name, display_name=f"{name}（演示）", unit=unit, roles=roles)

    return SimpleNamespace(
        federation=federation,
        rights=rights,
        government=government,
        office=office,
        housing=housing,
        labour=labour,
        culture=culture,
        clerk=user("office_clerk", federation, "office_clerk"),
        proposer=user("rights_clerk", rights, "rights_clerk"),
        leader=user("union_leader", federation, "union_leader"),
        gov=user("gov_office", office, "gov_office_liaison"),
        liaison=user("zjj", housing, "liaison"),
        other_liaison=user("rsj", labour, "liaison"),
        official=user("official", government, "reviewing_official"),
        second_official=user("official2", government, "reviewing_official"),
        stranger=user("wlj", culture, "liaison"),
    )


@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    return make_cast()


@pytest.fixture
def story(cast: SimpleNamespace) -> SimpleNamespace:
    """A meeting whose agenda is final, and its people."""
    return make_meeting(cast)
