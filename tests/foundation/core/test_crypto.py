"""Personal fields at rest."""

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from foundation.core.fictional import demo_id
from members.models import Person
from tests.factories.orgs import FederationFactory

pytestmark = pytest.mark.django_db


def person(number: str, **facts: object) -> Person:
    return Person.objects.create(
        reference=f"R{number[-6:]}", name="陈某（演示）", id_number=number, scope=FederationFactory(), **facts
    )


def raw(pk: int, column: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM members_person WHERE id = %s", [pk])
        return bytes(cursor.fetchone()[0])


def test_value_comes_back_and_is_never_stored_plain() -> None:
    number = demo_id(1)
    saved = person(number, phone="13800000001")

    again = Person.objects.get(pk=saved.pk)
    assert (again.id_number, again.phone) == (number, "13800000001")
    assert number.encode() not in raw(saved.pk, "id_number")


def test_value_moved_to_another_row_does_not_open() -> None:
    first, second = person(demo_id(1)), person(demo_id(2))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE members_person SET id_number = (SELECT id_number FROM members_person WHERE id = %s) WHERE id = %s",
            [first.pk, second.pk],
        )

    with pytest.raises(InvalidTag):
        _ = Person.objects.get(pk=second.pk).id_number


def test_bulk_update_of_an_encrypted_column_raises() -> None:
    person(demo_id(1))

    with pytest.raises(TypeError, match=r"members\.person\.id_number"):
        Person.objects.update(id_number="350503")


def test_comparing_an_encrypted_column_raises() -> None:
    with pytest.raises(TypeError, match="blind index"):
        Person.objects.filter(id_number="350503").first()


def test_blind_index_finds_the_same_number_however_typed() -> None:
    number = demo_id(15)
    saved = person(number)

    assert list(Person.objects.same_id(f" {number[:6]} {number[6:].lower()} ")) == [saved]
    assert not Person.objects.same_id("").exists()


def test_reading_a_list_without_the_column_decrypts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    person(demo_id(1))
    monkeypatch.setattr("foundation.core.crypto.unseal", lambda *a, **k: pytest.fail("decrypted"))

    assert [p.name for p in Person.objects.all()] == ["陈某（演示）"]
