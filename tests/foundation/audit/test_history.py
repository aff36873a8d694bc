"""The history component: names and words, never raw references or facts."""

import datetime as dt

import pytest
from django.template.loader import render_to_string

from foundation import audit
from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.core.actors import SystemActor


@pytest.mark.django_db
def test_history_is_drawn_as_a_timeline() -> None:
    subject = AuditRow(pk=7)
    with clock.at(dt.datetime(2026, 9, 3, 1, 5, tzinfo=dt.UTC)):
        audit.record("user.added", by=SystemActor("demo"), about=subject, secret="canary")

    page = render_to_string("components/history.html", {"happenings": audit.history(subject)})

    assert page.count("<li") == 1
    assert all(word in page for word in ("系统", "开设账号", "2026-09-03T", "9:05"))
    assert "canary" not in page


def test_history_of_nothing_says_so() -> None:
    assert "还没有办理记录。" in render_to_string("components/history.html", {"happenings": []})
