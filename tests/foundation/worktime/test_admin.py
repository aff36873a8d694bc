"""Calendar and limits in the admin: through the services, with a sentence that says what moved."""

from datetime import date, datetime

import pytest
from django.test import Client

from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.worktime import services
from foundation.worktime.models import AnnouncedYear, CalendarException, Recount, TimeLimit
from foundation.worktime.services import recounts
from tests.factories.accounts import UserFactory
from tests.foundation.worktime.support import Task, create_table

pytestmark = pytest.mark.django_db

URL = "/admin/worktime"


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(UserFactory(roles=["system_admin"]))
    return client


@pytest.fixture
def task(monkeypatch: pytest.MonkeyPatch) -> Task:
    create_table(Task)
    monkeypatch.setattr(recounts, "clocked_models", lambda: iter([Task]))
    task = Task(reference="FZ-2026-0317")
    task.start_clock(datetime(2026, 11, 20, 9, tzinfo=clock.SHANGHAI), 2)
    task.save()
    return task


def test_exception_is_entered_and_counted_in_the_background(administrator: Client, task: Task) -> None:
    facts = {"date": "2026-11-23", "kind": "off", "notice_number": "", "note": "台风停工"}
    page = administrator.post(f"{URL}/calendarexception/add/", facts, follow=True).content.decode()
    assert "有变化的通知承办单位；已停止计时的事项不变。" in page
    assert f'href="{URL}/recount/"' in page
    services.recount_all()
    task.refresh_from_db()
    assert task.due_at == datetime(2026, 11, 25, 17, 30, tzinfo=clock.SHANGHAI)


def test_exception_is_deleted_through_the_service(administrator: Client, task: Task) -> None:
    exception = CalendarException.objects.create(date=date(2027, 3, 3), kind="off")
    administrator.post(f"{URL}/calendarexception/{exception.pk}/delete/", {"post": "yes"})
    assert Recount.objects.get().reason == "撤销2027-03-03 放假"
    assert AuditRow.objects.get(event="calendar.changed").facts["kind"] == "removed"
    assert not CalendarException.objects.exists()


def test_year_is_entered_as_the_notice_is_written(administrator: Client, task: Task) -> None:
    facts = {"year": "2027", "notice_number": "国办发明电〔2026〕7号", "off": "1月1日至3日 元旦放假", "work": "1月9日"}
    administrator.post(f"{URL}/announcedyear/add/", facts)
    assert AnnouncedYear.objects.get().year == 2027
    assert [one.date.day for one in CalendarException.objects.order_by("date")] == [1, 2, 3, 9]


def test_limit_is_changed_for_clocks_started_later(administrator: Client) -> None:
    limit = TimeLimit.objects.get(key="opinion")
    facts = {
        "key": "opinion",
        "label": "征求意见",
        "category": "",
        "urgency": "",
        "amount": "6",
        "unit": "working_day",
        "extension_days": "5",
        "basis": "",
    }
    page = administrator.post(f"{URL}/timelimit/{limit.pk}/change/", facts, follow=True).content.decode()
    assert "新时限用于今后起算的事项；已在计时的事项仍按原时限。" in page
    limit.refresh_from_db()
    assert limit.amount == 6
    assert AuditRow.objects.get(event="limit.saved").facts == {
        "key": "opinion",
        "amount": 6,
        "counted_in": "working_day",
    }


def test_limit_cannot_be_deleted(administrator: Client) -> None:
    limit = TimeLimit.objects.get(key="opinion")
    assert administrator.post(f"{URL}/timelimit/{limit.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", ["calendarexception", "announcedyear", "timelimit", "recount"])
def test_lists_are_the_administrators_alone(client: Client, model: str) -> None:
    client.force_login(UserFactory(roles=["system_admin"]))
    assert client.get(f"{URL}/{model}/").status_code == 200
    client.force_login(UserFactory(roles=["office_clerk"]))
    assert client.get(f"{URL}/{model}/").status_code in {302, 403, 404}
