"""`audit_verify` finds every kind of tampering; each test first proves that it tampered."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from foundation.audit import chain
from tests.foundation.audit import owner


@pytest.fixture
def heads(tmp_path: Path) -> Path:
    return tmp_path / "heads.jsonl"


@pytest.fixture
def log(committing: str, django_db_blocker: Any) -> Any:
    """Five linked rows in a database of this test's own."""
    owner.write(committing, 5)
    with django_db_blocker.unblock():
        yield committing


def state(name: str) -> tuple[list[Any], list[Any]]:
    with owner.connect(name) as connection:
        rows = connection.execute("SELECT id, actor FROM audit_row ORDER BY id").fetchall()
        links = connection.execute("SELECT seq, row_id, h FROM audit_link ORDER BY seq").fetchall()
    return rows, links


def tampered(name: str, *statements: str) -> None:
    """Run the statements as the owner with guards off, and prove that the log is not what it was."""
    before = state(name)
    with owner.guards_off(name) as connection:
        for statement in statements:
            connection.execute(statement)
    assert state(name) != before


def test_whole_log_verifies_and_notes_its_head(log: str, heads: Path) -> None:
    out = StringIO()
    call_command("audit_verify", head=heads, stdout=out)

    noted = json.loads(heads.read_text())
    assert (noted["seq"], noted["h"]) == (5, state(log)[1][-1][2].hex())
    assert out.getvalue().startswith("审计链完整：共 5 条")
    assert heads.stat().st_mode & 0o777 == 0o600


def test_verifying_twice_notes_the_head_once(log: str, heads: Path) -> None:
    call_command("audit_verify", head=heads, stdout=StringIO())
    call_command("audit_verify", head=heads, stdout=StringIO())

    assert len(heads.read_text().splitlines()) == 1


def test_command_fails_and_notes_nothing_when_tampered(log: str, heads: Path) -> None:
    tampered(log, "UPDATE audit_row SET actor = 'user:9' WHERE subject_pk = '2'")

    errors = StringIO()
    with pytest.raises(CommandError, match="审计链不完整：发现 1 处问题"):
        call_command("audit_verify", head=heads, stderr=errors)
    assert (errors.getvalue().count("已被改动"), heads.exists()) == (1, False)


def test_changed_row_is_found(log: str, heads: Path) -> None:
    tampered(log, "UPDATE audit_row SET actor = 'user:9' WHERE subject_pk = '2'")

    assert [finding[:6] for finding in chain.verify(heads).findings] == ["链序号 3："]


@pytest.mark.parametrize(
    "column",
    ["event = 'x.y'", "subject_label = 'x'", "subject_reference = 'x'", "unit = 'x'", "request_id = 'x'",
     "facts = '{\"a\": 1}'", "ip = '192.0.2.1'", "at = at + interval '1 us'", "written_at = written_at + interval '1 us'"],
)  # fmt: skip
def test_every_column_is_chained(log: str, heads: Path, column: str) -> None:
    before = chain.verify(heads).whole
    with owner.guards_off(log) as connection:
        assert connection.execute(f"UPDATE audit_row SET {column} WHERE subject_pk = '2'").rowcount == 1

    assert (before, chain.verify(heads).whole) == (True, False)


def test_deleted_row_is_found(log: str, heads: Path) -> None:
    tampered(log, "DELETE FROM audit_row WHERE subject_pk = '2'")

    (finding,) = chain.verify(heads).findings
    assert finding.endswith("已被删除。")


def test_deleted_row_and_link_are_found(log: str, heads: Path) -> None:
    tampered(log, "DELETE FROM audit_row WHERE subject_pk = '2'", "DELETE FROM audit_link WHERE seq = 3")

    assert [finding.partition("：")[0] for finding in chain.verify(heads).findings] == [
        "链序号 4 之前缺少 1 节。",
        "链序号 4",
    ]


def test_inserted_row_is_found(log: str, heads: Path) -> None:
    tampered(
        log,
        "INSERT INTO audit_row (event, actor, subject_label, subject_pk, subject_reference, unit, facts, request_id, at)"
        " VALUES ('concern.closed', 'user:1', '', '', '', '', '{}', '', now())",
    )

    (finding,) = chain.verify(heads).findings
    assert finding.endswith("未经审计链写入。")


def test_reordered_links_are_found(log: str, heads: Path) -> None:
    tampered(
        log,
        "CREATE TEMP TABLE two AS SELECT * FROM audit_link WHERE seq IN (2, 3)",
        "DELETE FROM audit_link WHERE seq IN (2, 3)",
        "INSERT INTO audit_link SELECT 5 - seq, row_id, h FROM two",
    )

    assert [finding[:6] for finding in chain.verify(heads).findings] == ["链序号 2：", "链序号 3：", "链序号 4："]


CUT = ("DELETE FROM audit_row WHERE subject_pk IN ('3', '4')", "DELETE FROM audit_link WHERE seq > 3")


def test_cut_tail_is_found_by_the_head_outside(log: str, heads: Path) -> None:
    call_command("audit_verify", head=heads, stdout=StringIO())
    tampered(log, *CUT)

    (finding,) = chain.verify(heads).findings
    assert finding == "曾核验到链序号 5，现在只到 3：链尾被截断。"


def test_cut_tail_without_a_head_outside_goes_unnoticed(log: str, heads: Path) -> None:
    """The guard-off twin: why the head must be kept outside the database."""
    tampered(log, *CUT)

    assert chain.verify(heads).whole


def test_cut_tail_grown_again_is_found(log: str, heads: Path) -> None:
    call_command("audit_verify", head=heads, stdout=StringIO())
    tampered(log, *CUT)
    owner.write(log, 4)

    (finding,) = chain.verify(heads).findings
    assert finding == "链序号 5 与曾核验的链头不一致：审计链被重写。"


def test_damaged_head_file_is_a_sentence(log: str, heads: Path) -> None:
    heads.write_text("{")

    with pytest.raises(CommandError, match="无法读取"):
        call_command("audit_verify", head=heads)
