"""Taking a concern in: who reported it, what may stand in the text, who is told at once."""

from typing import Any

import pytest

from concerns import services
from concerns.models import Category, Concern
from foundation.core.fictional import demo_id
from foundation.core.policies import Refused
from foundation.outbox.models import OutboxRow
from foundation.search.finding import find
from members.models import Person
from tests.factories.concerns import House
from tests.factories.members import EmployerFactory, PersonFactory


def register(house: House, **facts: Any) -> Concern:
    facts = {"narrative": "工资没有发。", "name": "王职工（演示）", **facts}
    return services.register(by=house.caller, unit=house.federation, category=Category.objects.get(code="01"), **facts)


def test_numbers_follow_each_other_without_gaps(house: House) -> None:
    first = register(house)
    with pytest.raises(Refused):
        register(house, narrative=f"证件{demo_id(1)}")
    second = register(house)

    assert first.reference[:8] == second.reference[:8]
    assert int(second.reference[-4:]) == int(first.reference[-4:]) + 1


def test_name_and_phone_without_a_person_are_stored_encrypted(house: House, django_assert_num_queries: Any) -> None:
    from django.db import connection

    concern = register(house, phone="138 0000 0001")

    with connection.cursor() as cursor:
        cursor.execute("SELECT contact_name, contact_phone FROM concerns_concern WHERE id = %s", [concern.pk])
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert concern.reporter is None
    assert "王职工".encode() not in stored
    assert b"13800000001" not in stored
    fresh = Concern.objects.get(pk=concern.pk)
    assert (fresh.contact_phone, fresh.masked_name, fresh.masked_phone) == (
        "13800000001",
        "王**（演示）",
        "138****0001",
    )


def test_identity_number_finds_the_person_it_belongs_to(house: House) -> None:
    known = PersonFactory(name="林小满")

    concern = register(house, name="林小满", id_kind="resident", id_number=known.id_number)

    assert concern.reporter == known
    assert Person.objects.count() == 1


def test_unknown_identity_number_adds_a_person(house: House) -> None:
    concern = register(house, name="林小满", id_kind="resident", id_number=demo_id(9))

    assert concern.reporter == Person.objects.get()
    assert (concern.contact_name, concern.masked_id[:4]) == ("", "3505")


def test_employer_and_street_follow_the_person(house: House) -> None:
    employer = EmployerFactory(street=house.street)

    concern = register(house, name="", person=PersonFactory(employer=employer))

    assert (concern.employer, concern.street_unit) == (employer, house.street)


@pytest.mark.parametrize(
    "text",
    [
        demo_id(3),
        "３５０５０３１９０００１０１００１４"[:18],
        "350503 19000101 0014",
        "350503190001010011",
    ],
)
def test_identity_number_in_the_narrative_is_refused_masked(house: House, text: str) -> None:
    with pytest.raises(Refused, match="文字里有身份证号码3505") as refused:
        register(house, narrative=f"本人{text}，工资没有发。")
    assert text not in str(refused.value)
    assert not Concern.objects.exists()


def test_ordinary_long_numbers_may_stand(house: House) -> None:
    concern = register(house, narrative="运单号123456789012345678，工资没有发。")

    assert "123456789012345678" in concern.narrative


def test_anonymous_concern_names_nobody(house: House) -> None:
    with pytest.raises(Refused, match="匿名诉求不登记"):
        register(house, anonymous=True)
    concern = register(house, anonymous=True, name="")
    assert (concern.reporter, concern.masked_name) == (None, "")


def test_ten_people_are_critical_and_alarm_leaders_and_street(house: House) -> None:
    concern = register(house, people_count=10, street_unit=house.street)

    assert concern.urgency == "critical"
    assert set(OutboxRow.objects.filter(notice="concern.alarmed").values_list("recipient", flat=True)) == {
        house.leader.actor_reference,
        house.cadre.actor_reference,
    }


def test_nine_people_alarm_nobody(house: House) -> None:
    register(house, people_count=9, street_unit=house.street)

    assert not OutboxRow.objects.exists()


def test_registered_concern_is_found_by_those_who_may_see_it(house: House) -> None:
    concern = register(house, narrative="分拣夜班补贴争议。", street_unit=house.street)

    assert [hit.reference for hit in find(house.cadre, "补贴争议")] == [concern.reference]
    assert find(house.stranger, "补贴争议") == []
    assert find(house.liaison, "补贴争议") == []


def test_without_the_right_it_is_refused(house: House) -> None:
    with pytest.raises(Refused, match="您没有这项权限"):
        services.register(
            by=house.liaison, unit=house.department, category=Category.objects.get(code="01"), narrative="工资没有发。"
        )
