"""One concern through the pages, by four people, without a script."""

from typing import Any

from django.test import Client
from django.urls import reverse

from concerns.models import Concern
from concerns.states import State
from foundation.core.fictional import demo_id
from tests.concerns.conftest import page
from tests.factories.concerns import House


def test_concern_walks_through_the_pages(house: House) -> None:
    caller, clerk, liaison = page(house.caller), page(house.clerk), page(house.liaison)

    answer = caller.post(
        reverse("concerns:register"),
        {
            "name": "王职工",
            "phone": "13800000001",
            "id_number": demo_id(7),
            "category": "01",
            "source": "visit",
            "urgency": "urgent",
            "people_count": "3",
            "street_unit": house.street.code,
            "narrative": "两个月加班工资没有发。希望补发。",
        },
    )
    concern = Concern.objects.get()
    assert (answer.status_code, answer.url) == (302, concern.get_absolute_url())
    assert (concern.title, concern.reporter.name, concern.contact_name) == ("两个月加班工资没有发", "王职工", "")

    def at(client: Client, verb: str, **data: Any) -> None:
        url = reverse(f"concerns:{verb}", args=[concern.reference])
        shown = client.get(url)
        assert shown.status_code == 200, verb
        concern.refresh_from_db()
        done = client.post(url, {"version": concern.version, **data})
        assert (done.status_code, done.url) == (302, concern.get_absolute_url()), (verb, done.content.decode()[:3000])
        assert client.get(concern.get_absolute_url()).status_code == 200

    at(clerk, "triage", category="01", urgency="urgent", complexity="plain")
    at(clerk, "dispatch", unit=house.department.code, assisting=[house.other.code], note="请三日内办结")
    at(liaison, "accept")
    at(liaison, "report_progress", text="已电话联系本人。", contacted="on")
    at(liaison, "report", result="企业已补发。")
    at(clerk, "review_report", decision="accept")
    at(page(house.caller), "call_back", contact="reached", solved="solved", satisfaction="satisfied")

    concern.refresh_from_db()
    assert concern.state == State.CLOSED
    text = caller.get(concern.get_absolute_url()).content.decode()
    assert "企业已补发。" in text
    assert demo_id(7) not in text
    assert "13800000001" not in text
    assert "王职工" not in text


def test_like_concerns_become_a_cluster(house: House) -> None:
    clerk = page(house.clerk)
    concerns = [house.concern() for _ in range(5)]

    listed = clerk.get(reverse("concerns:clusters")).content.decode()
    assert "90天内5件，尚未归并" in listed
    offered = clerk.get(reverse("concerns:group"), {"category": "01", "street": house.street.code}).content.decode()
    assert all(concern.reference in offered for concern in concerns)
    done = clerk.post(
        reverse("concerns:group"),
        {
            "title": "快递行业加班工资",
            "concerns": [concern.reference for concern in concerns],
        },
    )

    assert done.status_code == 302
    shown = clerk.get(done.url).content.decode()
    assert "去标识化情况" in shown
    assert all(concern.reference in shown for concern in concerns)
