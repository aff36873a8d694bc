"""`manage.py audit_verify [--head FILE]`: is the audit log whole, and is the head seen last time still in it?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.audit import chain


class Command(BaseCommand):
    """Exit 0 and the new head noted when whole; exit 1 and every finding otherwise."""

    help = "核验审计链是否完整，并把链头记到数据库之外。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", type=Path, default=None, help="链头文件；默认为本地目录或 AUDIT_HEAD_FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        heads = options["head"] or chain.head_file()
        try:
            verdict = chain.verify(heads)
        except (ValueError, KeyError, OSError) as error:
            raise CommandError(f"链头文件 {heads} 无法读取：{error}") from error
        if not verdict.whole:
            for finding in verdict.findings:
                self.stderr.write(finding)
            raise CommandError(f"审计链不完整：发现 {len(verdict.findings)} 处问题。")
        chain.note_head(verdict.head, heads)
        self.stdout.write(
            f"审计链完整：共 {verdict.head.seq} 条，链头 {verdict.head.h[:16] or '（空）'}，已记入 {heads}"
        )
