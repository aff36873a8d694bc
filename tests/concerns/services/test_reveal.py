"""Reading masked data needs a right, a reason, and leaves a trace."""

import pytest

from concerns import services
from concerns.states import State
from foundation.audit.models import AuditRow
from foundation.core.policies import Refused
from tests.factories.accounts import UserFactory
from tests.factories.concerns import House
from tests.factories.members import PersonFactory


def test_value_is_shown_and_noted_without_itself(house: House) -> None:
    concern = house.concern(reporter=PersonFactory(phone="13912345678"), contact_name="", contact_phone="")

    assert services.reveal(concern=concern, by=house.clerk, field="phone", reason="联系诉求人") == "13912345678"

    row = AuditRow.objects.get(event="concern.revealed")
    assert (row.actor, row.subject_reference) == (house.clerk.actor_reference, concern.reference)
    assert row.facts == {"field": "phone", "reason": "联系诉求人"}


def test_handling_unit_may_call_the_worker(house: House) -> None:
    concern = house.concern(state=State.ACCEPTED)

    assert services.reveal(concern=concern, by=house.liaison, field="phone", reason="联系诉求人") == "13800000001"


@pytest.mark.parametrize(
    ("field", "reason", "sentence"),
    [
        ("phone", "  ", "请写明查看事由"),
        ("narrative", "联系", "没有可以查看的这一项"),
        ("id_number", "联系", "这一项没有登记"),
    ],
)
def test_refusals(house: House, field: str, reason: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        services.reveal(concern=house.concern(), by=house.clerk, field=field, reason=reason)


def test_leader_sees_the_case_but_not_the_number(house: House) -> None:
    with pytest.raises(Refused, match="没有查看受保护信息的权限"):
        services.reveal(concern=house.concern(), by=house.leader, field="phone", reason="了解情况")


def test_right_elsewhere_does_not_help(house: House) -> None:
    elsewhere = UserFactory(roles=["street_cadre"], unit=house.stranger.unit)
    with pytest.raises(Refused):
        services.reveal(concern=house.concern(), by=elsewhere, field="phone", reason="联系")
