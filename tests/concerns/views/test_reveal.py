"""查看: with a reason, for half a minute, one field."""

import pytest
from django.urls import reverse

from foundation.audit.models import AuditRow
from tests.concerns.conftest import page
from tests.factories.concerns import House

GOOD = {"why": "contact", "words": ""}


def url(concern: object, field: str = "phone", name: str = "reveal") -> str:
    return reverse(f"concerns:{name}", args=[concern.reference, field])  # type: ignore[attr-defined]


def test_plain_page_asks_then_shows_and_is_not_cached(house: House) -> None:
    concern = house.concern()
    client = page(house.clerk)

    asked = client.get(url(concern))
    shown = client.post(url(concern), GOOD)

    assert "13800000001" not in asked.content.decode()
    assert "13800000001" in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    assert AuditRow.objects.get(event="concern.revealed").facts == {"field": "phone", "reason": "联系诉求人"}


def test_htmx_gets_the_field_alone_which_swaps_back(house: House) -> None:
    concern = house.concern()
    client = page(house.clerk)
    asks = {"HX-Request": "true", "HX-Target": "masked-phone"}

    shown = client.post(url(concern), GOOD, headers=asks).content.decode().strip()
    back = client.get(url(concern, name="mask"), headers=asks).content.decode().strip()

    assert shown.startswith('<dd id="masked-phone"')
    assert f'hx-get="{url(concern, name="mask")}" hx-trigger="load delay:30s"' in shown
    assert back.startswith('<dd id="masked-phone"')
    assert "138****0001" in back
    assert "13800000001" not in back


def test_other_reason_needs_words(house: House) -> None:
    answer = page(house.clerk).post(url(house.concern()), {"why": "other", "words": ""})

    assert answer.status_code == 422
    assert "请写明查看事由。" in answer.content.decode()
    assert not AuditRow.objects.filter(event="concern.revealed").exists()


@pytest.mark.parametrize(("actor", "status"), [("stranger", 404), ("leader", 404), ("liaison", 404)])
def test_who_may_not_see_or_reveal_finds_nothing(house: House, actor: str, status: int) -> None:
    concern = house.concern()

    answer = page(getattr(house, actor)).post(url(concern), GOOD)

    assert answer.status_code == status
    assert "13800000001" not in answer.content.decode()


def test_empty_and_unknown_fields(house: House) -> None:
    concern = house.concern()
    client = page(house.clerk)

    assert client.post(url(concern, "id_number"), GOOD).status_code == 409
    assert client.get(url(concern, "narrative")).status_code == 404
    assert client.get(url(concern, "narrative", "mask")).status_code == 404


def test_a_get_never_reveals(house: House) -> None:
    concern = house.concern()
    page(house.clerk).get(url(concern), GOOD)

    assert not AuditRow.objects.filter(event="concern.revealed").exists()
