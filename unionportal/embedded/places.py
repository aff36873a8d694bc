"""Where a clone keeps what it makes for itself."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from unionportal.embedded.trouble import Trouble

PROJECT = Path(__file__).resolve().parents[2]
_SOCKET_LIMIT = 107  # sun_path of Linux; macOS allows 103, our paths stay below 60


def local_folder() -> Path:
    """`.local/` of this clone, or the folder PORTAL_LOCAL_DIR names (settings.py reads the same variable)."""
    return Path(os.environ.get("PORTAL_LOCAL_DIR") or PROJECT / ".local").absolute()


@dataclass(frozen=True)
class Place:
    """The folders of one set of services: `.local/` for the clone, `.local/test/` for the test run."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "postgres"

    @property
    def broker(self) -> Path:
        return self.folder / "redis"

    @property
    def logs(self) -> Path:
        return self.folder / "log"

    @property
    def run(self) -> Path:
        """Locks and notes of running processes."""
        return self.folder / "run"

    @property
    def sockets(self) -> Path:
        """A short private folder for the database socket: a socket path is limited to about 100 bytes, a project path is not.

        The name is computed, not stored, so that a command started beside a running demo finds the same socket.
        """
        digest = hashlib.sha256(os.fsencode(os.path.realpath(self.folder))).hexdigest()[:10]
        return Path("/tmp") / f"portal-{os.getuid()}-{digest}"  # nosec B108 - owner and mode are checked in prepare()

    def prepare(self) -> None:
        """Make the folders, readable by the owner only. Raises Trouble when the socket folder is not ours."""
        for folder in (local_folder(), self.folder, self.logs, self.run):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise Trouble(f"{self.sockets} 不属于当前账号，出于安全不能使用：请删除它后重试。")
        if stat.S_IMODE(found.st_mode) != 0o700:
            self.sockets.chmod(0o700)
        if len(os.fsencode(self.sockets / ".s.PGSQL.5432")) > _SOCKET_LIMIT:
            raise Trouble(f"套接字路径 {self.sockets} 过长。")

    def log(self, name: str) -> Path:
        """The log file of a process; one that has grown beyond 5 MB is put aside first."""
        path = self.logs / f"{name}.log"
        if path.exists() and path.stat().st_size > 5_000_000:
            path.replace(path.with_suffix(".log.1"))
        return path


def here() -> Place:
    """The services of this clone."""
    return Place(local_folder())
