"""Signing, working, reporting, judging the report."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from concerns import services
from concerns.models import Assignment
from concerns.states import State
from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.core.policies import Refused
from foundation.outbox.models import OutboxRow
from tests.concerns.conftest import page
from tests.factories.concerns import House

MONDAY = dt.datetime(2026, 11, 2, 9, tzinfo=clock.SHANGHAI)


def test_signature_is_noted_once_with_who_and_when(house: House) -> None:
    with clock.at(MONDAY):
        concern = services.accept(concern=house.concern(state=State.DISPATCHED), by=house.liaison)

    hand = concern.assignments.get()
    assert (concern.state, hand.accepted_by, hand.accepted_at) == (State.ACCEPTED, house.liaison, MONDAY)
    with pytest.raises(Refused, match="当前状态是“已签收”，不能签收"):
        services.accept(concern=concern, by=house.liaison)


@pytest.mark.slow
def test_twenty_signatures_at_once_have_one_effect(committing: str) -> None:
    house = House()
    concern = house.concern(state=State.DISPATCHED)
    browsers = [page(house.liaison) for _ in range(20)]

    def sign(browser: Client) -> int:
        try:
            return browser.post(f"/concerns/{concern.reference}/accept/", {"version": "1"}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=10) as pool:
        outcomes = list(pool.map(sign, browsers))

    concern.refresh_from_db()
    assert sorted(outcomes) == [302] + [409] * 19
    assert (concern.state, concern.version) == (State.ACCEPTED, 2)
    assert concern.events.filter(verb="accept").count() == 1
    assert AuditRow.objects.filter(event="concern.accepted").count() == 1
    assert Assignment.objects.get().accepted_by == house.liaison


@pytest.mark.slow
def test_reporting_and_returning_at_once_end_in_one_legal_state(committing: str) -> None:
    house = House()
    concern = house.concern(state=State.DISPATCHED)
    verbs = {"accept": {}, "return-order": {"basis": "不属本局职责。"}}

    def act(verb: str) -> int:
        try:
            return (
                page(house.liaison)
                .post(f"/concerns/{concern.reference}/{verb}/", {**verbs[verb], "version": "1"})
                .status_code
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=2) as pool:
        outcomes = list(pool.map(act, verbs))

    concern.refresh_from_db()
    assert sorted(outcomes) in ([302, 409], [302, 404])  # returned, it is gone from the liaison's sight
    assert (concern.state, concern.version) in ((State.ACCEPTED, 2), (State.RETURNED, 2))


def test_first_contact_is_kept_and_not_moved_by_later_ones(house: House) -> None:
    concern = house.concern(state=State.ACCEPTED)
    with clock.at(MONDAY):
        concern = services.report_progress(concern=concern, by=house.liaison, text="已联系。", contacted=True)
    concern = services.report_progress(concern=concern, by=house.liaison, text="再次联系。", contacted=True)

    assert concern.contacted_at == MONDAY
    assert [event.text for event in concern.events.filter(verb="report_progress")] == ["再次联系。", "已联系。"]


def test_evidence_belongs_to_the_step_it_proves(house: House) -> None:
    concern = house.concern(state=State.HANDLING)
    proof = SimpleUploadedFile("考勤汇总.txt", "夜班60小时".encode())

    concern = services.report(concern=concern, by=house.liaison, result="已核对。", files=[proof])

    file = concern.files.get()
    assert (file.attachment.name, file.event.verb) == ("考勤汇总.txt", "report")


def test_file_that_is_not_what_it_says_undoes_the_report(house: House) -> None:
    concern = house.concern(state=State.HANDLING)

    with pytest.raises(Refused, match="内容与扩展名不符"):
        services.report(
            concern=concern, by=house.liaison, result="已核对。", files=[SimpleUploadedFile("考勤.pdf", b"not a pdf")]
        )
    concern.refresh_from_db()
    assert (concern.state, concern.result) == (State.HANDLING, "")


def test_assisting_unit_records_progress_but_does_not_report(house: House) -> None:
    concern = services.dispatch(
        concern=house.concern(state=State.TRIAGE), by=house.clerk, unit=house.department, assisting=[house.other]
    )
    concern = services.accept(concern=concern, by=house.liaison)
    concern = services.report_progress(concern=concern, by=house.second, text="已提供底册。")

    with pytest.raises(Refused, match="由该单位反馈办理结果"):
        services.report(concern=concern, by=house.second, result="已办。")


def test_accepted_report_stops_the_clock_at_the_hour_of_the_report(house: House) -> None:
    with clock.at(MONDAY):
        concern = house.concern(state=State.HANDLING)
    with clock.at(MONDAY + dt.timedelta(days=1)):
        concern = services.report(concern=concern, by=house.liaison, result="已补发。")
    with clock.at(MONDAY + dt.timedelta(days=20)):
        concern = services.review_report(concern=concern, by=house.clerk, accepted=True)

    assert concern.clock_stopped_at == MONDAY + dt.timedelta(days=1)
    assert concern.in_time


def test_report_sent_back_keeps_the_deadline_and_tells_the_unit(house: House) -> None:
    concern = house.concern(state=State.REPORTED)
    due = concern.due_at

    concern = services.review_report(concern=concern, by=house.clerk, accepted=False, note="请补附工资表。")

    assert (concern.state, concern.due_at, concern.clock_stopped_at) == (State.HANDLING, due, None)
    assert set(OutboxRow.objects.values_list("notice", "recipient")) == {
        ("concern.sent_back", house.liaison.actor_reference)
    }


def test_identity_number_in_a_result_is_refused(house: House) -> None:
    with pytest.raises(Refused, match="身份证号码3505"):
        services.report(
            concern=house.concern(state=State.HANDLING), by=house.liaison, result="已发给350503190001010014。"
        )


def test_shelved_days_are_added_to_the_deadline(house: House) -> None:
    with clock.at(MONDAY):
        concern = house.concern(state=State.HANDLING)
        due = concern.due_at
        concern = services.shelve(concern=concern, by=house.clerk, reason="企业停产。")
        assert concern.review_on == (MONDAY + dt.timedelta(days=30)).date()
    with clock.at(MONDAY + dt.timedelta(days=7)):
        concern = services.resume(concern=concern, by=house.clerk)

    assert (concern.paused_days, concern.review_on) == (5, None)
    assert due is not None
    assert concern.due_at == due + dt.timedelta(days=7)
