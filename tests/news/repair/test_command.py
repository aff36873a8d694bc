"""manage.py repair_text as a user runs it: bytes in, bytes out, nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.news.repair.corpus import CLEAN, RAW

ROOT = Path(__file__).resolve().parents[3]


def run(data: bytes) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "LC_ALL": "C", "PYTHONUTF8": "0"}
    command = [sys.executable, "manage.py", "repair_text"]
    return subprocess.run(command, input=data, capture_output=True, cwd=ROOT, env=env, timeout=60, check=False)


@pytest.mark.parametrize("data", [RAW.encode(), RAW.encode("utf-8-sig"), RAW.encode("gb18030"), RAW.encode("utf-16")])
def test_prints_the_truth_and_nothing_else_without_a_database(data: bytes) -> None:
    done = run(data)
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", CLEAN.encode())


@pytest.mark.parametrize("data", [RAW.encode()[:100] + b"\xff\xff", "會議".encode("big5") * 40, b"\x00\x01\x02"])
def test_unreadable_input_is_one_sentence(data: bytes) -> None:
    done = run(data)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "无法识别文字编码：请把文件另存为 UTF-8 编码的纯文本后重试。\n"


def test_nothing_in_is_nothing_out() -> None:
    assert (run(b"").returncode, run(b"").stdout) == (0, b"")
