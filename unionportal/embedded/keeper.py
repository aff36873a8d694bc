"""The process that owns the services of a place: it starts them, keeps them up, and stops them when no one uses them.

Users (the demo, a management command, a test run) hold the lock `run/users` together; the operating system lets go of it
when a user ends, even by SIGKILL. As soon as the keeper gets that lock alone, nobody is left, and it stops what it
started. So nothing outlives its users for long, and no user stops a service under another one.
"""

import argparse
import contextlib
import os
import shutil
import signal
import sys
import time
from collections import deque
from pathlib import Path
from types import FrameType

from unionportal.embedded.broker import Broker
from unionportal.embedded.locks import Lock
from unionportal.embedded.places import Place
from unionportal.embedded.postgres import Postgres
from unionportal.embedded.trouble import Trouble, from_os_error

_PAUSE = 0.2
_RESTARTS, _WITHIN = 5, 60.0  # a service that dies more often than this is not restarted


class Keeper:
    def __init__(self, place: Place, *, throwaway: bool) -> None:
        self.place = place
        self.throwaway = throwaway
        self.asked_to_stop = False
        self._deaths: deque[float] = deque(maxlen=_RESTARTS)

    def run(self) -> int:
        """Start, keep, stop. Tells the starter about it on standard output: `say …`, then `ready` or `trouble …`."""
        own = Lock(self.place.run / "keeper")
        if not own.try_take():
            return _tell("trouble 数据库服务正被另一个进程启动，请稍后重试。", 1)
        users = Lock(self.place.run / "users")
        broker, postgres = None, None
        try:
            if self.throwaway:
                self._throw_away()
            postgres = Postgres(self.place, throwaway=self.throwaway)
            broker = Broker(self.place, throwaway=self.throwaway)
            if not postgres.initialised:
                _tell("say 正在建立数据库（只在第一次启动时）")
            broker.start()
            postgres.start()
            if not broker.program:
                _tell("say 未找到 redis-server，任务队列改用内置替身（较慢，重启后不保留排队任务）")
            _tell("ready")
            _let_go_of_starter()
            return self._keep(postgres, broker, users)
        except Trouble as trouble:
            return _tell(f"trouble {trouble}", 1)
        except OSError as error:
            return _tell(f"trouble {from_os_error(error)}", 1)
        finally:
            if broker:
                broker.stop()
            if postgres:
                postgres.stop()
            if self.throwaway:
                self._throw_away()
            with contextlib.suppress(OSError):
                self.place.sockets.rmdir()
            own.close()  # before `users`: who waits there must not find us still alive
            users.close()

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def _keep(self, postgres: Postgres, broker: Broker, users: Lock) -> int:
        while not users.try_take() and not self.asked_to_stop:
            for service in (postgres, broker):
                if service.process is not None and service.process.poll() is not None:
                    if self._dies_too_often():
                        return 1
                    service.start()
            time.sleep(_PAUSE)
        return 0

    def _dies_too_often(self) -> bool:
        now = time.monotonic()
        self._deaths.append(now)
        return len(self._deaths) == _RESTARTS and now - self._deaths[0] < _WITHIN

    def _throw_away(self) -> None:
        for folder in (self.place.database, self.place.folder / "postgres.new", self.place.broker):
            shutil.rmtree(folder, ignore_errors=True)


def _tell(line: str, code: int = 0) -> int:
    with contextlib.suppress(BrokenPipeError):  # the starter has gone; the lock will tell us
        print(line, flush=True)
    return code


def _let_go_of_starter() -> None:
    """Close the pipe to the process that started us: it is not our parent in any other sense."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--throwaway", action="store_true")
    arguments = parser.parse_args()
    keeper = Keeper(Place(arguments.folder), throwaway=arguments.throwaway)
    signal.signal(signal.SIGTERM, keeper.stop)
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    return keeper.run()


if __name__ == "__main__":
    sys.exit(main())
