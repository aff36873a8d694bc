"""`make demo`: the whole portal on this machine until Ctrl-C.

The supervisor: one per clone. It uses the services, prepares the database, runs gunicorn, the Celery worker and beat,
and on SIGINT, SIGTERM or SIGHUP ends all of them before it ends itself. A warden ends them should it be killed.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from unionportal.embedded import accounts, locks, preparation, processes
from unionportal.embedded.places import PROJECT, Place, here
from unionportal.embedded.services import keeper_lives, using
from unionportal.embedded.trouble import Trouble, from_os_error, require_space

_STOP = ((signal.SIGTERM, 12.0),)
_LEAST_SPACE = 300  # MB: the database with the demo story, its log and the static files
_RESTARTS, _WITHIN = 5, 60.0


class Child:
    """One long-running process of the portal, in its own process group."""

    def __init__(self, name: str, title: str, command: list[str], passed: tuple[int, ...] = ()) -> None:
        self.name = name
        self.title = title
        self.command = command
        self.passed = passed
        self.deaths: list[float] = []
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, place: Place, environment: dict[str, str]) -> None:
        descriptor = processes.append_to(place.log(self.name))
        try:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=descriptor,
                stderr=descriptor,
                cwd=PROJECT,
                env=environment,
                pass_fds=self.passed,
                start_new_session=True,
            )
        finally:
            os.close(descriptor)

    def dies_too_often(self) -> bool:
        now = time.monotonic()
        self.deaths = [*(death for death in self.deaths if now - death < _WITHIN), now]
        return len(self.deaths) >= _RESTARTS


class Supervisor:
    def __init__(self, place: Place, port: int) -> None:
        self.place = place
        self.port = port
        self.children: list[Child] = []
        self.asked_to_stop = False
        self._environment: dict[str, str] = {}
        self._began = time.monotonic()
        self._parent = os.getppid() if "MAKELEVEL" in os.environ else None
        self._warden: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def run(self) -> None:
        """Start everything, wait, stop everything. Raises Trouble when a part does not start or keeps dying."""
        with socket.socket() as listener:
            self._reserve(listener)
            self._say("正在启动数据库与任务队列")
            with using(self.place, say=self._say):
                preparation.prepare(self.place, self._say, go_on=lambda: not self._must_stop())
                if self._must_stop():
                    return
                try:
                    self._start(listener)
                    if self._wait_for_web():
                        self._announce()
                    self._watch()
                finally:
                    print("\n正在停止……", flush=True)
                    self._stop()
        print("已全部停止，数据保留在 .local/ 中。", flush=True)

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """For signal handlers. A second signal does not hurry: it could leave processes behind."""
        self.asked_to_stop = True

    def _must_stop(self) -> bool:
        """Asked by a signal, or `make` above us was killed."""
        return self.asked_to_stop or (self._parent is not None and os.getppid() != self._parent)

    def _say(self, sentence: str) -> None:
        print(f"[{time.monotonic() - self._began:4.1f}秒] {sentence}", flush=True)

    def _reserve(self, listener: socket.socket) -> None:
        """Take the port first of all, and keep it: the sentence comes before a minute of work, not after it."""
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", self.port))
        except PermissionError as error:
            raise Trouble(
                f"当前账号不能使用端口 {self.port}：请换一个大于1023的端口，例如 PORT=8001 make demo。"
            ) from error
        except OSError as error:
            raise Trouble(
                f"端口 {self.port} 已被其他程序占用：请关闭它，或换一个端口，例如 PORT={self.port + 1} make demo。"
            ) from error

    def _start(self, listener: socket.socket) -> None:
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(PROJECT),
            "PYTHONUTF8": "1",
            "PYTHONUNBUFFERED": "1",
            "PORTAL_URL": self.address.rstrip("/"),
        }
        self._warden = subprocess.Popen(
            [sys.executable, "-I", "-S", str(PROJECT / "unionportal/embedded/warden.py")],
            stdin=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )
        self.children = _children(self.place, listener.fileno())
        self._say("正在启动网页服务、后台任务与定时任务")
        for child in self.children:
            child.start(self.place, self._environment)
            self._tell_warden("+", child)

    def _wait_for_web(self) -> bool:
        """True when the portal answers; False when we were asked to stop meanwhile."""
        deadline = time.monotonic() + 90
        while not self._must_stop():
            self._look_after_children()
            try:
                with urllib.request.urlopen(self.address, timeout=2) as answer:  # nosec B310 - our own http address
                    answer.read(1)
                return True
            except urllib.error.HTTPError as answered:
                if answered.code < 500:
                    return True
                raise Trouble(
                    f"门户已启动，但首页报错（{answered.code}）；详情见 {self.place.logs / 'web.log'}。"
                ) from answered
            except OSError:
                if time.monotonic() > deadline:
                    raise Trouble(f"网页服务没有启动成功；详情见 {self.place.logs / 'web.log'}。") from None
                time.sleep(0.1)
        return False

    def _announce(self) -> None:
        self._say("启动完成")
        listed = accounts.listed()
        lines = ["", f"门户地址：{self.address}", f"演示密码：{accounts.password()}（本机生成，所有演示账号通用）"]
        if listed:
            width = max(len(account.username) for account in listed)
            lines.append("演示账号：")
            lines += [f"  {account.username:<{width}}  {account.name}　{account.role}" for account in listed]
        lines += ["运行日志：.local/log/", "按 Ctrl-C 停止。", ""]
        print("\n".join(lines), flush=True)

    def _watch(self) -> None:
        while not self._must_stop():
            self._look_after_children()
            if not keeper_lives(self.place):
                raise Trouble(f"数据库或任务队列意外停止；详情见 {self.place.logs}。")
            time.sleep(0.3)

    def _look_after_children(self) -> None:
        for child in self.children:
            if child.process is None or child.process.poll() is None:
                continue
            if child.dies_too_often():
                raise Trouble(f"{child.title}反复退出，无法继续；详情见 {self.place.logs / (child.name + '.log')}。")
            self._say(f"{child.title}意外退出，正在重新启动")
            self._tell_warden("-", child)
            processes.end(child.process, (), group=True)  # what it left behind
            time.sleep(len(child.deaths) - 1)
            child.start(self.place, self._environment)
            self._tell_warden("+", child)

    def _stop(self) -> None:
        """Ask all, then wait for each: the slowest one sets the time."""
        for child in self.children:
            if child.process is not None and child.process.poll() is None:
                child.process.send_signal(signal.SIGTERM)
        for child in self.children:
            if child.process is not None:
                processes.end(child.process, _STOP, group=True)
        if self._warden is not None and self._warden.stdin is not None:
            for child in self.children:
                self._tell_warden("-", child)
            self._warden.stdin.close()
            self._warden.wait()

    def _tell_warden(self, sign: str, child: Child) -> None:
        if self._warden is not None and self._warden.stdin is not None and child.process is not None:
            try:
                self._warden.stdin.write(f"{sign}{child.process.pid}\n")
                self._warden.stdin.flush()
            except BrokenPipeError:
                pass  # someone killed it; the ordinary stop does not need it


def _children(place: Place, listener: int) -> list[Child]:
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--app", "unionportal.celery", "--skip-checks"]
    return [
        Child(
            "web",
            "网页服务",
            [
                *(*python, "gunicorn", "unionportal.wsgi:application", "--bind", f"fd://{listener}"),
                *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
                *("--graceful-timeout", "8", "--no-control-socket", "--access-logfile", "-"),
            ],
            passed=(listener,),
        ),
        Child(
            "worker",
            "后台任务",
            [*celery, "worker", "--concurrency", "2", "--hostname", f"portal-{secrets.token_hex(3)}@%h"],
        ),
        Child("beat", "定时任务", [*celery, "beat", "--schedule", str(place.run / "beat-schedule"), "--pidfile", ""]),
    ]


def port_from(text: str) -> int:
    """The port in the variable PORT. Raises Trouble when it is not one."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Trouble(f"PORT={text} 不是有效的端口：请给出1至65535之间的整数，例如 PORT=8001 make demo。")
    return int(text)


def main() -> int:
    place = here()
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.stderr.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        if "DATABASE_URL" in os.environ:
            raise Trouble("已设置 DATABASE_URL：make demo 只用内置数据库，请先取消该变量（unset DATABASE_URL）。")
        port = port_from(os.environ.get("PORT") or "8000")
        place.prepare()
        require_space(place.folder, _LEAST_SPACE)
        lock = locks.Lock(place.run / "demo")
        if not lock.try_take():
            raise Trouble(
                f"演示已在运行：{(place.run / 'demo').read_text()}；要停止它，请在它的窗口按 Ctrl-C，或运行 make stop。"
            )
        supervisor = Supervisor(place, port)
        lock.note(f"{supervisor.address}（进程 {os.getpid()}）")
        for which in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(which, supervisor.stop)
        supervisor.run()
        lock.close()
    except Trouble as trouble:
        print(trouble, file=sys.stderr, flush=True)
        return 1
    except OSError as error:
        print(from_os_error(error), file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
