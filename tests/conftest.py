"""Fixtures for every test.

Ordinary tests (`@pytest.mark.django_db`, or the `db` fixture) roll back. Tests that must commit, or that need several
connections or processes, ask for `committing`: a fresh clone of the template for themselves, dropped afterwards. The
tables are never flushed, because the audit log refuses TRUNCATE.
"""

import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connections
from django.test import Client
from hypothesis import settings as properties

from foundation.accounts.services.sign_ins import begin
from tests import harness, strict

# How long one example takes says more about the machine's other work than about us.
properties.register_profile("portal", deadline=None)
properties.load_profile("portal")


@pytest.fixture(scope="session", autouse=True)
def _strict() -> None:
    """Nothing is forgiven from here on; see `tests/strict.py`."""
    strict.forbid_undefined_variables()
    strict.watch_queries()
    sys.addaudithook(strict.stay_inside)
    _begin_sessions_as_the_sign_in_does()


def _begin_sessions_as_the_sign_in_does() -> None:
    """`force_login` goes round our sign-in, which notes when a session began; without it the first page would."""
    force_login = Client.force_login

    def begun(client: Client, user: Any, backend: str | None = None) -> None:
        force_login(client, user, backend)
        session = client.session
        begin(session)
        session.save()

    Client.force_login = begun  # type: ignore[method-assign]


def _point_at(name: str) -> None:
    connections.close_all()
    connections["default"].settings_dict["NAME"] = name
    connections.settings["default"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Databases are cloned below, not created by Django."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """One clone of the template for this worker, used as `portal_app`."""
    name = f"{os.environ['PORTAL_TEST_DB']}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    harness.clone(os.environ["PORTAL_TEST_TEMPLATE"], name)
    with django_db_blocker.unblock():
        _point_at(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    harness.drop(name)


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of this test's own, where everything really commits; yields its name."""
    shared = connections["default"].settings_dict["NAME"]
    name = f"{shared}_c"
    harness.clone(os.environ["PORTAL_TEST_TEMPLATE"], name)
    with django_db_blocker.unblock():
        _point_at(name)
        try:
            yield name
        finally:
            _point_at(shared)
    harness.drop(name)


@pytest.fixture(autouse=True)
def _fast_and_clean(settings: Any, tmp_path: Any) -> None:
    """A cheap password hasher, files in a folder of the test's own, no cache shared between tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path  # whitenoise warns about a folder that is not there
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "get()"}]  # a step reads its record before and after the act
    settings.MIDDLEWARE = ["tests.strict.no_query_per_row", *settings.MIDDLEWARE]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["default"].clear()
