"""The embedded services, for real: shared by their users, gone after the last one, whatever happened before."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from unionportal.embedded import broker, locks, processes
from unionportal.embedded.keys import database_url
from unionportal.embedded.places import PROJECT, Place
from unionportal.embedded.postgres import Postgres
from unionportal.embedded.services import keeper_lives, using


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Services of this file's own, in a path with blanks and hanzi; the cluster is made once."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("你 好") / "丰 泽"
        patch.setenv("PORTAL_LOCAL_DIR", str(folder))
        yield Place(folder)


def processes_of(place: Place) -> list[str]:
    """Command lines that name the place, or its broker's port."""
    names = (str(place.folder), f":{broker.url(place).rsplit(':', 1)[1].split('/')[0]}")
    lines = [processes.command_line(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [line for line in lines if any(name in line for name in names)]


def connect(place: Place, role: str = "portal_app") -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(database_url(place, role), autocommit=True)


def user_of(place: Place) -> subprocess.Popen[str]:
    """Another process that uses the services until it is killed."""
    script = (
        "import sys, time; from unionportal.embedded.places import Place; from unionportal.embedded.services import using\n"
        "from pathlib import Path\n"
        "with using(Place(Path(sys.argv[1]))): print('ready', flush=True); time.sleep(600)"
    )
    command = [sys.executable, "-c", script, str(place.folder)]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.stdout.close()
    return process


def wait_until_gone(place: Place) -> None:
    assert locks.wait_until_free(place.run / "keeper", 30)
    deadline = time.monotonic() + 10
    while processes_of(place) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of(place) == []
    assert not place.sockets.exists()


def test_services_answer_inside_and_are_gone_after(place: Place) -> None:
    with using(place):
        with connect(place) as connection:
            assert connection.execute("SELECT current_user, current_database()").fetchone() == ("portal_app", "portal")
        assert redis.Redis.from_url(broker.url(place)).ping()
    wait_until_gone(place)


def test_app_role_uses_tables_and_owns_none(place: Place) -> None:
    with using(place), connect(place, "portal_owner") as owner, connect(place) as app:
        owner.execute("CREATE TABLE trial (id bigint GENERATED ALWAYS AS IDENTITY, word text)")
        app.execute("INSERT INTO trial (word) VALUES ('诉求')")
        assert app.execute("SELECT word FROM trial").fetchone() == ("诉求",)
        for refused in ("DROP TABLE trial", "TRUNCATE trial", "CREATE TABLE mine (id int)", "CREATE ROLE other"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(refused)
        owner.execute("DROP TABLE trial")


def test_database_is_reached_by_the_socket_only(place: Place) -> None:
    with using(place), connect(place) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        assert place.sockets.stat().st_mode & 0o777 == 0o700


def test_broker_refuses_who_has_no_password(place: Place) -> None:
    with using(place):
        stranger = redis.Redis.from_url("redis://127.0.0.1:" + broker.url(place).rsplit(":", 1)[1])
        with pytest.raises(redis.AuthenticationError):
            stranger.ping()
        stranger.close()


def test_second_user_shares_and_the_last_one_stops(place: Place) -> None:
    with using(place):
        other = user_of(place)
        with connect(place) as connection:
            began = connection.execute("SELECT pg_postmaster_start_time()").fetchone()
    assert keeper_lives(place)
    with using(place), connect(place) as connection:
        assert connection.execute("SELECT pg_postmaster_start_time()").fetchone() == began
    other.kill()
    other.wait()
    wait_until_gone(place)


def test_data_is_kept_between_uses(place: Place) -> None:
    with using(place), connect(place, "portal_owner") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        redis.Redis.from_url(broker.url(place)).set("kept", "7")
    with using(place), connect(place, "portal_owner") as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
        assert redis.Redis.from_url(broker.url(place)).get("kept") == b"7"
        connection.execute("DROP TABLE kept")


def test_killed_service_is_started_again(place: Place) -> None:
    with using(place):
        with connect(place, "postgres") as connection:
            row = connection.execute("SELECT pg_postmaster_start_time()").fetchone()
        os.kill(int((place.database / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                with connect(place, "postgres") as connection:
                    assert connection.execute("SELECT pg_postmaster_start_time()").fetchone() != row
                break
            except psycopg.OperationalError:
                time.sleep(0.1)
        else:
            pytest.fail("the database did not come back")


def test_stale_lock_file_of_a_killed_server_is_removed(place: Place) -> None:
    """The number in it has gone to another program meanwhile: PostgreSQL alone would refuse to start."""
    with using(place):
        pass
    other = subprocess.Popen(["sleep", "60"])
    content = f"{other.pid}\n{place.database}\n1700000000\n5432\n{place.sockets}\n"
    (place.database / "postmaster.pid").write_text(content)
    try:
        with using(place), connect(place) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_server_left_running_by_a_killed_keeper_is_ended(place: Place) -> None:
    place.prepare()
    orphan = Postgres(place)
    orphan.start()
    left = broker.Broker(place)
    left.start()
    assert orphan.process is not None
    assert left.process is not None
    with using(place), connect(place) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert orphan.process.wait(10) == 0
        assert left.process.wait(10) == 0


def test_cluster_half_made_by_a_killed_run_is_made_anew(place: Place, tmp_path: Path) -> None:
    half = Place(tmp_path / "half")
    half.prepare()
    (half.folder / "postgres.new" / "base").mkdir(parents=True)
    with using(half, throwaway=True), connect(half) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not half.database.exists()
