"""Dead letters in the admin: seen with their reason, sent again, never edited or deleted."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from foundation.core import clock
from foundation.outbox.models import OutboxRow
from foundation.outbox.states import State
from tests.factories.accounts import UserFactory
from tests.factories.notifications import OutboxRowFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/outbox/outboxrow/"


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(roles=["system_admin"]))
    return client


def test_list_says_why_it_did_not_go_out(admin: Client) -> None:
    OutboxRowFactory(state="failed", reason="refused")
    page = admin.get(LIST + "?state__exact=failed").content.decode()
    assert "对方邮件服务器拒收" in page
    assert "发送失败" in page


def test_resend_from_the_list(admin: Client) -> None:
    failed = OutboxRowFactory(state="failed", reason="refused", failures=8)
    sent = OutboxRowFactory(state="sent", sent_at=clock.now())

    response = admin.post(LIST, {"action": "resend_selected", "_selected_action": [failed.pk, sent.pk]})

    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert said == ["1条消息已重新排队，将在数秒内发送。", "1条不是“发送失败”，未作改动。"]
    assert list(OutboxRow.objects.order_by("pk").values_list("state", "reason", "failures")) == [
        (State.WAITING, "", 0),
        (State.SENT, "", 0),
    ]


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_rows_are_neither_added_nor_deleted(admin: Client, path: str) -> None:
    row = OutboxRowFactory()
    assert admin.get(LIST + path.format(pk=row.pk)).status_code == 403


def test_row_is_shown_read_only_without_its_words(admin: Client) -> None:
    row = OutboxRowFactory(notice="mail", channel="email", body="重设密码链接")
    response: Any = admin.get(f"{LIST}{row.pk}/change/")
    assert response.status_code == 200
    assert "重设密码链接" not in response.content.decode()


@pytest.mark.parametrize("role", ["rights_clerk", "security_admin", "audit_admin"])
def test_others_do_not_see_the_outbox(client: Client, role: str) -> None:
    client.force_login(UserFactory(roles=[role]))
    assert client.get(LIST).status_code in (302, 403, 404)
