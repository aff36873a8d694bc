"""File locks that the operating system releases when their holder dies, however it dies."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path


class Lock:
    """One open lock file. Not inherited by programs we start."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def share(self) -> None:
        """Wait until no one holds the lock alone."""
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def take(self) -> None:
        """Wait until no one else holds the lock."""
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def try_share(self) -> bool:
        return self._try(fcntl.LOCK_SH)

    def try_take(self) -> bool:
        return self._try(fcntl.LOCK_EX)

    def release(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Release and forget the file."""
        os.close(self._file)

    def note(self, text: str) -> None:
        """Write `text` into the lock file for whoever finds it held."""
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, text.encode(), 0)

    def _try(self, mode: int) -> bool:
        try:
            fcntl.flock(self._file, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextlib.contextmanager
def alone(path: Path) -> Iterator[Lock]:
    """Hold the lock at `path` alone, waiting for it."""
    lock = Lock(path)
    try:
        lock.take()
        yield lock
    finally:
        lock.close()


def held(path: Path) -> bool:
    """Whether someone holds the lock at `path` alone."""
    if not path.exists():
        return False
    lock = Lock(path)
    try:
        return not lock.try_share()
    finally:
        lock.close()


def wait_until_free(path: Path, seconds: float) -> bool:
    """Wait until no one holds the lock at `path`; False when it still is after `seconds`."""
    end = time.monotonic() + seconds
    while held(path):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
