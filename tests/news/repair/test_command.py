"""manage.py repair_text as a user runs it: bytes in, bytes out, nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from news.repair.reading import Unreadable, decode
from tests.news.repair.corpus import CLEAN, RAW

ROOT = Path(__file__).resolve().parents[3]
SENTENCE = "无法识别文字编码：请把文件另存为 UTF-8 编码的纯文本后重试。"


def run(data: bytes) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "LC_ALL": "C", "PYTHONUTF8": "0"}
    command = [sys.executable, "manage.py", "repair_text"]
    return subprocess.run(command, input=data, capture_output=True, cwd=ROOT, env=env, timeout=120, check=False)


def test_prints_the_truth_and_nothing_else_without_a_database() -> None:
    done = run(RAW.encode())
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", CLEAN.encode())


def test_unreadable_input_is_one_sentence_on_standard_error() -> None:
    done = run(RAW.encode()[:100] + b"\xff\xff")
    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", f"{SENTENCE}\n")


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_reads_the_encodings_of_the_office(name: str) -> None:
    assert decode(RAW.encode(name)) == RAW
    assert decode(CLEAN.encode(name)) == CLEAN


@pytest.mark.parametrize(
    "data",
    [RAW.encode()[:100] + b"\xff\xff", "區總工會召開聯席會議，通報工作、交流情況。".encode("big5"), b"\x00\x01\x02"],
)
def test_refuses_what_it_would_have_to_guess(data: bytes) -> None:
    with pytest.raises(Unreadable, match=SENTENCE):
        decode(data)


def test_nothing_is_nothing() -> None:
    assert decode(b"") == ""
