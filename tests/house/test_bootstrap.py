"""The script that runs before anything is installed."""

import ast
import shutil
import sys
from pathlib import Path

import pytest

from unionportal.embedded import bootstrap


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty clone for the script, its log included."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "demo.txt").write_text("django==5.2 \\\n    --hash=sha256:0\n")
    (tmp_path / "requirements" / "dev.txt").write_text("django==5.2 \\\n    --hash=sha256:0\npytest==9 \\\n")
    monkeypatch.setattr(bootstrap, "PROJECT", str(tmp_path))
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", str(tmp_path / ".venv/bin/python"))
    monkeypatch.setattr(bootstrap, "STAMP", str(tmp_path / ".venv/portal.json"))
    monkeypatch.setattr(bootstrap, "LOG", str(tmp_path / "install.log"))
    return tmp_path


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_old_interpreters_can_read_it() -> None:
    source = Path(bootstrap.__file__).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))


def test_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(bootstrap.__file__).read_text(encoding="utf-8"))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert imported <= sys.stdlib_module_names
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]


def test_wrong_version_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(bootstrap.Trouble) as trouble:
        bootstrap.find_python()
    assert str(trouble.value) == (
        "Python 版本不合适：当前为 3.9，本项目需要 3.11 至 3.14。"
        "请安装其中一个，或用 make demo PYTHON=/路径/python3 指定。"
    )


def test_wrong_version_looks_for_a_right_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    right = program(tmp_path / "python3.12", "echo '[3, 12]'")
    program(tmp_path / "python3.13", "echo 'pyenv: command not found' >&2; exit 127")
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bootstrap.find_python() == str(right)


def test_missing_venv_module_names_the_package(clone: Path) -> None:
    with pytest.raises(bootstrap.Trouble) as trouble:
        bootstrap.make_venv(str(program(clone / "python", "exit 1")))
    assert str(trouble.value) == (
        "这个 Python 缺少 venv 模块：请先安装它（Debian、Ubuntu：apt-get install python3-venv），再重新运行。"
    )


def test_full_disk_is_said_before_installing(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(9, 8, 1))
    with pytest.raises(bootstrap.Trouble) as trouble:
        bootstrap.install("demo")
    assert str(trouble.value) == "磁盘空间不足：安装运行环境约需 800 MB，请腾出空间后重新运行。"


def test_disk_that_fills_up_meanwhile_is_said_too(clone: Path) -> None:
    pip = program(clone / "pip", "echo 'OSError: [Errno 28] No space left on device'; exit 1")
    with pytest.raises(bootstrap.Trouble, match="磁盘空间不足"):
        bootstrap.run([str(pip)], "软件包没有安装成功。")


def test_failed_install_points_to_its_log(clone: Path) -> None:
    pip = program(clone / "pip", "echo 'no route to host'; exit 1")
    with pytest.raises(bootstrap.Trouble) as trouble:
        bootstrap.run([str(pip)], "软件包没有安装成功，多半是网络不通。")
    assert str(trouble.value) == f"软件包没有安装成功，多半是网络不通。详情见 {clone / 'install.log'}。"
    assert (clone / "install.log").read_text() == "no route to host\n"


def test_installs_once_per_lock(clone: Path) -> None:
    program(clone / ".venv/bin/python", "echo '[3, 11]'")
    assert not bootstrap.is_installed("demo")
    bootstrap.install("demo")
    assert bootstrap.is_installed("demo")
    (clone / "requirements" / "demo.txt").write_text("django==5.3 \\\n")
    assert not bootstrap.is_installed("demo")


def test_development_lock_includes_the_demo_lock(clone: Path) -> None:
    program(clone / ".venv/bin/python", "echo '[3, 11]'")
    bootstrap.install("dev")
    assert bootstrap.is_installed("demo")


def test_environment_of_an_old_python_is_not_usable(clone: Path) -> None:
    program(clone / ".venv/bin/python", "echo '[3, 9]'")
    assert not bootstrap.is_usable()
