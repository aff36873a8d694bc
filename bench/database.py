"""A PostgreSQL database for each data set, beside the portal's own: `portal_bench_s`, `portal_bench_l`.

The server is the one of `DATABASE_OWNER_URL`, whose owner may make databases; without it an embedded one in
`.local/bench/`, which is kept, so that the next run finds its data sets.
"""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".local" / "bench"
PAGES = FOLDER / "pages"
"""Texts of real pages, with which bare pages are filled."""
DEFAULTS = {
    "DJANGO_SETTINGS_MODULE": "bench.settings",
    "SECRET_KEY": "bench-only-" * 6,
    "FIELD_KEYS": json.dumps([{"id": "bench", "key": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}]),
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "SECURE_COOKIES": "0",
    "LOG_LEVEL": "WARNING",
    "PORTAL_URL": "http://127.0.0.1:8765",
    "STATIC_ROOT": str(FOLDER / "static"),
    "MEDIA_ROOT": str(FOLDER / "media"),
}


@contextlib.contextmanager
def server() -> Iterator[None]:
    """Sets `DATABASE_URL`, `DATABASE_OWNER_URL` and `REDIS_URL` when they are not given."""
    if "DATABASE_OWNER_URL" in os.environ:
        yield
        return
    from unionportal.embedded import broker
    from unionportal.embedded.keys import database_url
    from unionportal.embedded.places import Place
    from unionportal.embedded.postgres import ADMINISTRATOR
    from unionportal.embedded.services import using

    place = Place(FOLDER)
    with using(place):
        os.environ["DATABASE_URL"] = database_url(place, "portal_app")
        os.environ["DATABASE_OWNER_URL"] = database_url(place, "portal_owner")
        os.environ["BENCH_ADMINISTRATOR_URL"] = database_url(place, ADMINISTRATOR)
        os.environ["REDIS_URL"] = broker.url(place)
        yield


def name_of(size: str) -> str:
    return f"portal_bench_{size.lower()}"


def environment(size: str, *, owner: bool = False) -> dict[str, str]:
    """What a process needs to work on the data set: as `portal_app`, or as the owner."""
    urls = {name: _with_name(os.environ[name], name_of(size)) for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    return {**os.environ, **DEFAULTS, **urls, "PORTAL_DATABASE_ROLE": "owner" if owner else "app"}


def exists(size: str) -> bool:
    with _administration() as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name_of(size)]).fetchone()
    return found is not None


def create(size: str) -> None:
    """An empty, migrated database; an older one of the name is dropped."""
    drop(size)
    with _administration() as connection:
        owner = sql.Identifier(urlsplit(os.environ["DATABASE_OWNER_URL"]).username or "portal_owner")
        made = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name_of(size)), owner)
        connection.execute(made)
    run(["manage.py", "migrate", "--verbosity", "0"], size, owner=True)


def run(arguments: list[str], size: str, *, owner: bool = False) -> None:
    """A Python process of ours on the data set."""
    subprocess.run([sys.executable, *arguments], env=environment(size, owner=owner), cwd=ROOT, check=True)


def run_all(commands: list[list[str]]) -> None:
    """Python processes side by side, in the environment of this one."""
    running = [subprocess.Popen([sys.executable, *arguments], cwd=ROOT) for arguments in commands]
    codes = [process.wait() for process in running]
    if any(codes):
        raise subprocess.CalledProcessError(max(codes), commands[0])


def is_current(size: str) -> bool:
    """Whether the data set was made with the migrations and the generator as they are now."""
    with _connection(size) as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name_of(size)]
        ).fetchone()
    return row is not None and row[0] == fingerprint()


def mark_current(size: str) -> None:
    with _connection(size) as connection:
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name_of(size)), fingerprint()))


def fingerprint() -> str:
    """Of all migrations and of the generator."""
    digest = hashlib.sha256()
    for path in sorted(
        [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("foundation/*/migrations/*"), *ROOT.glob("bench/data/*.py")]
    ):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def size_of(size: str) -> str:
    """On disk, as PostgreSQL writes it: "1234 MB"."""
    with _connection(size) as connection:
        row = connection.execute("SELECT pg_size_pretty(pg_database_size(current_database()))").fetchone()
    return str(row[0]) if row else ""


def backends(size: str) -> list[int]:
    """Process numbers of the connections to the data set, without our own."""
    with _connection(size) as connection:
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        return [int(str(row[0])) for row in connection.execute(asked).fetchall()]


def drop(size: str) -> None:
    with _administration() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name_of(size))))


def conninfo(url: str) -> str:
    """A URL psycopg understands: Django's `?host=/dir` form is kept, empty hosts are allowed."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=urlencode(parse_qsl(parts.query))))


def _connection(size: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(conninfo(_with_name(os.environ["DATABASE_OWNER_URL"], name_of(size))), autocommit=True)


def _administration() -> psycopg.Connection[tuple[object, ...]]:
    """Who may make databases: the embedded server's administrator, elsewhere the owner."""
    url = os.environ.get("BENCH_ADMINISTRATOR_URL") or os.environ["DATABASE_OWNER_URL"]
    return psycopg.connect(conninfo(_with_name(url, "postgres")), autocommit=True)


def _with_name(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
