"""Using the services of a clone: start them if they do not run, leave them to others who still use them."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator

from unionportal.embedded import locks, processes
from unionportal.embedded.places import PROJECT, Place, here
from unionportal.embedded.trouble import Trouble, from_os_error

Say = Callable[[str], None]
_END = 90.0  # seconds for an orderly end of PostgreSQL after heavy writing


def silently(_sentence: str) -> None:
    """For callers whose output belongs to someone else."""


@contextlib.contextmanager
def running_services(say: Say = silently) -> Iterator[None]:
    """The clone's PostgreSQL and broker answer inside this block.

    With DATABASE_URL set there is nothing of ours to run. Raises Trouble when they cannot be started.
    """
    if "DATABASE_URL" in os.environ:
        yield
        return
    with using(here(), say=say):
        yield


@contextlib.contextmanager
def using(place: Place, *, throwaway: bool = False, say: Say = silently) -> Iterator[None]:
    """The services of `place` answer inside this block; after it they have stopped, unless someone else uses them."""
    try:
        place.prepare()
        guard = place.run / "guard"
        with locks.alone(guard):
            users = locks.Lock(place.run / "users")
            users.share()
            try:
                if not keeper_lives(place):
                    _start_keeper(place, throwaway=throwaway, say=say)
            except BaseException:
                users.close()
                raise
    except OSError as error:
        raise from_os_error(error) from error
    try:
        yield
    finally:
        with locks.alone(guard):
            _leave(place, users)


def keeper_lives(place: Place) -> bool:
    """Whether the services of `place` are being kept up."""
    return locks.held(place.run / "keeper")


def _start_keeper(place: Place, *, throwaway: bool, say: Say) -> None:
    command = [
        sys.executable,
        "-m",
        "unionportal.embedded.keeper",
        str(place.folder),
        *(["--throwaway"] if throwaway else []),
    ]
    errors = processes.append_to(place.log("keeper"))
    try:
        keeper = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"},
            start_new_session=True,
            text=True,
            encoding="utf-8",
        )
    finally:
        os.close(errors)
    assert keeper.stdout is not None
    with keeper.stdout as report:
        for line in report:
            word, _, sentence = line.strip().partition(" ")
            if word == "say":
                say(sentence)
            elif word == "ready":
                _forget(keeper)
                return
            elif word == "trouble":
                keeper.wait()
                raise Trouble(sentence)
    raise Trouble(f"数据库服务没有启动成功。详情见 {place.logs / 'keeper.log'}。")


def _forget(keeper: subprocess.Popen[str]) -> None:
    """The keeper looks after itself; without this, Python warns that we do not wait for it."""
    keeper.returncode = 0


def _leave(place: Place, users: locks.Lock) -> None:
    """Stop using the services. When we were the last, wait until the keeper has stopped them.

    The guard is held: nobody arrives meanwhile. If the lock can neither be taken nor shared, the keeper already has it.
    """
    users.release()
    last = users.try_take() or not users.try_share()
    users.close()
    if last and not locks.wait_until_free(place.run / "keeper", _END):
        raise Trouble(f"数据库在{_END:.0f}秒内没有停下来，将在后台继续停止；详情见 {place.logs / 'postgres.log'}。")
