"""A worker is killed in the middle, two work at once, the broker is silent: nothing is taken in twice, nothing is lost."""

import os
import signal
import subprocess
import sys
import threading
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from foundation.imports import services, tasks
from foundation.imports.importers.units import UnitImporter
from foundation.imports.models import Import
from foundation.orgs.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.orgs import FederationFactory
from tests.foundation.imports.conftest import UNIT_HEADINGS, carry_through, outcomes, take_in, try_out, upload
from tests.harness import with_database
from unionportal.celery import app

LINES = 30


@pytest.fixture
def ready(committing: str) -> Import:
    """Thirty new units, tried out and confirmed; nothing taken in yet."""
    user = UserFactory(unit=FederationFactory(code="ZGH"), roles=["system_admin"])
    rows = [[f"U{n:02d}", f"单位{n}（演示）", "区总工会部门", "ZGH"] for n in range(LINES)]
    job = try_out(upload(user, "units", [UNIT_HEADINGS, *rows]), user)
    return services.commit(job=job, accepted=["new"], by=user)


KILLED = """
import os, signal, django
django.setup()
from foundation.imports import services
from foundation.imports.importers.units import UnitImporter
from foundation.imports.services import applying
applying.BATCH = 10
made = []
create = UnitImporter.create
def killed(self, cells, known, *, by):
    made.append(1)
    if len(made) == 15:
        os.kill(os.getpid(), signal.SIGKILL)
    return create(self, cells, known, by=by)
UnitImporter.create = killed
while services.carry_on(job_pk={pk}):
    pass
"""


def test_a_killed_worker_leaves_whole_batches_and_the_next_goes_on(ready: Import) -> None:
    url = with_database(os.environ["DATABASE_URL"], connections["default"].settings_dict["NAME"])
    environment = os.environ | {"DATABASE_URL": url}
    worker = subprocess.run(
        [sys.executable, "-c", KILLED.format(pk=ready.pk)], env=environment, cwd=settings.BASE_DIR, check=False
    )
    assert worker.returncode == -signal.SIGKILL
    assert ready.lines.tally()["created"] == 10
    assert Unit.objects.filter(code__startswith="U").count() == 10

    tasks.work(ready.pk)

    assert Import.objects.get(pk=ready.pk).state == "applied"
    assert ready.lines.tally()["created"] == LINES
    assert Unit.objects.filter(code__startswith="U").count() == LINES


def test_two_workers_at_once_take_every_line_in_once(ready: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foundation.imports.services.applying.BATCH", 3)
    created: list[str] = []
    create = UnitImporter.create

    def counted(self: UnitImporter, cells: Any, known: Any, *, by: Any) -> Any:
        created.append(cells["code"])
        return create(self, cells, known, by=by)

    monkeypatch.setattr(UnitImporter, "create", counted)

    def work() -> None:
        for _turn in range(200):
            services.carry_on(job_pk=ready.pk)
        connections.close_all()

    workers = [threading.Thread(target=work) for _number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert carry_through(ready).state == "applied"
    assert sorted(created) == [f"U{n:02d}" for n in range(LINES)]


def test_a_long_import_leaves_the_worker_before_the_next_sweep() -> None:
    assert app.conf.beat_schedule["sweep-imports"]["schedule"] > tasks.AT_MOST


@pytest.mark.django_db
def test_sweep_asks_for_every_import_that_runs_and_no_other(
    administrator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [UNIT_HEADINGS, ["A", "甲（演示）", "区总工会部门", "ZGH"]]
    waiting = upload(administrator, "units", rows)
    services.map_columns(
        job=waiting, sheet=0, header_row=1, mapping={"code": 0, "name": 1, "kind": 2, "parent": 3}, by=administrator
    )
    upload(administrator, "units", [*rows, ["B", "乙（演示）", "区总工会部门", "ZGH"]])
    asked: list[int] = []
    monkeypatch.setattr(tasks.work, "delay", asked.append)

    tasks.sweep()

    assert asked == [waiting.pk]
    tasks.work(waiting.pk)
    assert Import.objects.get(pk=waiting.pk).state == "checked"


@pytest.mark.django_db
def test_a_line_the_database_refuses_fails_alone(administrator: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[code, f"{code}（演示）", "区总工会部门", "ZGH"] for code in "ABC"]
    job = try_out(upload(administrator, "units", [UNIT_HEADINGS, *rows]), administrator)
    create = UnitImporter.create

    def clash(self: UnitImporter, cells: Any, known: Any, *, by: Any) -> Any:
        if cells["code"] == "B":
            cells = {**cells, "code": "A"}
        return create(self, cells, known, by=by)

    monkeypatch.setattr(UnitImporter, "create", clash)
    job = take_in(job, administrator)
    assert outcomes(job) == [(2, "created"), (3, "failed"), (4, "created")]
    assert job.lines.get(number=3).message
