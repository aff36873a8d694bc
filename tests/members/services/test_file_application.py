"""Filing an application for a worker."""

import pytest

from foundation.audit.models import AuditRow
from foundation.core.fictional import demo_id
from foundation.core.policies import Refused
from foundation.outbox.models import OutboxRow
from members import services
from members.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.members import ApplicationFactory, MembershipFactory, PersonFactory, UnionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts() -> dict[str, object]:
    union = UnionFactory()
    return {
        "name": "林 小满（演示）".replace(" ", ""),
        "id_kind": "resident",
        "id_number": demo_id(7),
        "phone": "13800000007",
        "group": "courier",
        "union": union,
        "scope": union.unit,
    }


def cadre(facts: dict[str, object]) -> object:
    return UserFactory(roles=["grassroots_cadre"], unit=facts["scope"])


def test_application_lies_with_its_union_and_the_reviewers_are_told(facts: dict[str, object]) -> None:
    reviewer = cadre(facts)

    application = services.file_application(by=cadre(facts), **facts)

    assert (application.state, application.union, application.version) == ("placed", facts["union"], 2)
    assert application.reference.startswith("RH-")
    assert reviewer.actor_reference in set(OutboxRow.objects.values_list("recipient", flat=True))
    assert list(AuditRow.objects.order_by("pk").values_list("event", flat=True)) == [
        "application.filed",
        "application.submitted",
    ]


def test_without_a_union_it_waits_in_the_pool(facts: dict[str, object]) -> None:
    application = services.file_application(by=cadre(facts), **{**facts, "union": None})

    assert application.state == "unplaced"
    assert not OutboxRow.objects.exists()


def test_second_open_application_of_the_same_person_is_refused(facts: dict[str, object]) -> None:
    ApplicationFactory(id_number=facts["id_number"], reference="RH-2026-0900")

    with pytest.raises(Refused, match="RH-2026-0900"):
        services.file_application(by=cadre(facts), **facts)
    assert Application.objects.count() == 1


def test_live_member_does_not_join_twice(facts: dict[str, object]) -> None:
    MembershipFactory(number="HY-2026-00088", person=PersonFactory(id_number=facts["id_number"]))

    with pytest.raises(Refused, match="会员号HY-2026-00088"):
        services.file_application(by=cadre(facts), **facts)


def test_people_without_the_right_are_refused(facts: dict[str, object]) -> None:
    with pytest.raises(Refused, match="没有代职工填报入会申请的权限"):
        services.file_application(by=UserFactory(roles=["union_leader"]), **facts)
