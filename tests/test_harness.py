"""The harness of architecture §7 fails where it should: a guard that cannot fail guards nothing."""

import datetime as dt
import os
import socket
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.paginator import UnorderedObjectListWarning
from django.db import InternalError
from django.http import HttpRequest, HttpResponse
from django.template import Context, Origin, Template
from django.test import RequestFactory
from zeal import NPlusOneError

from foundation.core import clock
from foundation.core.http import reads, reads_and_writes
from foundation.core.models import Counter
from foundation.core.pages import page_of
from foundation.orgs.models import Unit
from tests import harness
from tests.factories.orgs import StreetUnionFactory
from tests.strict import Outside, UndefinedVariable, no_query_per_row


def test_warnings_are_errors() -> None:
    with pytest.raises(UserWarning):
        warnings.warn("something is about to break", stacklevel=1)


def page(path: Path) -> Template:
    return Template("<p>{{ nobody.gave_it }}</p>", Origin(str(path)))


def test_undefined_variables_fail_in_our_templates() -> None:
    ours = page(Path(settings.BASE_DIR) / "templates" / "meetings" / "topic.html")

    with pytest.raises(UndefinedVariable, match=r"nobody.gave_it }} in templates/meetings/topic.html:1"):
        ours.render(Context())


def test_undefined_variables_are_empty_in_templates_of_others(tmp_path: Path) -> None:
    assert page(tmp_path / "admin" / "index.html").render(Context()) == "<p></p>"


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_nothing_leaves_the_machine(host: str) -> None:
    with pytest.raises(Outside):
        socket.create_connection((host, 443), timeout=0.1)


def test_no_name_is_looked_up() -> None:
    with pytest.raises(Outside):
        socket.getaddrinfo("oapi.dingtalk.com", 443)


@pytest.mark.django_db
def test_a_page_of_an_unordered_list_fails() -> None:
    with pytest.raises(UnorderedObjectListWarning):
        page_of(RequestFactory().get("/"), Unit.objects.order_by())


def write(request: HttpRequest) -> HttpResponse:
    Counter.objects.create(series="harness", value=1)
    return HttpResponse("written")


@pytest.mark.django_db
@pytest.mark.parametrize("decorate", [reads, reads_and_writes])
def test_a_get_that_writes_fails(decorate: Any) -> None:
    with pytest.raises(InternalError, match="read-only transaction"):
        decorate(write)(RequestFactory().get("/"))

    assert not Counter.objects.filter(series="harness").exists()


@pytest.mark.django_db
def test_a_page_that_asks_once_per_row_fails() -> None:
    StreetUnionFactory()
    StreetUnionFactory()

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("".join(unit.parent.name for unit in Unit.objects.exclude(parent=None).order_by("pk")))

    with pytest.raises(NPlusOneError):
        no_query_per_row(view)(RequestFactory().get("/"))


def test_processes_started_by_a_run_at_another_date_live_there_too() -> None:
    """`--clock`: see `harness.pytest_configure` and `tests/clock`."""
    ahead = float(os.environ.get(harness.AHEAD, "0")) + 400 * 86_400
    environment = os.environ | {harness.AHEAD: str(ahead), "PYTHONPATH": str(harness.CLOCK)}
    tell = "from foundation.core import clock; print(clock.today().isoformat())"
    done = subprocess.run(
        [sys.executable, "-c", tell], env=environment, cwd=harness.ROOT, capture_output=True, text=True, check=True
    )
    later = clock.today() + dt.timedelta(days=400)
    assert done.stdout.strip() in (later.isoformat(), (later - dt.timedelta(days=1)).isoformat())
