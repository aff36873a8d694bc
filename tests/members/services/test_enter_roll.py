"""Taking over the old roll."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.core.fictional import demo_id
from foundation.core.policies import Refused
from foundation.outbox.models import OutboxRow
from members import services
from members.models import Application, Membership
from tests.factories.accounts import UserFactory
from tests.factories.members import UnionFactory

pytestmark = pytest.mark.django_db
JOINED = dt.date(2021, 5, 1)


@pytest.fixture
def desk() -> SimpleNamespace:
    union = UnionFactory()
    federation = union.unit.parent.parent
    return SimpleNamespace(union=union, clerk=UserFactory(unit=federation, roles=["organisation_clerk"]))


def enter(desk: SimpleNamespace, **facts: Any) -> Membership:
    usual = {"name": "苏职工（演示）", "id_number": demo_id(5), "joined_on": JOINED, "basis": "原会员名册"}
    return services.enter_roll(by=desk.clerk, union=desk.union, **(usual | facts))


def test_enter_roll_makes_membership_ledger_and_audit_row(desk: SimpleNamespace) -> None:
    membership = enter(desk)
    assert membership.number == "HY-2021-00001"
    assert membership.person.name == "苏职工（演示）"
    assert [(line.event, line.basis) for line in membership.entries.all()] == [("joined", "原会员名册")]
    row = AuditRow.objects.get(event="membership.entered")
    assert (row.subject_reference, row.facts) == ("HY-2021-00001", {"joined_on": "2021-05-01"})
    assert not Application.objects.exists()
    assert not OutboxRow.objects.exists()


def test_enter_roll_twice_is_refused(desk: SimpleNamespace) -> None:
    enter(desk)
    with pytest.raises(Refused, match=r"^此人已是会员（会员号HY-2021-00001），换单位请办理会籍转接。$"):
        enter(desk)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"joined_on": clock.today() + dt.timedelta(days=2)}, "入会日期不能晚于今天。"),
        ({"basis": " "}, "请写明录入依据，如原会员名册。"),
    ],
)
def test_enter_roll_needs_past_day_and_basis(desk: SimpleNamespace, facts: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        enter(desk, **facts)
    assert str(refused.value) == sentence
    assert not Membership.objects.exists()


def test_enter_roll_is_for_those_who_admit(desk: SimpleNamespace) -> None:
    desk.clerk = UserFactory(roles=["organisation_clerk"])
    with pytest.raises(Refused, match=r"及其上级工会录入，您没有这项权限。$"):
        enter(desk)
