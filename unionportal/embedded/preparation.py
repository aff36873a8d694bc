"""Between "the database answers" and "the portal runs": migrations, static files, demo data."""

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable

from unionportal.embedded import private_files, processes
from unionportal.embedded.places import PROJECT, Place
from unionportal.embedded.postgres import Postgres
from unionportal.embedded.services import Say
from unionportal.embedded.trouble import from_log

GoOn = Callable[[], bool]


def prepare(place: Place, say: Say, go_on: GoOn) -> None:
    """Bring the database and the static files up to the code, and fill an empty database with the demo story.

    Ends the step under way as soon as `go_on()` turns False: migrations are transactions, static files and demo data are
    made again by the next start. Raises Trouble when a step fails.
    """
    if _noted(place) == "begun":
        say("上次装入演示数据时中断，正在从头重建")
        Postgres(place).remake()
        _note(place, "")
    say("正在更新数据表结构")
    if not _manage(place, go_on, "migrate", "--no-input", "--verbosity", "0"):
        return
    if (current := _static_state()) != private_files.read(place.run / "static.json"):
        say("正在整理样式与图标")
        if not _manage(place, go_on, "collectstatic", "--no-input", "--clear", "--verbosity", "0"):
            return
        private_files.write(place.run / "static.json", [current[0], 1])
    if _wants_demo_data(place):
        say("正在装入演示数据（只在第一次启动时，约需一两分钟）")
        _note(place, "begun")
        if _manage(place, go_on, "demo_data", show=True):
            _note(place, "done")


def _manage(place: Place, go_on: GoOn, *arguments: str, show: bool = False) -> bool:
    """One management command, its output in the log; with `show` its standard output is for the person waiting.

    False when it was ended early because `go_on()` turned False.
    """
    log = place.log("prepare")
    since = log.stat().st_size if log.exists() else 0
    descriptor = processes.append_to(log)
    try:
        process = subprocess.Popen(
            [*processes.dying_with_parent("TERM"), sys.executable, str(PROJECT / "manage.py"), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=None if show else descriptor,
            stderr=descriptor,
            cwd=PROJECT,
            env={**os.environ, "PYTHONUTF8": "1"},
            start_new_session=True,
        )
    finally:
        os.close(descriptor)
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
            break
        if not go_on():
            processes.end(process, ((signal.SIGTERM, 10.0),), group=True)
            return False
    if process.returncode != 0:
        raise from_log(log, since, f"准备步骤 manage.py {arguments[0]} 没有成功。")
    return True


def _static_state() -> list[str | int]:
    """What changes when the result of collectstatic would: our files, the installed packages, the folder itself."""
    digest = hashlib.sha256()
    for path in sorted((PROJECT / "static").rglob("*")):
        found = path.stat()
        digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode(errors="surrogateescape"))
    stamp = PROJECT / ".venv" / "portal.json"
    digest.update(stamp.read_bytes() if stamp.exists() else b"")
    return [digest.hexdigest(), int((PROJECT / "staticfiles" / "staticfiles.json").exists())]


def _wants_demo_data(place: Place) -> bool:
    """Only when this version has a demo story and nobody has an account yet."""
    if not any(PROJECT.glob("*/management/commands/demo_data.py")) or _noted(place) == "done":
        return False
    return not Postgres(place).asks("SELECT EXISTS (SELECT FROM accounts_user)")


def _noted(place: Place) -> str:
    return private_files.read(place.folder / "demo-data.json") or ""


def _note(place: Place, state: str) -> None:
    private_files.write(place.folder / "demo-data.json", state)
