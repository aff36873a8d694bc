"""Two processes publish, two reviewers decide: one legal state, one effect."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.outbox.models import OutboxRow
from news.models import Release, Review
from tests.factories.accounts import UserFactory
from tests.factories.news import Desk

ROOT = Path(__file__).resolve().parents[3]
PUBLISH = """
import os, sys
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = os.environ["RACE_DB"]
from django.db import connections
connections["default"].settings_dict["NAME"] = os.environ["RACE_DB"]
from foundation.core import clock
import datetime as dt
from news import services
sys.stdin.readline()
with clock.at(dt.datetime.fromisoformat(os.environ["RACE_AT"])):
    print(f"published {services.publish_due()}", flush=True)
"""
REVIEW = """
import os, sys
import django
from django.conf import settings
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = os.environ["RACE_DB"]
from foundation.accounts.models import User
from foundation.core.policies import Refused
from news import services
from news.models import Release
release = Release.objects.select_related("current").get()
user = User.objects.get(username=os.environ["RACE_USER"])
text_hash, version = release.current.text_hash, release.version
sys.stdin.readline()
try:
    services.review(release=release, by=user, decision="approved", text_hash=text_hash, version=version)
    print("approved", flush=True)
except Refused as refused:
    print("refused", flush=True)
"""


@pytest.fixture(autouse=True)
def _really_committing(committing: str, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        connections.close_all()


def race(program: str, *environments: dict[str, str]) -> list[str]:
    """Start the processes, let them go at once, and collect the last line each printed."""
    name = connections["default"].settings_dict["NAME"]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
            env={**os.environ, **extra, "RACE_DB": str(name), "DJANGO_SETTINGS_MODULE": "unionportal.settings"},
        )
        for extra in environments
    ]  # fmt: skip
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    printed = [process.communicate(timeout=60)[0].strip().split("\n")[-1] for process in running]
    assert [process.returncode for process in running] == [0] * len(running)
    return sorted(printed)


def test_two_workers_publish_a_scheduled_release_once() -> None:
    later = clock.now() + dt.timedelta(hours=1)
    desk = Desk()
    desk.reviewed(desk.submitted(), publish_at=later)
    at = {"RACE_AT": later.isoformat()}

    assert race(PUBLISH, at, at) == ["published 0", "published 1"]

    assert Release.objects.get().state == "published"
    assert AuditRow.objects.filter(event="release.published").count() == 1
    told = OutboxRow.objects.filter(notice="release.published", channel="inbox")
    assert [row.recipient for row in told] == [desk.editor.actor_reference]


def test_two_reviewers_of_one_step_leave_one_review() -> None:
    desk = Desk()
    other = UserFactory(unit=desk.unit, roles=["first_reviewer"])
    desk.submitted()

    decided = race(REVIEW, {"RACE_USER": desk.first.username}, {"RACE_USER": other.username})

    assert decided == ["approved", "refused"]
    assert Release.objects.get().state == "second_review"
    assert Review.objects.count() == 1
