"""manage.py demo_data [--as-of DATE] [--small]"""

import datetime as dt
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.accounts.models import User
from foundation.core import clock
from foundation.orgs.models import Unit
from unionportal.demo import cast, story
from unionportal.embedded import accounts


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成 2026-11-25 这样。") from error


class Command(BaseCommand):
    """Fills an empty database of the local profile with the demo story."""

    help = "把演示故事装入空库：单位、账号、诉求、议题、两次会议、督办、新闻。只用于本机演示。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=_date, default=None, metavar="DATE", help="故事讲到哪一天，默认今天")
        parser.add_argument("--small", action="store_true", help="少一些会员和诉求，各种状态仍然齐全")

    def handle(self, *args: Any, **options: Any) -> None:
        """One sentence and exit status 1 in the server profile or when there is data already; nothing is written then."""
        if not settings.PORTAL_LOCAL:
            raise CommandError("演示数据只能装入本机演示环境：当前连接的是正式数据库（已设置 DATABASE_URL）。")
        if Unit.objects.exists() or User.objects.exists():
            raise CommandError("库里已有数据，演示数据只装入空库；要重新开始，请运行 make demo-reset。")
        story.play(options["as_of"] or clock.today(), small=options["small"], say=self._say)
        accounts.remember(cast.listed())

    def _say(self, sentence: str) -> None:
        self.stdout.write(f"  {sentence}")
        sys.stdout.flush()
