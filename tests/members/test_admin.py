"""The administrator sees numbers and states of recruitment, never the person; she approves only what her grants allow."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from members.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.members import ApplicationFactory, EmployerFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def administrator() -> Any:
    client = Client()
    client.force_login(UserFactory(username="sysadmin", roles=["system_admin"]))
    return client


def test_person_is_not_shown() -> None:
    EmployerFactory()
    membership = MembershipFactory()
    application = ApplicationFactory(state="reviewing")
    client = administrator()
    for name in ("application", "membership", "employer", "union"):
        url = f"/admin/members/{name}/"
        changelist = client.get(url)
        row = changelist.context["cl"].result_list[0]
        shown = changelist.content.decode() + client.get(f"{url}{row.pk}/change/").content.decode()
        assert row.reference in shown
        assert 'name="_save"' not in shown, name
        for person in (membership.person, application):
            assert [secret for secret in (person.name, person.id_number, person.phone) if secret in shown] == [], name


def test_approval_in_the_admin_is_the_union_s_own() -> None:
    application = ApplicationFactory(state="reviewing")

    done = administrator().post(
        "/admin/members/application/", {"action": "approve_applications", "_selected_action": [application.pk]}
    )

    [said] = [str(message) for message in get_messages(done.wsgi_request)]
    assert said.startswith(f"{application.reference}：")
    assert Application.objects.get(pk=application.pk).state == "reviewing"
