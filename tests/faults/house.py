"""Real processes that can be killed, frozen and started again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import redis
from aiosmtpd.controller import Controller

from tests import harness

PATIENCE = 30.0


def wait_for(condition: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """The first true answer of `condition`; fails by name when none comes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := condition():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds:.0f} s in vain for {what}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """One command in a session of its own, so that its children die with it."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.name, self.command, self.environment, self.log = name, command, environment, log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **environment: str) -> "Process":
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=harness.ROOT,
                env=self.environment | environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def signal(self, number: int) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, number)

    def kill(self) -> None:
        """SIGKILL to all of it at once: nothing is flushed, answered or given back."""
        if self.process is not None and self.process.poll() is None:
            self.signal(signal.SIGCONT)
            self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def freeze(self, seconds: float) -> None:
        """Hang for a while, with the connections open."""
        self.signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.signal(signal.SIGCONT)

    def kill_child(self) -> None:
        """SIGKILL to the process that runs the task, not to its parent."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)


class PostOffice:
    """A real SMTP server; it can keep a sender waiting before it answers."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str]] = []  # recipient, Message-ID of what was accepted
        self.held = 0
        self.hold = False
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        from asyncio import sleep
        from email import message_from_bytes

        if self.hold:
            self.held += 1
            while self.hold:
                await sleep(0.02)
            return "451 4.3.0 not accepted"
        letter = message_from_bytes(envelope.content)
        self.letters.append((envelope.rcpt_tos[0], letter["Message-ID"]))
        return "250 2.0.0 accepted"


class House:
    """Broker, web, worker, two beats and mail server around the database `name`."""

    def __init__(self, name: str, folder: Path) -> None:
        self.folder = folder
        self.post = PostOffice()
        self.broker_port, self.web_port = free_port(), free_port()
        self.pause = folder / "pause"
        self.pause.mkdir()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": harness.with_database(os.environ["DATABASE_URL"], name),
            "DATABASE_OWNER_URL": harness.with_database(os.environ["DATABASE_OWNER_URL"], name),
            "REDIS_URL": f"redis://127.0.0.1:{self.broker_port}/0",
            "STATIC_ROOT": str(folder),
            "FAULTS_SMTP_PORT": str(self.post.port),
            "FAULTS_PAUSE": str(self.pause),
            "LOG_LEVEL": "INFO",
        }
        celery = [sys.executable, "-m", "celery", "-A", "unionportal.celery"]
        quiet = ["--without-mingle", "--without-gossip", "--without-heartbeat"]
        commands = {
            "broker": ["redis-server", "--port", str(self.broker_port), "--bind", "127.0.0.1", "--save", ""],
            "worker": [*celery, "worker", "--pool", "prefork", "--concurrency", "1", *quiet],
            "beat": [*celery, "beat"],
            "beat2": [*celery, "beat"],
            "web": [
                sys.executable, "-m", "gunicorn", "unionportal.wsgi", "--bind", f"127.0.0.1:{self.web_port}",
                "--worker-class", "gthread", "--threads", "4", "--timeout", "60", "--no-control-socket",
            ],
        }  # fmt: skip
        self.processes = {
            role: Process(role, command, environment, folder / f"{role}.log") for role, command in commands.items()
        }
        self.broker, self.worker, self.web = (self.processes[role] for role in ("broker", "worker", "web"))

    def open(self) -> None:
        self.post.controller.start()
        self.broker.start()
        wait_for(lambda: listening(self.broker_port), "the broker")
        for role in ("web", "worker", "beat", "beat2"):
            self.processes[role].start()
        wait_for(lambda: listening(self.web_port), "the web server")

    def close(self) -> None:
        for process in self.processes.values():
            process.kill()
        self.post.controller.stop()

    def restart_broker(self) -> None:
        self.broker.start()
        wait_for(lambda: listening(self.broker_port), "the broker")

    def flush_broker(self) -> None:
        """Lose every message the broker holds."""
        redis.Redis(port=self.broker_port).flushall()

    def tell(self, pk: int, once: str, *, plainly: bool = False, patience: float = 20.0) -> tuple[int, float]:
        """POST a change; (status, seconds). Raises TimeoutError when no answer comes."""
        started = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.web_port, timeout=patience)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(
                "POST", f"/{'tell-plainly' if plainly else 'tell'}/{pk}/", urlencode({"once": once}), headers
            )
            status = connection.getresponse().status
        finally:
            connection.close()
        return status, time.monotonic() - started

    def explain(self) -> None:
        """Let the worker write the stacks of its threads into its log, and note what lies in the broker."""
        if self.worker.process is not None and self.worker.process.poll() is None:
            os.kill(self.worker.process.pid, signal.SIGUSR1)
            time.sleep(0.5)
        broker = redis.Redis(port=self.broker_port, socket_timeout=1)
        with (self.folder / "broker.log").open("a") as log:
            try:
                queued = f"queued: {broker.llen('celery')} {[client['cmd'] for client in broker.client_list()]}"
            except redis.ConnectionError as gone:  # the failure to be explained may be that it does not run
                queued = f"no broker: {gone}"
            print(queued, file=log)

    def logs(self) -> str:
        return "\n".join(f"== {path.name}\n{path.read_text()[-6000:]}" for path in sorted(self.folder.glob("*.log")))
