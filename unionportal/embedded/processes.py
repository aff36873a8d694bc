"""Starting programs so that none outlives us, and ending them."""

import functools
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path


@functools.cache
def dying_with_parent(signal_name: str) -> tuple[str, ...]:
    """A command prefix after which Linux sends `signal_name` to the program when its parent dies; empty elsewhere."""
    setpriv = shutil.which("setpriv")
    prefix = (setpriv or "", "--pdeathsig", signal_name, "--")
    if setpriv and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0:
        return prefix
    return ()


def append_to(log: Path) -> int:
    """A descriptor that appends to `log`, readable by the owner only."""
    return os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def end(
    process: subprocess.Popen[bytes], steps: tuple[tuple[signal.Signals, float], ...], *, group: bool = False
) -> None:
    """Send each signal and wait its seconds until the process has ended; with `group`, to all of its process group.

    After this nothing of the process (or group) is left: the last step is SIGKILL, without a limit.
    """
    for each, seconds in (*steps, (signal.SIGKILL, 30.0)):
        if process.poll() is None:
            _send(process.pid, each, group=group)
        try:
            process.wait(seconds)
            break
        except subprocess.TimeoutExpired:
            continue
    if group:
        _send(process.pid, signal.SIGKILL, group=True)


def _send(pid: int, which: signal.Signals, *, group: bool) -> None:
    try:
        if group:
            os.killpg(pid, which)
        else:
            os.kill(pid, which)
    except (ProcessLookupError, PermissionError):
        pass  # already gone; macOS answers EPERM for a group of zombies


def command_line(pid: int) -> str:
    """The command line of a running process; empty when there is none or it may not be read."""
    try:
        return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" "))
    except OSError:
        found = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, check=False)
        return os.fsdecode(found.stdout).strip()


def wait_until_gone(pid: int, mark: str, seconds: float) -> bool:
    """Wait until no process with this number has `mark` in its command line; False when one has after `seconds`.

    For processes that are not our children: the number alone may go to another program, and a zombie keeps it.
    """
    deadline = time.monotonic() + seconds
    while mark in command_line(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
