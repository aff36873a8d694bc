"""A real portal for browser tests: gunicorn over a database of the test's own, static files collected as in production."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests import harness
from tests.e2e import pages
from tests.faults.house import Process, free_port, listening, wait_for

# Playwright keeps an event loop in this thread; the tests prepare their records around it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True)
def _hasher_of_the_web_process(_fast_and_clean: None, settings: Any) -> None:
    """Passwords made here are checked there, where the cheap hasher of other tests is not known."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hashed and compressed static files."""
    folder = tmp_path_factory.mktemp("static")
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        cwd=harness.ROOT, env=os.environ | {"STATIC_ROOT": str(folder)}, check=True,
    )  # fmt: skip
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with pages.chromium() as started:
        yield started


@pytest.fixture
def portal(committing: str, collected: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a portal that serves the database of `committing`."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": harness.with_database(os.environ["DATABASE_URL"], committing),
        "DATABASE_OWNER_URL": harness.with_database(os.environ["DATABASE_OWNER_URL"], committing),
        "STATIC_ROOT": str(collected),
        "MEDIA_ROOT": str(tmp_path / "media"),
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "unionportal.wsgi",
        "--workers=1",
        "--threads=4",
        f"--bind=127.0.0.1:{port}",
    ]
    web = Process("web", [*command, "--no-control-socket"], environment, tmp_path / "web.log").start()
    try:
        wait_for(lambda: listening(port), "the web server")
        yield f"http://127.0.0.1:{port}"
    finally:
        web.kill()
