"""PostgreSQL refuses to run as root. How root starts it anyway, without changing the mode of any folder above."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from unionportal.embedded.places import PROJECT
from unionportal.embedded.processes import dying_with_parent
from unionportal.embedded.trouble import Trouble

# PostgreSQL stops fast on SIGINT, so that is what it gets when its parent dies.
_PARENT_DEATH = "INT"


@dataclass(frozen=True)
class Identity:
    """How to run PostgreSQL: a command prefix, and the user its files must belong to (None: as they are)."""

    prefix: tuple[str, ...]
    owner: int | None = None


def identity(folder: Path, program: Path) -> Identity:
    """The first way that can really write `folder` and run `program`. Raises Trouble when root has none.

    1. A user namespace: the process is root's own outside and an ordinary user inside.
    2. An unprivileged user that keeps the right to pass root's folders (containers without user namespaces).
    """
    if os.geteuid() != 0:
        return Identity(dying_with_parent(_PARENT_DEATH))
    for way in _ways():
        if _works(way, folder, program):
            return way
    raise Trouble(
        "PostgreSQL 不允许以 root 身份运行，而本机既不能建立用户命名空间，也不能切换到普通账号："
        "请换用普通账号运行，或安装 util-linux（unshare、setpriv）。"
    )


def _ways() -> Iterator[Identity]:
    user = _unprivileged_user()
    unshare, setpriv = shutil.which("unshare"), shutil.which("setpriv")
    if unshare:
        yield Identity((unshare, "--user", f"--map-user={user}", "--", *dying_with_parent(_PARENT_DEATH)), owner=0)
    if setpriv:
        switch = (f"--reuid={user}", f"--regid={_group(user)}", "--clear-groups")
        # access(2), which initdb asks, honours the capability only with no_setuid_fixup.
        caps = ("--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override", "--securebits=+no_setuid_fixup")
        yield Identity((setpriv, *switch, *caps, "--", *dying_with_parent(_PARENT_DEATH)), owner=user)


def _unprivileged_user() -> int:
    """The owner of the clone if it is not root, else who called sudo, else any ordinary entry of the user table.

    It must be an entry: initdb looks its own name up.
    """
    known = {entry.pw_uid for entry in pwd.getpwall()}
    wished = (PROJECT.stat().st_uid, int(os.environ.get("SUDO_UID") or 0), 1000)
    return next(user for user in (*wished, *sorted(known)) if user in known and 0 < user < 65534)


def _group(user: int) -> int:
    return pwd.getpwuid(user).pw_gid


def _works(way: Identity, folder: Path, program: Path) -> bool:
    """Try it for real: make a file in `folder` and run `program --version`, under the owner the files will have."""
    trial = folder / "trial"
    trial.mkdir(mode=0o700, exist_ok=True)
    try:
        if way.owner is not None:
            os.chown(trial, way.owner, -1)
        script = 'cd "$1" && : > file && rm file && exec "$2" --version'
        command = [*way.prefix, "/bin/sh", "-c", script, "sh", str(trial), str(program)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    finally:
        shutil.rmtree(trial, ignore_errors=True)


def hand_over(folder: Path, owner: int | None) -> None:
    """Give `folder` and all in it to `owner`; nothing when it already is theirs."""
    if owner is None or folder.stat().st_uid == owner:
        return
    for here, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.lchown(Path(here) / name, owner, -1)
    os.chown(folder, owner, -1)
