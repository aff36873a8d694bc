"""签发: one number, one text, whoever presses at the same time."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connections
from django.test import Client

from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.core.policies import Refused
from foundation.documents.models import IssuedNumber, NumberCounter
from meetings import services
from meetings.models import Meeting, Minutes
from tests.factories.accounts import UserFactory
from tests.meetings.conftest import make_cast
from tests.meetings.stories import again, issued, make_meeting, page, signed, signing


def test_signature_fixes_text_and_number(story: SimpleNamespace) -> None:
    minutes = signed(story)

    assert minutes.number is not None
    assert minutes.number.text == f"泉丰工联纪〔{clock.today().year}〕1号"
    assert (minutes.signed_by, minutes.text_hash) == (story.leader, services.text_hash(minutes))
    with pytest.raises(Refused, match="退回起草后才能修改"):
        services.edit_section(section=minutes.sections.first(), by=story.clerk, text="改动")


def test_no_number_is_taken_before_or_by_a_refusal(story: SimpleNamespace) -> None:
    minutes = signing(story)
    with pytest.raises(Refused, match="纪要由会议召集单位的领导签发。"):
        services.sign_minutes(minutes=minutes, by=story.clerk)

    assert not IssuedNumber.objects.exists()
    assert not NumberCounter.objects.exists()


def test_who_prepared_the_meeting_does_not_sign(story: SimpleNamespace) -> None:
    minutes = signing(story)
    Meeting.objects.filter(pk=story.meeting.pk).update(prepared_by=story.leader)

    with pytest.raises(Refused, match="承办人不能签发自己起草的纪要"):
        services.sign_minutes(minutes=again(minutes), by=story.leader)


def test_signed_minutes_are_not_returned(story: SimpleNamespace) -> None:
    minutes = signed(story)

    with pytest.raises(Refused, match="当前状态是“已签发”，不能退回修改。"):
        services.return_minutes(minutes=minutes, by=story.leader, reason="再改。")


def test_numbers_follow_each_other_without_a_gap(story: SimpleNamespace) -> None:
    first = issued(story)
    second = signed(make_meeting(story))

    assert first.number is not None
    assert second.number is not None
    assert (first.number.number, second.number.number) == (1, 2)


@pytest.mark.slow
def test_two_who_sign_at_once_give_one_number(committing: str) -> None:
    story = make_meeting(make_cast())
    minutes = signing(story)
    second = UserFactory(username="union_leader2", unit=story.federation, roles=["union_leader"])
    browsers = [page(user) for user in (story.leader, second) for _ in range(5)]

    def sign(browser: Client) -> int:
        try:
            return browser.post(
                f"/meetings/minutes/{minutes.reference}/sign/", {"version": str(minutes.version)}
            ).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=10) as pool:
        outcomes = list(pool.map(sign, browsers))

    row = Minutes.objects.get()
    assert sorted(outcomes) == [302] + [409] * 9
    assert (row.state, row.signed_by in (story.leader, second)) == ("signed", True)
    assert list(IssuedNumber.objects.values_list("text", flat=True)) == [f"泉丰工联纪〔{clock.today().year}〕1号"]
    assert NumberCounter.objects.get().last == 1
    assert AuditRow.objects.filter(event="minutes.signed").count() == 1
