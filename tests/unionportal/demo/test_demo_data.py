"""The command: refusals, other days, and the same day twice."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from concerns.models import Concern
from concerns.states import State
from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.notifications.models import Message
from foundation.orgs.models import Unit
from meetings.models import ActionItem, Topic
from members.models import Application, Employer, Membership
from news.models import Release
from tests.factories.orgs import FederationFactory
from tests.unionportal.demo.conftest import AS_OF, Tell


def summary() -> dict[str, Any]:
    """References, titles and times of what the story made, and one hash over its audit trail."""
    trail = hashlib.sha256()
    rows = AuditRow.objects.exclude(event="attachment.added")  # files are referred to by a random key
    for row in rows.order_by("pk").values_list("event", "actor", "subject_reference", "at"):
        trail.update(repr(row).encode())
    return {
        "concerns": list(Concern.objects.order_by("pk").values_list("reference", "title", "state", "due_at")),
        "topics": list(Topic.objects.order_by("pk").values_list("reference", "title", "state")),
        "actions": list(ActionItem.objects.order_by("pk").values_list("reference", "text", "due_at")),
        "employers": list(Employer.objects.order_by("pk").values_list("reference", "name", "worker_count")),
        "members": list(Membership.objects.order_by("pk").values_list("number", "person__name", "joined_on")),
        "applications": list(Application.objects.order_by("pk").values_list("reference", "name", "state")),
        "releases": list(Release.objects.order_by("pk").values_list("reference", "current__title", "published_at")),
        "messages": list(Message.objects.order_by("pk").values_list("user__username", "subject", "created_at")),
        "trail": trail.hexdigest(),
    }


@pytest.mark.slow
def test_same_day_twice_is_the_same_story_and_a_second_run_is_refused(tell: Tell) -> None:
    with tell(AS_OF):
        first = summary()
        with pytest.raises(CommandError) as refused:
            call_command("demo_data", as_of=AS_OF)
        assert str(refused.value) == "库里已有数据，演示数据只装入空库；要重新开始，请运行 make demo-reset。"
        assert summary() == first
    with tell(AS_OF):
        assert summary() == first


@pytest.mark.slow
@pytest.mark.parametrize("as_of", [dt.date(2027, 3, 1), dt.date(2028, 2, 29), dt.date(2026, 10, 4)])
def test_story_of_another_day(tell: Tell, as_of: dt.date) -> None:
    """A year without a published calendar, a leap day, a holiday."""
    with tell(as_of):
        assert set(Concern.objects.values_list("state", flat=True)) == set(State.values)
        # Only the real release is published on the day itself, by the portal, as the story ends.
        told = AuditRow.objects.exclude(actor="system:import")
        last = told.order_by("-at").values_list("at", flat=True)[0]
        assert clock.local(last).date() < as_of
        morning = dt.datetime.combine(as_of, dt.time(8), clock.SHANGHAI)
        assert Concern.objects.open().overdue(morning).exists()
        assert Concern.objects.open().due_by(morning + dt.timedelta(days=10)).count() > 5


@pytest.mark.django_db
def test_server_profile_is_refused(settings: Any) -> None:
    settings.PORTAL_LOCAL = False
    with pytest.raises(CommandError) as refused:
        call_command("demo_data")
    assert str(refused.value) == "演示数据只能装入本机演示环境：当前连接的是正式数据库（已设置 DATABASE_URL）。"
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_database_with_a_unit_is_refused(settings: Any) -> None:
    settings.PORTAL_LOCAL = True
    FederationFactory()
    with pytest.raises(CommandError, match=r"^库里已有数据"):
        call_command("demo_data")
    assert Unit.objects.count() == 1


def test_date_that_is_none_is_one_sentence() -> None:
    with pytest.raises(CommandError, match="“明天”不是日期，请写成 2026-11-25 这样。"):
        call_command("demo_data", "--as-of", "明天")
