"""What a clone makes for itself: keys, password, list of accounts; and the package locks."""

import base64
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from unionportal.embedded import accounts, local_environment, private_files
from unionportal.embedded.accounts import Account
from unionportal.embedded.places import PROJECT, Place


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "你 好" / ".local"
    monkeypatch.setenv("PORTAL_LOCAL_DIR", str(folder))
    return folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_environment_is_made_once_and_private(local: Path) -> None:
    first = local_environment()
    assert local_environment() == first
    assert sorted(first) == ["DATABASE_OWNER_URL", "DATABASE_URL", "FIELD_KEYS", "REDIS_URL", "SECRET_KEY"]
    assert len(first["SECRET_KEY"]) >= 50
    assert [len(base64.b64decode(key["key"])) for key in json.loads(first["FIELD_KEYS"])] == [32]
    assert {mode(path) for path in local.iterdir()} == {0o600}
    assert mode(local) == 0o700


def test_keys_of_the_clone_win_over_exported_ones(local: Path) -> None:
    """Data written with one key and read with another is lost: what happens to be exported must not decide."""
    own = local_environment()["FIELD_KEYS"]
    exported = '[{"id": "k1", "key": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}]'
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE")} | {"FIELD_KEYS": exported}

    used = subprocess.run(
        [sys.executable, "-c", "import json; from unionportal import settings; print(json.dumps(settings.FIELD_KEYS))"],
        cwd=PROJECT, env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip

    assert json.loads(used) == json.loads(own)


def test_environment_starts_nothing(local: Path) -> None:
    local_environment()
    assert sorted(path.name for path in local.iterdir()) == ["broker.json", "keys.json"]
    assert not Place(local).sockets.exists()


def test_environment_agrees_between_processes_that_arrive_together(local: Path) -> None:
    script = "from unionportal.embedded import local_environment as e; print(e()['SECRET_KEY'])"
    command = [sys.executable, "-c", script]
    started = [subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert len({process.communicate()[0] for process in started}) == 1


def test_socket_path_is_short_wherever_the_clone_is(tmp_path: Path) -> None:
    deep = Place(tmp_path / ("很长的目录名" * 10) / "再深一层")
    assert len(os.fsencode(deep.sockets / ".s.PGSQL.5432")) <= 60


def test_password_is_generated_per_clone(local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    password = accounts.password()
    assert accounts.password() == password
    assert mode(local / "password.json") == 0o600
    monkeypatch.setenv("PORTAL_LOCAL_DIR", str(tmp_path / "another"))
    assert accounts.password() != password


def test_password_passes_the_password_rules(local: Path) -> None:
    from django.contrib.auth.password_validation import validate_password

    validate_password(accounts.password())


def test_accounts_are_listed_as_remembered(local: Path) -> None:
    assert accounts.listed() == []
    clerk = Account("clerk", "陈雅琴（演示）", "登记诉求")
    accounts.remember([clerk])
    assert accounts.listed() == [clerk]


def test_private_file_is_replaced_whole(tmp_path: Path) -> None:
    private_files.write(tmp_path / "note", [1])
    private_files.write(tmp_path / "note", [1, 2])
    assert private_files.read(tmp_path / "note") == [1, 2]
    assert [path.name for path in tmp_path.iterdir()] == ["note"]


@pytest.mark.parametrize("lock", ["runtime", "demo", "dev"])
def test_package_lock_is_hashed_and_names_no_host(lock: str) -> None:
    text = (PROJECT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert [line for line in packages if not line.endswith("\\")] == []
