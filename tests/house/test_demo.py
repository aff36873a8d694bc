"""`make demo` as a newcomer runs it, with real processes, in a path with blanks and hanzi."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from unionportal.embedded import locks, processes
from unionportal.embedded.places import PROJECT, Place

pytestmark = pytest.mark.slow

_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".local", "staticfiles", "__pycache__", ".*_cache")


class Clone:
    """A copy of the project that borrows our `.venv`."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(PROJECT, folder, ignore=_LEFT_OUT)
        (folder / ".venv").symlink_to(PROJECT / ".venv")
        self.folder = folder
        self.place = Place(folder / ".local")
        self.port = free_port()
        self.began: list[subprocess.Popen[str]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def make(self, target: str, **options: object) -> subprocess.Popen[str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment = {**kept, "LC_ALL": "C.UTF-8", "PORT": str(self.port)}
        process = subprocess.Popen(
            ["make", target],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            **options,  # type: ignore[call-overload]
        )
        self.began.append(process)
        return process

    def start(self) -> tuple[subprocess.Popen[str], float]:
        """Run `make demo` until it has printed its address; gives the process and the seconds it took."""
        began = time.monotonic()
        process = self.make("demo")
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith("按 Ctrl-C"):
                return process, time.monotonic() - began
        pytest.fail("".join(lines))

    def supervisor(self) -> int:
        return int((self.place.run / "demo").read_text().rsplit(" ", 1)[1].rstrip("）"))

    def processes(self) -> list[str]:
        """Command lines of everything that still runs in or for this clone."""
        lines = [processes.command_line(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
        names = (str(self.folder), str(self.place.sockets), f"portal-{self.place.sockets.name}")
        return [line for line in lines if any(name in line for name in names)]

    def answer(self) -> int:
        try:
            with urllib.request.urlopen(self.address, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as answered:
            return answered.code

    def end(self) -> None:
        for process in self.began:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.communicate(timeout=120)
        locks.wait_until_free(self.place.run / "keeper", 60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_nothing_runs(clone: Clone, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while clone.processes() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert clone.processes() == []
    assert not clone.place.sockets.exists()
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", clone.port), timeout=1):
        pass


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """Started once before the tests, so that each of them is a second start."""
    parent = tmp_path_factory.mktemp("private")
    parent.chmod(0o700)
    clone = Clone(parent / "你 好" / "丰 泽")
    process, _ = clone.start()
    process.terminate()
    process.communicate(timeout=120)
    yield clone
    clone.end()
    shutil.rmtree(clone.folder)


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_stops_every_process(clone: Clone, which: signal.Signals) -> None:
    process, _ = clone.start()
    assert clone.answer() < 500
    assert len(clone.processes()) >= 6
    os.killpg(process.pid, which)  # as a terminal does: to the whole foreground group
    said = process.communicate(timeout=120)[0]
    assert said.endswith(
        ("已全部停止，数据保留在 .local/ 中。\n", "Error 1\n", "Interrupt\n", "Terminated\n", "Hangup\n")
    )
    assert "Traceback" not in said
    wait_until_nothing_runs(clone)


def test_second_start_is_quick_and_keeps_data(clone: Clone) -> None:
    process, _ = clone.start()
    sql(clone, "CREATE TABLE kept AS SELECT 7 AS number")
    process.terminate()
    process.communicate(timeout=120)
    process, seconds = clone.start()
    assert sql(clone, "SELECT number FROM kept") == "7"
    sql(clone, "DROP TABLE kept")
    process.terminate()
    process.communicate(timeout=120)
    assert seconds < 30  # the bar of ten seconds is for a machine with nothing else to do: bench/


def test_killed_supervisor_leaves_nothing(clone: Clone) -> None:
    process, _ = clone.start()
    os.kill(clone.supervisor(), signal.SIGKILL)
    process.communicate(timeout=60)
    wait_until_nothing_runs(clone)


def test_killed_make_takes_the_demo_along(clone: Clone) -> None:
    process, _ = clone.start()
    process.kill()
    assert locks.wait_until_free(clone.place.run / "demo", 60)
    process.communicate(timeout=60)
    wait_until_nothing_runs(clone)


def test_start_after_everything_was_killed(clone: Clone) -> None:
    process, _ = clone.start()
    victims = [clone.supervisor(), int((clone.place.database / "postmaster.pid").read_text().split()[0])]
    keeper = [
        entry.name for entry in Path("/proc").iterdir() if entry.name.isdigit() and is_keeper(clone, int(entry.name))
    ]
    for pid in (*map(int, keeper), *victims):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.communicate(timeout=60)
    process, _ = clone.start()
    assert clone.answer() < 500
    process.terminate()
    process.communicate(timeout=120)
    wait_until_nothing_runs(clone)


def test_taken_port_is_one_sentence(clone: Clone) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", clone.port))
        other.listen()
        said = clone.make("demo").communicate(timeout=60)[0]
    assert said.splitlines()[0] == (
        f"端口 {clone.port} 已被其他程序占用：请关闭它，或换一个端口，例如 PORT={clone.port + 1} make demo。"
    )
    assert "Traceback" not in said
    assert clone.processes() == []


def test_running_demo_is_one_sentence(clone: Clone) -> None:
    process, _ = clone.start()
    said = clone.make("demo").communicate(timeout=60)[0].splitlines()[0]
    assert said.startswith(f"演示已在运行：{clone.address}")
    assert clone.make("demo-reset").communicate(timeout=60)[0].splitlines()[0] == (
        "演示或某个命令正在使用数据：请先停止（make stop），再清除。"
    )
    assert clone.make("stop").communicate(timeout=120)[0] == "正在停止……\n已停止。\n"
    process.communicate(timeout=60)
    wait_until_nothing_runs(clone)


def test_killed_worker_is_started_again(clone: Clone) -> None:
    process, _ = clone.start()
    worker = next(
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and is_worker(clone, int(entry.name))
    )
    os.kill(worker, signal.SIGKILL)
    assert process.stdout is not None
    assert next(line for line in process.stdout if "意外退出" in line).endswith("后台任务意外退出，正在重新启动\n")
    process.terminate()
    process.communicate(timeout=120)
    wait_until_nothing_runs(clone)


def test_stand_in_broker_serves_where_no_redis_is(
    clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "python3").symlink_to(os.path.realpath(sys.executable))
    for program in ("make", "sh", "setpriv", "unshare", "ps", "true", "env", "rm"):
        found = shutil.which(program)
        if found:
            (tmp_path / program).symlink_to(os.path.realpath(found))
    monkeypatch.setenv("PATH", str(tmp_path))
    process = clone.make("demo")
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("按 Ctrl-C"):
            break
    assert [line for line in said if "未找到 redis-server" in line], said
    assert clone.answer() < 500
    process.terminate()
    process.communicate(timeout=120)
    wait_until_nothing_runs(clone)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone else; every other run is an ordinary user")
def test_ordinary_user_can_run_it(clone: Clone) -> None:
    other = next((entry for entry in pwd.getpwall() if 1000 <= entry.pw_uid < 60000), None)
    if other is None:
        pytest.skip("no ordinary user on this machine")
    try:
        subprocess.run([str(PROJECT / ".venv/bin/python"), "-c", ""], user=other.pw_uid, check=True)
    except PermissionError:
        pytest.skip("our interpreter is in a folder other users may not enter")
    theirs = Clone(Path("/tmp") / f"portal 测 试 {os.getpid()}")
    try:
        for path in (theirs.folder, *theirs.folder.rglob("*")):
            os.lchown(path, other.pw_uid, other.pw_gid)
        theirs.folder.chmod(0o700)
        process = theirs.make("demo", user=other.pw_uid, group=other.pw_gid)
        assert process.stdout is not None
        assert [line for line in process.stdout if line.startswith("按 Ctrl-C") and process.terminate() is None]
    finally:
        theirs.end()
        shutil.rmtree(theirs.folder)


def is_worker(clone: Clone, pid: int) -> bool:
    line = processes.command_line(pid)
    parent = Path(f"/proc/{pid}/stat")
    return (
        "celery" in line
        and " worker " in line
        and str(clone.folder) in line
        and parent_of(parent) == clone.supervisor()
    )


def is_keeper(clone: Clone, pid: int) -> bool:
    line = processes.command_line(pid)
    return "embedded.keeper" in line and str(clone.folder) in line


def parent_of(stat: Path) -> int:
    try:
        return int(stat.read_text().rsplit(")", 1)[1].split()[1])
    except FileNotFoundError:
        return 0


def sql(clone: Clone, statement: str) -> str:
    import psycopg

    with psycopg.connect(
        f"postgresql://portal_owner@/portal?host={clone.place.sockets}", autocommit=True
    ) as connection:
        cursor = connection.execute(statement)  # type: ignore[arg-type]
        return str(cursor.fetchall()[0][0]) if cursor.description else ""
