"""The admin: columns are kept there; releases are looked at and move only through services."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from foundation.audit.models import AuditRow
from foundation.core import clock
from news.models import Column, Release
from news.services import edition
from tests.factories.accounts import UserFactory
from tests.factories.news import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(UserFactory(roles=["system_admin"]))
    return client


def test_a_column_is_renamed_with_an_audit_row_and_a_new_edition(admin: Client) -> None:
    column, before = Column.objects.get(slug="fuwu"), edition.current()
    data = {"name": "服务之窗", "slug": "fuwu", "place": "block", "sort_order": 30}
    assert admin.post(reverse("admin:news_column_change", args=[column.pk]), data).status_code == 302
    assert Column.objects.get(slug="fuwu").name == "服务之窗"
    assert AuditRow.objects.filter(event="column.saved").count() == 1
    assert edition.current() == before + 1
    assert "服务之窗" in Client().get("/").content.decode()


def test_a_second_headline_column_is_refused_with_a_sentence(admin: Client) -> None:
    column = Column.objects.get(slug="fuwu")
    data = {"name": "服务职工", "slug": "fuwu", "place": "headline", "sort_order": 30}
    page = admin.post(reverse("admin:news_column_change", args=[column.pk]), data).content.decode()
    assert "头条栏目只能有一个" in page


def test_releases_cannot_be_changed_or_deleted(admin: Client) -> None:
    release = Desk().published()
    assert admin.get(reverse("admin:news_release_change", args=[release.pk])).status_code == 200
    assert admin.post(reverse("admin:news_release_change", args=[release.pk]), {"state": "draft"}).status_code == 403
    assert admin.post(reverse("admin:news_release_delete", args=[release.pk]), {"post": "yes"}).status_code == 403
    assert admin.get(reverse("admin:news_release_add")).status_code == 403


def test_the_admin_action_calls_the_service_and_shows_its_refusal(admin: Client) -> None:
    desk = Desk()
    release = desk.reviewed(desk.submitted(), publish_at=clock.now() + dt.timedelta(hours=1))
    data = {"action": "publish", "_selected_action": [release.pk]}
    page = admin.post(reverse("admin:news_release_changelist"), data, follow=True).content.decode()
    assert "提前发布由终审人员决定。" in page
    assert Release.objects.get().state == "scheduled"
