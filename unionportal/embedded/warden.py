"""Ends the process groups of a supervisor that died without ending them itself (SIGKILL, out of memory).

Reads `+group` and `-group` lines from standard input, a pipe whose other end only the supervisor holds; the end of the
file is the supervisor's end. Works on every Unix, unlike a parent-death signal.
"""

import contextlib
import os
import signal
import sys
import time

_GRACE = 8.0


def main() -> None:
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        sign, group = line[0], int(line[1:])
        if sign == "+":
            groups.add(group)
        else:
            groups.discard(group)
    _send(groups, signal.SIGTERM)
    deadline = time.monotonic() + _GRACE
    while (groups := {group for group in groups if _exists(group)}) and time.monotonic() < deadline:
        time.sleep(0.1)
    _send(groups, signal.SIGKILL)


def _send(groups: set[int], which: signal.Signals) -> None:
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, which)


def _exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    main()
