"""Loaded before Django reads its settings (`-p tests.harness`): where the test services are, and a migrated template.

Services: `TEST_DATABASE_OWNER_URL`, `TEST_DATABASE_URL`, `TEST_REDIS_URL` when given, else a throwaway cluster of the
embedded PostgreSQL and a real redis-server, stopped at the end of the run. The template database is named after a hash
of all migrations, so that a run without new migrations starts at once; xdist workers inherit everything by environment.
"""

import contextlib
import datetime as dt
import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import psycopg
import pytest
import time_machine
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
CLOCK = ROOT / "tests" / "clock"
AHEAD = "PORTAL_TEST_CLOCK_AHEAD"
"""Seconds between the real clock and that of a run with `--clock`."""
_services = contextlib.ExitStack()

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "unionportal.settings",
    "SECRET_KEY": "test-only-" * 6,
    "FIELD_KEYS": json.dumps([{"id": "test", "key": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}]),
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "SECURE_COOKIES": "0",
    "SECOND_STEP_REQUIRED": "0",  # tests/foundation/accounts turns it on where it is the subject
    "PORTAL_PROFILE": "test",
    "LOG_LEVEL": "WARNING",
}


def with_database(url: str, name: str) -> str:
    """The same server and role, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def conninfo(url: str) -> str:
    """A URL psycopg understands: Django's `?host=/dir` form is kept, empty hosts are allowed."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=urlencode(parse_qsl(parts.query))))


def execute(url: str, *statements: sql.Composed | str) -> None:
    """Run statements outside a transaction, e.g. CREATE DATABASE."""
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[arg-type]


def clone(template: str, name: str) -> None:
    """A fresh copy of `template`; about 50 ms."""
    owner = os.environ["TEST_DATABASE_OWNER_URL"]
    drop(name)
    execute(
        with_database(owner, "postgres"),
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
            sql.Identifier(name), sql.Identifier(template)
        ),
    )


def drop(name: str) -> None:
    owner = os.environ["TEST_DATABASE_OWNER_URL"]
    execute(
        with_database(owner, "postgres"),
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)),
    )


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(ROOT.glob("**/migrations/*")):
        if path.is_file() and path.suffix in {".py", ".sql"} and ".venv" not in path.parts:
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _make_template(name: str) -> None:
    owner = os.environ["TEST_DATABASE_OWNER_URL"]
    with psycopg.connect(conninfo(with_database(owner, "postgres")), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(5202)")  # two runs at once build it once
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        building = f"{name}_building"
        drop(building)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(building)))
        environment = os.environ | {
            "DATABASE_URL": with_database(os.environ["TEST_DATABASE_URL"], building),
            "DATABASE_OWNER_URL": with_database(owner, building),
        }
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"迁移测试模板库失败：\n{done.stdout}{done.stderr}")
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(name))
        )


def _start() -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    if "TEST_DATABASE_OWNER_URL" not in os.environ:
        if "DATABASE_OWNER_URL" in os.environ:  # a developer's own server
            os.environ["TEST_DATABASE_OWNER_URL"] = os.environ["DATABASE_OWNER_URL"]
            os.environ["TEST_DATABASE_URL"] = os.environ["DATABASE_URL"]
            os.environ["TEST_REDIS_URL"] = os.environ["REDIS_URL"]
        else:
            from unionportal.embedded import testing

            urls = _services.enter_context(testing.services())
            os.environ.update(urls)
    os.environ.update(SETTINGS)
    os.environ["PORTAL_TEST_TEMPLATE"] = f"portal_tpl_{_fingerprint()}"
    os.environ.setdefault("PORTAL_TEST_DB", f"portal_test_{os.getpid()}")
    os.environ["DATABASE_OWNER_URL"] = os.environ["TEST_DATABASE_OWNER_URL"]
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
    os.environ["REDIS_URL"] = os.environ["TEST_REDIS_URL"]
    _make_template(os.environ["PORTAL_TEST_TEMPLATE"])


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options stand here and not in a folder's conftest, so that they are known however the tests are chosen."""
    parser.addoption(
        "--clock", metavar="YYYY-MM-DD", help="run everything on that day, from half past nine in Shanghai"
    )
    parser.addoption("--write-matrix", action="store_true", help="write tests/access/matrix.txt anew, to be reviewed")
    parser.addoption(
        "--write-workflow", action="store_true", help="write tests/workflow/legal.txt anew, to be reviewed"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """With `--clock`: this process travels, and every Python process started from here on does (`tests/clock`).

    The run goes on ticking from that moment. Workers of xdist were started so and do not travel twice.
    """
    day = config.getoption("--clock")
    if not day or AHEAD in os.environ:
        return
    moment = dt.datetime.fromisoformat(day).replace(hour=9, minute=30, tzinfo=ZoneInfo("Asia/Shanghai"))
    os.environ[AHEAD] = str(moment.timestamp() - time.time())
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(CLOCK), os.environ.get("PYTHONPATH")]))
    time_machine.travel(moment, tick=True).start()


def pytest_report_header(config: pytest.Config) -> str | None:
    return f"clock: {time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC" if AHEAD in os.environ else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this run started."""
    _services.close()


_start()
