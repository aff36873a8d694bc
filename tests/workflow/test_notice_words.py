"""Every notice as a person reads it: rendered about a real record, with nothing missing in it."""

import datetime as dt
from typing import Any

import pytest
from django.template import Context
from django.template.loader import select_template

from foundation.core import clock
from foundation.outbox import notice as notices
from foundation.outbox.notice import Notice
from foundation.worktime.models import Recount
from tests.factories.accounts import UserFactory
from tests.workflow.world import House

ABOUT = {
    "account": ("accounts.user", "disabled"),
    "action": ("meetings.actionitem", "extension_requested"),
    "agenda": ("meetings.meeting", "agenda_review"),
    "application": ("members.application", "returned"),
    "calendar": ("worktime.recount", ""),
    "concern": ("concerns.concern", "handling"),
    "meeting": ("meetings.meeting", "cancelled"),
    "minutes": ("meetings.minutes", "issued"),
    "opinion": ("meetings.opinion", "given"),
    "release": ("news.release", "published"),
    "topic": ("meetings.topic", "returned"),
}
"""The record of each noun, in a state in which its notices have something to tell."""

OURS = [notice for notice in notices.every() if notice.code.partition(".")[0] in ABOUT]


def record_for(house: House, notice: Notice) -> Any:
    noun = notice.code.partition(".")[0]
    if noun == "account":
        return UserFactory(is_active=False)
    if noun == "calendar":
        day = clock.today()
        return Recount.objects.create(
            reason="2027年（国办发明电〔2026〕7号）", first=day, last=day, asked_by="system:test"
        )
    record = house.record(*ABOUT[noun])
    if noun == "action":
        record.wished_due_on = clock.today() + dt.timedelta(days=60)
        record.state_note = "需要协调资金。"
    if noun == "concern":
        record.closing_note = "回访：已解决，满意"
    if noun == "opinion":
        record.adoption, record.adoption_reason = "partly", "资金部分另行研究。"
    if noun == "meeting":  # told seat by seat
        return record.invitations.create(unit=house.department, name="陈联络（演示）")
    if noun == "minutes":
        record.return_note = "第二项与会议不符。"
    if noun == "topic":
        record.merged_into = house.record("meetings.topic", "submitted")
        record.meeting = house.record("meetings.meeting", "preparing")
    return record


OF_THE_TESTS = ("test.", "fault.", "letter.")
"""Notices that only tests declare; in one process with them, they are in the registry too."""


def test_every_noun_has_its_record() -> None:
    nouns = {n.code.partition(".")[0] for n in notices.every() if not n.code.startswith(OF_THE_TESTS)}
    assert nouns == set(ABOUT)


@pytest.mark.django_db
@pytest.mark.parametrize("notice", OURS, ids=lambda notice: notice.code)
def test_notice_reads_well(notice: Notice) -> None:
    record = record_for(House(), notice)
    template = select_template(notice.templates(record._meta.app_label)).template  # type: ignore[attr-defined]

    text = template.render(Context({"record": record, "user": UserFactory(), "url": "/"}, autoescape=False))

    subject, empty, body = text.strip().split("\n", 2)
    assert subject
    assert len(subject) <= 100
    assert empty == ""
    assert body.strip()
    assert [word for word in ("None", "{{", "  ", "：。", "，。", "：\n") if word in text] == []
