"""gunicorn on a data set, as deploy runs it: gthread, two workers of four threads."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import database

PORT = 8765
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """Its processes; figures are read from /proc."""

    master: int
    size: str

    def workers(self) -> list[int]:
        return children(self.master)

    def seconds_used(self) -> float:
        """Processor time of the web workers and of their database connections so far."""
        return sum(_seconds(pid) for pid in [*self.workers(), *database.backends(self.size)])


@contextlib.contextmanager
def running(size: str) -> Iterator[Server]:
    """Until the block ends. Static files must have been collected."""
    environment = {**database.environment(size), "PYTHONPATH": str(database.ROOT)}
    command = [sys.executable, "-m", "gunicorn", "unionportal.wsgi:application", "--bind", f"127.0.0.1:{PORT}"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    command += ["--keep-alive", "600", "--no-control-socket"]
    log = (database.FOLDER / "web.log").open("w")
    process = subprocess.Popen(command, env=environment, cwd=database.ROOT, stdout=log, stderr=log)
    try:
        _wait(process)
        yield Server(process.pid, size)
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def collect_static(size: str) -> None:
    database.run(["manage.py", "collectstatic", "--no-input", "--verbosity", "0"], size)


def _wait(process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", PORT), 1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {database.FOLDER / 'web.log'}")


def children(pid: int) -> list[int]:
    """Of a process, the oldest first."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def memory(pid: int) -> dict[str, float]:
    """Megabytes: `rss` as ps shows it, `pss` with shared pages divided among those who share them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("Rss:", "Pss:"))}
    return {"rss": sizes["Rss"] / 1024, "pss": sizes["Pss"] / 1024}


def _seconds(pid: int) -> float:
    with contextlib.suppress(FileNotFoundError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK
    return 0.0
