"""One house for the whole module: starting it costs more than the faults."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from tests import harness
from tests.faults.house import House


@pytest.fixture(scope="package")
def house(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Web, worker, beats, broker and mail server on a database of their own, to which this process connects too."""
    database = connections["default"].settings_dict
    shared = database["NAME"]
    name = f"{shared}_faults"
    harness.clone(os.environ["PORTAL_TEST_TEMPLATE"], name)
    house = House(name, tmp_path_factory.mktemp("faults"))
    with django_db_blocker.unblock():
        connections.close_all()
        database["NAME"] = name
        try:
            house.open()
            yield house
        finally:
            house.close()
            connections.close_all()
            database["NAME"] = shared
    harness.drop(name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """A failure shows the tails of the logs."""
    report = yield
    house = getattr(item, "funcargs", {}).get("house")
    if report.when == "call" and report.failed and house is not None:
        house.explain()
        report.sections.append(("processes", house.logs()))
    return report
