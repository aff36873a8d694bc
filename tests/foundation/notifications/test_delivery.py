"""Delivery: one parcel into one channel, as the relay does it."""

import smtplib
from datetime import time
from typing import Any

import pytest
from django.core import mail as post

from foundation import outbox
from foundation.core import clock
from foundation.notifications.models import Message, Preference
from foundation.notifications.services import delivery, email
from foundation.outbox.models import OutboxRow
from foundation.outbox.notice import Notice
from foundation.outbox.querysets import DatabaseNow
from foundation.outbox.services import relay
from foundation.outbox.services.parcel import open_parcel
from foundation.outbox.states import State
from tests.factories.notifications import MessageFactory
from tests.foundation.notifications.letters import CALENDAR, CALLED, EMPTY, INVITED, UNWRITTEN, URGENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> Message:
    return MessageFactory(subject="社保断缴（演示）")


def tell(notice: Notice, record: Message, *channels: str) -> OutboxRow:
    outbox.put(notice, about=record, to=[record.user], channels=channels or None)
    return OutboxRow.objects.latest("pk")


def end() -> list[tuple[str, str]]:
    return list(OutboxRow.objects.order_by("pk").values_list("state", "reason"))


def test_inbox_message_says_what_the_template_says(record: Message) -> None:
    row = tell(CALLED, record, "inbox")
    assert relay.drain() == {"sent": 1}
    message = Message.objects.get(key=row.key)
    assert (message.user, message.subject) == (record.user, "有人找您 & 请回复")
    assert message.body == "社保断缴（演示）<待办>\n第二行"
    assert (message.object_label, message.object_pk) == ("notifications.message", record.pk)
    assert (message.created_at, message.read_at) == (row.created_at, None)


def test_inbox_holds_one_copy_however_often_it_is_delivered(record: Message) -> None:
    row = tell(CALLED, record, "inbox")
    with delivery.deliver() as deliver:
        deliver(open_parcel(row))
        deliver(open_parcel(row))
    assert Message.objects.filter(notice=CALLED.code).count() == 1


def test_email_carries_link_and_message_id(record: Message, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PORTAL_URL = "https://portal.fengze.example"
    monkeypatch.setattr(Message, "get_absolute_url", lambda self: f"/x/{self.pk}/", raising=False)
    row = tell(CALLED, record, "email")
    assert relay.drain() == {"sent": 1}
    [letter] = post.outbox
    assert letter.to == [record.user.email]
    assert letter.subject == "有人找您 & 请回复"
    assert "社保断缴（演示）<待办>\n第二行\n" in letter.body
    assert letter.body.count(f"https://portal.fengze.example/x/{record.pk}/") == 1
    assert letter.message()["Message-ID"] == f"<{row.key}@portal.fengze.example>"


def test_email_sent_again_has_the_same_message_id(record: Message) -> None:
    row = tell(CALLED, record, "email")
    with delivery.deliver() as deliver:
        deliver(open_parcel(row))
        deliver(open_parcel(row))
    assert len({letter.message()["Message-ID"] for letter in post.outbox}) == 1


def test_invitation_is_an_alternative_and_a_file(record: Message) -> None:
    tell(INVITED, record)
    relay.drain()
    parts = {part.get_content_type(): part for part in post.outbox[0].message().walk()}
    calendar = parts["text/calendar"]
    assert (calendar.get_param("method"), calendar.get_param("charset")) == ("REQUEST", "utf-8")
    assert calendar.get_payload(decode=True).replace(b"\n", b"\r\n").replace(b"\r\r", b"\r") == CALENDAR
    assert parts["application/ics"].get_filename() == "invite.ics"
    assert parts["application/pdf"].get_filename() == "议程.pdf"
    assert parts["multipart/alternative"].is_multipart()


def test_mail_goes_to_its_own_address(record: Message) -> None:
    outbox.put_mail(to=record.user, subject="确认邮箱", body="请打开链接", address="new@fengze.example")
    relay.drain()
    assert [(letter.to, letter.subject, letter.body) for letter in post.outbox] == [
        (["new@fengze.example"], "确认邮箱", "请打开链接")
    ]


def test_email_without_an_address_is_cancelled(record: Message) -> None:
    record.user.email = ""
    record.user.save()
    tell(CALLED, record, "email")
    relay.drain()
    assert (post.outbox, end()) == ([], [(State.CANCELLED, "no_address")])


@pytest.mark.parametrize("notice", [UNWRITTEN, EMPTY])
def test_missing_words_are_trouble(record: Message, notice: Notice) -> None:
    tell(notice, record, "inbox")
    relay.drain()
    assert end() == [(State.WAITING, "template")]


def test_switched_off_email_is_cancelled_and_the_inbox_is_not(record: Message) -> None:
    Preference.objects.create(user=record.user, email=False)
    tell(CALLED, record)
    relay.drain()
    assert end() == [(State.SENT, ""), (State.CANCELLED, "switched_off")]


@pytest.mark.parametrize(
    ("begin", "until", "now", "quiet"),
    [
        (time(22), time(8), (23, 30), "2026-11-24 08:00"),
        (time(22), time(8), (7, 59), "2026-11-23 08:00"),
        (time(22), time(8), (8, 0), None),
        (time(22), time(8), (21, 59), None),
        (time(12), time(14), (12, 0), "2026-11-23 14:00"),
        (time(12), time(14), (14, 0), None),
        (None, None, (23, 0), None),
        (time(9), time(9), (9, 0), None),
    ],
)
def test_quiet_hours(begin: time | None, until: time | None, now: tuple[int, int], quiet: str | None) -> None:
    chosen = Preference(quiet_from=begin, quiet_until=until)
    moment = clock.local(clock.now()).replace(
        year=2026, month=11, day=23, hour=now[0], minute=now[1], second=0, microsecond=0
    )
    found = email.quiet_until(chosen, moment)
    assert (found and f"{found:%Y-%m-%d %H:%M}") == quiet


def test_quiet_hours_postpone_mail_unless_urgent(record: Message) -> None:
    Preference.objects.create(user=record.user, quiet_from=time(22), quiet_until=time(8))
    tell(CALLED, record, "email")
    tell(URGENT, record, "email")
    with clock.at(clock.local(clock.now()).replace(hour=23)):
        assert relay.drain() == {"later": 1, "sent": 1}
    assert end() == [(State.WAITING, ""), (State.SENT, "")]
    assert OutboxRow.objects.filter(state=State.WAITING, next_attempt_at__gt=DatabaseNow()).exists()


class Server:
    """A mail server that answers with the next of `errors`."""

    errors: list[Exception] = []
    opened = closed = 0

    def __init__(self, **kwargs: Any) -> None:
        pass

    def open(self) -> None:
        Server.opened += 1

    def close(self) -> None:
        Server.closed += 1

    def send_messages(self, letters: list[Any]) -> int:
        if Server.errors:
            raise Server.errors.pop(0)
        return len(letters)


@pytest.mark.parametrize(
    ("error", "ended"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"no such user")}), (State.FAILED, "refused")),
        (smtplib.SMTPRecipientsRefused({"a@b": (451, b"greylisted")}), (State.WAITING, "refused")),
        (smtplib.SMTPDataError(554, b"spam"), (State.FAILED, "refused")),
        (smtplib.SMTPDataError(452, b"full"), (State.WAITING, "refused")),
        (smtplib.SMTPAuthenticationError(535, b"password"), (State.WAITING, "unreachable")),
        (smtplib.SMTPServerDisconnected("gone"), (State.WAITING, "unreachable")),
        (ConnectionRefusedError(), (State.WAITING, "unreachable")),
        (TimeoutError(), (State.WAITING, "unreachable")),
    ],
)
def test_what_the_mail_server_says(record: Message, settings: Any, error: Exception, ended: tuple[str, str]) -> None:
    settings.EMAIL_BACKEND = "tests.foundation.notifications.test_delivery.Server"
    Server.errors = [error]
    tell(CALLED, record, "email")
    relay.drain()
    assert end() == [ended]


def test_round_uses_one_connection_and_a_new_one_after_trouble(record: Message, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.foundation.notifications.test_delivery.Server"
    Server.opened = Server.closed = 0
    Server.errors = []
    for once in "abc":
        outbox.put(CALLED, about=record, to=[record.user], channels=["email"], once=once)
    relay.drain()
    assert (Server.opened, Server.closed) == (1, 1)
    Server.errors = [TimeoutError()]
    for once in "de":
        outbox.put(CALLED, about=record, to=[record.user], channels=["email"], once=once)
    relay.drain()
    assert (Server.opened, Server.closed) == (3, 3)
