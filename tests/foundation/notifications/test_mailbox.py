"""/demo/mail/: the local profile on loopback only."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from foundation import outbox
from foundation.notifications.models import DemoMail, Message
from foundation.outbox.services import relay
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MessageFactory
from tests.foundation.notifications.letters import INVITED

pytestmark = pytest.mark.django_db
URL = "/demo/mail/"


@pytest.fixture
def local(settings: Any) -> None:
    settings.PORTAL_LOCAL = True
    settings.EMAIL_BACKEND = "foundation.notifications.services.mailbox.DemoMailbox"


@pytest.fixture
def kept(local: None) -> DemoMail:
    record: Message = MessageFactory(subject="会议（演示）")
    outbox.put(INVITED, about=record, to=[record.user])
    relay.drain()
    return DemoMail.objects.get()


def test_mailbox_lists_and_shows_a_mail(client: Client, kept: DemoMail) -> None:
    assert "有人找您 &amp; 请回复" in client.get(URL).content.decode()
    page = client.get(f"{URL}{kept.key}/").content.decode()
    assert "会议（演示）&lt;待办&gt;" in page
    assert "invite.ics" in page


def test_attachment_is_a_download(client: Client, kept: DemoMail) -> None:
    response = client.get(f"{URL}{kept.key}/")
    numbers = {name: number for number, name in response.context["files"]}
    download = client.get(f"{URL}{kept.key}/{numbers['议程.pdf']}/")
    assert download.content == b"%PDF-1.7"
    assert download.headers["Content-Type"] == "application/octet-stream"
    assert "attachment" in download.headers["Content-Disposition"]


@pytest.mark.parametrize("number", [0, 1, 999])
def test_other_parts_are_404(client: Client, kept: DemoMail, number: int) -> None:
    assert client.get(f"{URL}{kept.key}/{number}/").status_code == 404


def test_mail_is_stored_encrypted(kept: DemoMail) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT raw FROM notifications_demomail")
        assert b"Message-ID" not in bytes(cursor.fetchone()[0])


def test_empty_mailbox_says_what_to_do(client: Client, local: None) -> None:
    assert "还没有邮件" in client.get(URL).content.decode()


def test_mailbox_does_not_exist_elsewhere(client: Client, kept: DemoMail, settings: Any) -> None:
    settings.PORTAL_LOCAL = False
    client.force_login(UserFactory())
    assert [client.get(url).status_code for url in (URL, f"{URL}{kept.key}/", f"{URL}{kept.key}/3/")] == [404] * 3


def test_mailbox_does_not_exist_for_another_machine(client: Client, kept: DemoMail) -> None:
    assert client.get(URL, REMOTE_ADDR="192.0.2.7").status_code == 404
