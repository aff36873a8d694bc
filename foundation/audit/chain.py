"""Verifying the chain: every row in its place, and the head seen before still there."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from foundation.core import clock

WALK = """
    SELECT l.seq, l.row_id, encode(l.h, 'hex'), r.id IS NULL,
           r.id IS NOT NULL AND l.h IS DISTINCT FROM
               sha256(coalesce(lag(l.h) OVER w, ''::bytea) || convert_to(audit_canonical(r), 'UTF8')),
           l.seq - coalesce(lag(l.seq) OVER w, 0)
    FROM audit_link l LEFT JOIN audit_row r ON r.id = l.row_id
    WINDOW w AS (ORDER BY l.seq) ORDER BY l.seq
"""
UNLINKED = "SELECT r.id FROM audit_row r LEFT JOIN audit_link l ON l.row_id = r.id WHERE l.seq IS NULL ORDER BY r.id"


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link: its number and hash. Kept outside the database, because a chain alone does not notice that its
    last links were cut off."""

    seq: int
    h: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`findings` is empty when the log is whole; each finding is a sentence."""

    head: Head
    findings: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.findings


def head_file() -> Path:
    """Where heads are kept: setting `AUDIT_HEAD_FILE`, else the private local folder."""
    return Path(settings.AUDIT_HEAD_FILE or Path(settings.LOCAL_DIR) / "audit-heads.jsonl")


def verify(heads: Path) -> Verdict:
    """Recompute every link in the database and compare the heads noted in `heads` earlier. Changes nothing.

    One consistent snapshot, streamed; a row being committed at the same time is either wholly in or wholly out.
    """
    noted = _noted(heads)
    findings: list[str] = []
    seen: dict[int, str] = {}
    head = Head(0, "")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with connection.chunked_cursor() as cursor:
            cursor.execute(WALK)
            for seq, row_id, h, missing, wrong, step in cursor:
                if step != 1:
                    findings.append(_("链序号 %(seq)s 之前缺少 %(count)s 节。") % {"seq": seq, "count": step - 1})
                if missing:
                    findings.append(_("链序号 %(seq)s：审计记录 %(row)s 已被删除。") % {"seq": seq, "row": row_id})
                elif wrong:
                    findings.append(
                        _("链序号 %(seq)s：审计记录 %(row)s 或其前一节已被改动。") % {"seq": seq, "row": row_id}
                    )
                if seq in noted:
                    seen[seq] = h
                head = Head(seq, h)
        with connection.cursor() as cursor:
            cursor.execute(UNLINKED)
            findings += [_("审计记录 %(row)s 未经审计链写入。") % {"row": row_id} for (row_id,) in cursor.fetchall()]
    for seq, h in noted.items():
        if seq > head.seq:
            findings.append(
                _("曾核验到链序号 %(noted)s，现在只到 %(seq)s：链尾被截断。") % {"noted": seq, "seq": head.seq}
            )
        elif seen.get(seq) != h:
            findings.append(_("链序号 %(seq)s 与曾核验的链头不一致：审计链被重写。") % {"seq": seq})
    return Verdict(head, tuple(findings))


def note_head(head: Head, heads: Path) -> None:
    """Append the head to the file outside the database (created 0600, flushed to disk); the same head only once."""
    if head.seq == 0 or _noted(heads).get(head.seq) == head.h:
        return
    heads.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"seq": head.seq, "h": head.h, "at": clock.now().isoformat()}) + "\n"
    descriptor = os.open(heads, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _noted(heads: Path) -> dict[int, str]:
    if not heads.exists():
        return {}
    lines = (json.loads(line) for line in heads.read_text("utf-8").splitlines() if line.strip())
    return {int(line["seq"]): str(line["h"]) for line in lines}
