"""manage.py import_release FILE [--publish]"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.core.policies import Refused
from news import services
from news.models import Column
from news.repair.reading import Unreadable, decode


class Command(BaseCommand):
    """Takes a text file in as a release: repaired, paragraphs told apart, nothing invented."""

    help = "导入已公开的稿件：修复文字、识别段落，存为草稿；加 --publish 则直接在本站发布。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="文本文件（UTF-8 或 GB18030）")
        parser.add_argument("--title", default="", help="标题；不写则取导语首句，标明编辑拟题")
        parser.add_argument("--column", default="", help="栏目网址；不写则用头条栏目")
        parser.add_argument("--publish", action="store_true", help="直接发布（只用于此前已公开过的稿件）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints number, title and address of the release; a sentence and exit status 1 when it is refused."""
        try:
            text = decode(options["file"].read_bytes())
        except OSError as error:
            raise CommandError(f"读不到文件 {options['file']}：{error.strerror}。") from error
        except Unreadable as error:
            raise CommandError(str(error)) from error
        column = Column.objects.filter(slug=options["column"]).first() if options["column"] else None
        if options["column"] and column is None:
            known = "、".join(Column.objects.values_list("slug", flat=True))
            raise CommandError(f"没有网址为 {options['column']} 的栏目；现有：{known}。")
        try:
            release = services.import_release(
                text=text, title=options["title"], column=column, publish=options["publish"]
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"{release.reference} {release.title}（{release.get_state_display()}） {release.get_absolute_url()}"
        )
