"""`manage.py rebuild_search [LABEL …]`: write the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from foundation.search import services
from foundation.search.searchable import registered


class Command(BaseCommand):
    help = _("重建全站检索索引；可在系统运行时执行。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("labels", nargs="*", help=_("只重建这些类型，如concerns.concern；不写则全部重建"))

    def handle(self, *args: Any, **options: Any) -> None:
        unknown = sorted(set(options["labels"]) - set(registered()))
        if unknown:
            raise CommandError(_("没有可检索的类型：%(labels)s。") % {"labels": "、".join(unknown)})
        for label, number in services.rebuild(options["labels"]).items():
            self.stdout.write(_("%(label)s：%(number)d条") % {"label": label, "number": number})
