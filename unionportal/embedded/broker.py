"""The message broker of a clone: redis-server or valkey-server from the PATH, else a stand-in written in Python."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from typing import Any

from unionportal.embedded import private_files, processes
from unionportal.embedded.places import PROJECT, Place
from unionportal.embedded.trouble import Trouble, from_log

_STOP = ((signal.SIGTERM, 10.0),)
_HOST = "127.0.0.1"


def server_program() -> str | None:
    """A real server on the PATH."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


def url(place: Place) -> str:
    """The broker's address: the one it runs at, or would run at. A password keeps other accounts of the machine out."""
    note = _note(place)
    return f"redis://:{note['password']}@{_HOST}:{note['port']}/0"


def _note(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = private_files.read_or_make(place.folder / "broker.json", _new_note)
    return found


def _new_note() -> dict[str, Any]:
    return {"port": _free_port(), "password": secrets.token_urlsafe(24)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port


class Broker:
    """A broker on the loopback port noted in `broker.json`. `throwaway`: keeps nothing on disk."""

    def __init__(self, place: Place, *, throwaway: bool = False) -> None:
        self.place = place
        self.throwaway = throwaway
        self.process: subprocess.Popen[bytes] | None = None
        self.program = server_program()

    def start(self) -> None:
        """Start it; after this it answers. When the noted port has gone to another program, a new one is noted first."""
        self.place.broker.mkdir(mode=0o700, exist_ok=True)
        note = _note(self.place)
        self._end_orphan(note)
        if not _is_free(note["port"]):
            note = {**note, "port": _free_port()}
            private_files.write(self.place.folder / "broker.json", note)
        log = self.place.log("broker")
        since = log.stat().st_size if log.exists() else 0
        command, configuration = self._server(note) if self.program else self._stand_in(note)
        descriptor = processes.append_to(log)
        try:
            self.process = subprocess.Popen(
                [*processes.dying_with_parent("TERM"), *command],
                stdin=subprocess.PIPE,
                stdout=descriptor,
                stderr=descriptor,
                cwd=self.place.broker,
                env={**os.environ, "PYTHONPATH": str(PROJECT)},
                start_new_session=True,
            )
        finally:
            os.close(descriptor)
        assert self.process.stdin is not None
        self.process.stdin.write(configuration)
        if self.program:
            self.process.stdin.close()  # the stand-in keeps the pipe: it ends when its keeper does
        else:
            self.process.stdin.flush()
        deadline = time.monotonic() + 60
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise from_log(log, since, "任务队列（Redis）没有启动成功。")
            time.sleep(0.03)

    def stop(self) -> None:
        """After this its data is on disk and no process of it is left."""
        if self.process is not None:
            processes.end(self.process, _STOP)
            self.process = None

    def answers(self) -> bool:
        return _says(_note(self.place), "PING") == b"+PONG"

    def _server(self, note: dict[str, Any]) -> tuple[list[str], bytes]:
        """Configuration comes by standard input: no password on a command line, no quoting of paths."""
        keeps = 'save ""\nappendonly no\n' if self.throwaway else 'save ""\nappendonly yes\nappendfsync everysec\n'
        text = f"bind {_HOST}\nport {note['port']}\nprotected-mode yes\nrequirepass {note['password']}\ndaemonize no\n{keeps}"
        return [str(self.program), "-"], text.encode()

    def _stand_in(self, note: dict[str, Any]) -> tuple[list[str], bytes]:
        command = [sys.executable, "-m", "unionportal.embedded.stand_in_broker"]
        return command, f"{note['port']} {note['password']}\n".encode()

    def _end_orphan(self, note: dict[str, Any]) -> None:
        """End the broker of a killed run, known by our password; two on one folder would spoil each other's file."""
        if _says(note, "PING") != b"+PONG":
            return
        _says(note, "SHUTDOWN")
        deadline = time.monotonic() + 15
        while not _is_free(note["port"]):
            if time.monotonic() > deadline:
                raise Trouble(f"上次运行留下的任务队列（端口 {note['port']}）无法停止：请手工结束它后重试。")
            time.sleep(0.05)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError:
            return False
    return True


def _says(note: dict[str, Any], command: str) -> bytes:
    """The first line of the answer to `command`, empty when nothing (of ours) answers."""
    try:
        with socket.create_connection((_HOST, note["port"]), timeout=1) as connection:
            connection.sendall(_spoken("AUTH", note["password"]) + _spoken(command))
            lines = connection.makefile("rb")
            return (lines.readline().strip() == b"+OK" and lines.readline().strip()) or b""
    except OSError:
        return b""


def _spoken(*words: str) -> bytes:
    """A command in the protocol of Redis; the stand-in does not take commands typed by hand."""
    return f"*{len(words)}\r\n".encode() + b"".join(f"${len(word.encode())}\r\n{word}\r\n".encode() for word in words)
