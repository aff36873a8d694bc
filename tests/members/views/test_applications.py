"""The pages of joining applications."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.core.fictional import demo_id
from members.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.members import ApplicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    return ApplicationFactory()


@pytest.fixture
def reviewer(application: Application, client: Client) -> Client:
    client.force_login(UserFactory(roles=["grassroots_cadre"], unit=application.union.unit))
    return client


def test_queue_shows_masked_people_of_own_union_only(reviewer: Client, application: Application) -> None:
    foreign = ApplicationFactory(name="外人（演示）")

    page = reviewer.get(reverse("members:queue")).content.decode()

    assert application.masked_name in page
    assert application.masked_id in page
    assert application.id_number not in page
    assert foreign.reference not in page


def test_queue_costs_the_same_for_one_row_and_for_three(
    reviewer: Client, application: Application, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            reviewer.get(reverse("members:queue"))
        return len([q for q in queries if "SAVEPOINT" not in q["sql"]])

    reviewer.get(reverse("members:queue"))
    one = cost()
    ApplicationFactory.create_batch(2, union=application.union)
    assert cost() == one


def test_outsider_gets_404_everywhere(client: Client, application: Application) -> None:
    client.force_login(UserFactory(roles=["grassroots_cadre"]))

    for name in ("application", "place", "take_up", "approve", "return_application", "refuse", "withdraw"):
        assert client.get(reverse(f"members:{name}", args=[application.reference])).status_code == 404


def test_apply_keeps_what_was_typed_and_says_what_is_wrong(reviewer: Client) -> None:
    response = reviewer.post(
        reverse("members:apply"),
        {
            "name": "林小满",
            "id_kind": "resident",
            "id_number": "350503190001010011",
            "phone": "1380000",
            "group": "rural",
        },
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="林小满"' in page
    assert "1380000" in page
    assert "有2处需要修改" in page
    assert Application.objects.count() == 1


def test_apply_without_javascript_goes_on_to_the_application(reviewer: Client, application: Application) -> None:
    response = reviewer.post(
        reverse("members:apply"),
        {
            "name": "林小满",
            "id_kind": "resident",
            "id_number": demo_id(44),
            "phone": "13800000044",
            "group": "courier",
            "union": application.union.pk,
        },
    )

    filed = Application.objects.latest("pk")
    assert (response.status_code, response["Location"]) == (302, filed.get_absolute_url())
    assert filed.state == "placed"


def test_refusal_is_a_sentence_and_the_form_stays(reviewer: Client, application: Application) -> None:
    Application.objects.filter(pk=application.pk).update(
        filed_by=reviewer.get(reverse("desk")).wsgi_request.user.actor_reference
    )

    response = reviewer.post(reverse("members:take_up", args=[application.reference]), {"version": application.version})

    assert response.status_code == 409
    assert "填报人不能审核自己填报的申请" in response.content.decode()
    application.refresh_from_db()
    assert application.state == "placed"


def test_stale_page_is_told_so(reviewer: Client, application: Application) -> None:
    response = reviewer.post(reverse("members:take_up", args=[application.reference]), {"version": 99})

    assert response.status_code == 409
    assert "刚刚被其他人改动过" in response.content.decode()


def test_htmx_gets_the_fragment_and_a_full_load_the_page(reviewer: Client, application: Application) -> None:
    url = reverse("members:return_application", args=[application.reference])

    whole = reviewer.get(url).content.decode()
    part = reviewer.get(url, headers={"HX-Request": "true", "HX-Target": "verb-form"}).content.decode()

    assert "<html" in whole
    assert "<html" not in part
    assert 'id="verb-form"' in part
