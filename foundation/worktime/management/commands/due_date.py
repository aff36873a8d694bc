"""`manage.py due_date RECEIVED DAYS [--why]`: when a period ends, and why."""

import argparse
import re
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from foundation.worktime import calendar

USAGE = _lazy("用法：manage.py due_date 收到日期 工作日数 [--why]，例如 manage.py due_date 2026-09-18 5 --why。")


class Sentences(CommandParser):
    """Wrong usage is one Chinese sentence and exit code 2, without argparse's own English."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{USAGE}\n")


class Command(BaseCommand):
    help = _("按工作日计算截止日期：收到当日不计，截止于最后一个工作日下班时。")
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = Sentences(prog=f"{prog_name} {subcommand}", description=str(self.help), **kwargs)
        self.add_base_argument(parser, "--settings", help=argparse.SUPPRESS)
        self.add_base_argument(parser, "--pythonpath", help=argparse.SUPPRESS)
        self.add_base_argument(parser, "--traceback", action="store_true", help=argparse.SUPPRESS)
        self.add_base_argument(parser, "--no-color", action="store_true", help=argparse.SUPPRESS)
        self.add_base_argument(parser, "--force-color", action="store_true", help=argparse.SUPPRESS)
        parser.add_argument("received", help=_("收到日期，如2026-09-18"))
        parser.add_argument("days", help=_("工作日数，如5"))
        parser.add_argument("--why", action="store_true", help=_("逐日列出计算过程"))
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the date first, then the reasoning if asked. Without a database the published calendar counts."""
        try:
            due = self._due(_date(options["received"]), _days(options["days"]))
        except ValueError as error:
            self.stderr.write(str(error))
            raise SystemExit(2) from None
        self.stdout.write(f"{due.date.isoformat()}{' provisional' if due.provisional else ''}")
        if options["why"]:
            for line in due.days:
                mark = f"{line.number:>3}" if line.counts else "  -"
                self.stdout.write(f"{line.date.isoformat()} {calendar.weekday_name(line.date)} {mark}  {line.note}")
            if due.provisional:
                self.stdout.write(_("期限为暂定：所涉年份的放假安排公布并录入后将重新计算。"))

    def _due(self, received: date, days: int) -> calendar.Due:
        connections["default"].settings_dict["OPTIONS"].setdefault("connect_timeout", "3")
        try:
            return calendar.due_after(received, days)
        except DatabaseError:
            self.stderr.write(_("未能读取数据库中的日历例外，仅按已公布的节假日安排计算。"))
            before = calendar.use(calendar.Overlay)
            try:
                return calendar.due_after(received, days)
            finally:
                calendar.use(before)


def _date(typed: str) -> date:
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", typed.strip(), re.ASCII)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(typed)
    except ValueError:
        raise ValueError(_("“%(typed)s”不是有效的日期，请按2026-09-18的样子填写。") % {"typed": typed[:40]}) from None


def _days(typed: str) -> int:
    if not re.fullmatch(r"\d{1,9}", typed.strip(), re.ASCII):
        sentence = _("“%(typed)s”不是有效的工作日数，请填写0至%(most)d之间的整数。")
        raise ValueError(sentence % {"typed": typed[:40], "most": calendar.LONGEST})
    return int(typed)
