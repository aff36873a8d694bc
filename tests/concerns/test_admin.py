"""The administrator sees numbers, not cases."""

import pytest
from django.urls import reverse

from concerns.models import Category
from concerns.states import State
from foundation.audit.models import AuditRow
from tests.concerns.conftest import page
from tests.factories.accounts import UserFactory
from tests.factories.concerns import House


@pytest.fixture
def admin(house: House) -> object:
    return page(UserFactory(roles=["system_admin"], unit=house.federation))


def test_content_and_reporter_are_not_shown(house: House, admin: object) -> None:
    concern = house.concern()
    for url in (
        reverse("admin:concerns_concern_changelist"),
        reverse("admin:concerns_concern_change", args=[concern.pk]),
    ):
        text = admin.get(url).content.decode()  # type: ignore[attr-defined]
        assert concern.reference in text
        for secret in (concern.title, concern.narrative, "王", "13800000001"):
            assert secret not in text


def test_action_goes_through_the_service_and_its_policy(house: House, admin: object) -> None:
    concern = house.concern(state=State.SHELVED)
    answer = admin.post(  # type: ignore[attr-defined]
        reverse("admin:concerns_concern_changelist"),
        {"action": "resume_concerns", "_selected_action": [concern.pk]},
        follow=True,
    )

    concern.refresh_from_db()
    assert concern.state == State.SHELVED
    assert "挂账由区总工会权益保障部决定" in answer.content.decode()


def test_category_is_kept_with_a_trace_and_never_deleted(admin: object) -> None:
    category = Category.objects.get(code="99")
    url = reverse("admin:concerns_category_change", args=[category.pk])
    done = admin.post(url, {"code": "99", "name": "其他事项", "scope": "", "limitation": "", "valid_to": ""})  # type: ignore[attr-defined]

    assert (done.status_code, Category.objects.get(code="99").name) == (302, "其他事项")
    assert AuditRow.objects.get(event="category.saved").facts == {"fields": ["name"]}
    assert admin.get(reverse("admin:concerns_category_delete", args=[category.pk])).status_code == 403  # type: ignore[attr-defined]
