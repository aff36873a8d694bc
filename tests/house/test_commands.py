"""Management commands in the local profile: those that need nothing start nothing, the others bring their services."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from unionportal.embedded.places import PROJECT, Place


def manage(local: Path, *arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = {**kept, "LC_ALL": "C.UTF-8", "PORTAL_LOCAL_DIR": str(local), **variables}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=PROJECT, env=environment, input=stdin, text=True, capture_output=True, check=False
    )


@pytest.mark.parametrize("arguments", [("version",), ("repair_text",)])
def test_command_without_data_starts_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    local = tmp_path / ".local"
    done = manage(local, *arguments, stdin="工会\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert not (local / "run").exists()
    assert not (local / "postgres").exists()


def test_command_with_data_starts_the_services_and_stops_them(tmp_path: Path) -> None:
    local = tmp_path / "你 好"
    done = manage(
        local,
        "shell",
        "--no-imports",
        "--command",
        "from django.db import connection as c; c.ensure_connection(); print(c.connection.info.user)",
    )
    assert (done.returncode, done.stdout.strip()) == (0, "portal_app"), done.stderr
    assert not (local / "postgres" / "postmaster.pid").exists()
    assert not Place(local).sockets.exists()


def test_services_that_cannot_start_are_one_sentence(tmp_path: Path) -> None:
    local = tmp_path / ".local"
    (local / "postgres").mkdir(parents=True)
    (local / "postgres" / "PG_VERSION").write_text("9.6\n")
    done = manage(local, "shell", "--command", "pass")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "本机数据由 PostgreSQL 9.6 建立，与当前内置版本不同：请按 docs/ops/backup.md 导出后 make demo-reset，再导入。\n"
    )
