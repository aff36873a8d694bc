"""manage.py repair_text < pasted.txt > clean.txt"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from news.repair import repair
from news.repair.reading import Unreadable, decode


class Command(BaseCommand):
    """Repairs the text on standard input and writes it, UTF-8 and nothing else, to standard output. No database."""

    help = "修复粘贴文稿：从标准输入读取，把去掉拼音注记、转为简体、规范标点后的全文写到标准输出。"
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Nothing to choose: what goes in comes out repaired."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 1 and one sentence on standard error when the input is no readable text."""
        try:
            text = decode(sys.stdin.buffer.read())
        except Unreadable as reason:
            sys.stderr.buffer.write(f"{reason}\n".encode())  # readable whatever the locale
            sys.exit(1)
        sys.stdout.buffer.write(repair(text).text.encode("utf-8"))
        sys.stdout.buffer.flush()
