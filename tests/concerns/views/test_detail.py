"""The page of one concern."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from concerns import services
from concerns.states import State
from foundation.audit.models import AuditRow
from tests.concerns.conftest import page
from tests.factories.concerns import ClusterFactory, House


@pytest.mark.parametrize("state", [state for state in State if state != State.MERGED])
def test_page_stands_in_every_state(house: House, state: str) -> None:
    concern = house.concern(state=state)

    for user in (house.clerk, house.leader, house.cadre, house.caller):
        assert page(user).get(concern.get_absolute_url()).status_code == 200


def test_reader_is_recorded(house: House) -> None:
    concern = house.concern()
    page(house.leader).get(concern.get_absolute_url())

    row = AuditRow.objects.get(event="concern.viewed")
    assert (row.actor, row.subject_reference) == (house.leader.actor_reference, concern.reference)


def test_foreign_and_missing_answer_the_same(house: House) -> None:
    stranger = page(house.stranger)

    foreign = stranger.get(house.concern().get_absolute_url())
    missing = stranger.get(reverse("concerns:detail", args=["FZ-1900-0001"]))

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert not AuditRow.objects.filter(event="concern.viewed").exists()


def test_date_explains_itself_day_by_day(house: House) -> None:
    text = page(house.clerk).get(house.concern(state=State.HANDLING).get_absolute_url()).content.decode()

    assert "为什么是" in text
    assert "第7个工作日" in text
    assert "从派单时起算" not in text


def test_handler_has_her_form_in_the_next_step(house: House) -> None:
    concern = house.concern(state=State.HANDLING)

    own = page(house.liaison).get(concern.get_absolute_url()).content.decode()
    other = page(house.leader).get(concern.get_absolute_url()).content.decode()

    assert "下一步：记录进展" in own
    assert f'action="/concerns/{concern.reference}/report-progress/"' in own
    assert f"{house.department.short_name}正在办理" in other
    assert "report-progress/" not in other


def test_cluster_of_another_scope_is_not_linked(house: House) -> None:
    concern = house.concern(state=State.HANDLING)
    cluster = ClusterFactory(unit=house.federation, concerns=[concern])

    assert cluster.get_absolute_url() in page(house.clerk).get(concern.get_absolute_url()).content.decode()
    assert cluster.get_absolute_url() not in page(house.liaison).get(concern.get_absolute_url()).content.decode()


def test_file_is_served_to_those_who_see_the_concern(house: House) -> None:
    concern = house.concern(state=State.HANDLING)
    services.attach(concern=concern, by=house.liaison, files=[SimpleUploadedFile("考勤.txt", b"60")])
    file = concern.files.get().attachment
    url = reverse("concerns:download", args=[concern.reference, file.key])

    answer = page(house.leader).get(url)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"60")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert page(house.stranger).get(url).status_code == 404
    other = house.concern(state=State.HANDLING)
    assert page(house.clerk).get(reverse("concerns:download", args=[other.reference, file.key])).status_code == 404


def test_files_are_added_on_their_page(house: House) -> None:
    concern = house.concern(state=State.HANDLING)
    url = reverse("concerns:attach", args=[concern.reference])
    client = page(house.liaison)

    assert client.get(url).status_code == 200
    assert client.post(url, {"note": ""}).status_code == 422
    answer = client.post(url, {"uploads": [SimpleUploadedFile("考勤.txt", b"60")], "note": "原始打卡"})
    assert (answer.status_code, concern.files.count()) == (302, 1)
    assert page(house.stranger).post(url, {}).status_code == 404


def test_page_costs_the_same_for_a_long_story(house: House) -> None:
    concern = house.concern(state=State.HANDLING)
    client = page(house.clerk)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(concern.get_absolute_url())
        return len(queries)

    services.report_progress(concern=concern, by=house.liaison, text="第一次。")
    client.get(concern.get_absolute_url())
    one = cost()
    for _ in range(3):
        services.report_progress(
            concern=concern, by=house.liaison, text="再一次。", files=[SimpleUploadedFile("图.txt", b"1")]
        )
    assert cost() <= one + 1  # the files of the steps are one further query, whatever their number
