"""The story told in a database of its own: once for the tests that only read it, and anew where that is the point."""

import datetime as dt
import io
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import override_settings

from tests import harness

AS_OF = dt.date(2026, 11, 25)
MAILBOX = "foundation.notifications.services.mailbox.DemoMailbox"
CHEAP = "django.contrib.auth.hashers.MD5PasswordHasher"
Tell = Callable[[dt.date], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def tell(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Tell:
    """`with tell(date):` the small story, committed in a fresh database, is what the connection sees."""

    @contextmanager
    def telling(as_of: dt.date) -> Iterator[None]:
        shared = connections["default"].settings_dict["NAME"]
        name = f"{shared}_s"
        harness.clone(os.environ["PORTAL_TEST_TEMPLATE"], name)
        folder = tmp_path_factory.mktemp("clone")
        with (
            django_db_blocker.unblock(),
            pytest.MonkeyPatch.context() as patch,
            override_settings(
                PORTAL_LOCAL=True, MEDIA_ROOT=folder / "media", EMAIL_BACKEND=MAILBOX, PASSWORD_HASHERS=[CHEAP]
            ),
        ):
            patch.setenv("PORTAL_LOCAL_DIR", str(folder))
            _point_at(name)
            try:
                call_command("demo_data", as_of=as_of, small=True, stdout=io.StringIO())
                yield
            finally:
                _point_at(shared)
        harness.drop(name)

    return telling


@pytest.fixture(scope="module")
def told(tell: Tell) -> Iterator[None]:
    """The story as of 25 November 2026, a working day; only for reading."""
    with tell(AS_OF):
        yield


def _point_at(name: str) -> None:
    connections.close_all()
    connections["default"].settings_dict["NAME"] = name
    connections.settings["default"]["NAME"] = name
