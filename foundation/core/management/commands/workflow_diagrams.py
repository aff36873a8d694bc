"""`manage.py workflow_diagrams [--check]`: write docs/workflow/, or say which diagrams are out of date."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.core.diagrams import FOLDER, drawn


class Command(BaseCommand):
    help = "Draw every workflow into docs/workflow/ from the table that guards the services."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a diagram is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        stale = [path for path, text in drawn().items() if not path.exists() or path.read_text("utf-8") != text]
        extra = [path for path in FOLDER.glob("*.md") if path not in drawn()]
        if options["check"]:
            if stale or extra:
                names = "、".join(path.name for path in [*stale, *extra])
                raise CommandError(f"流程图与代码不一致：{names}。请运行 manage.py workflow_diagrams。")
            return
        FOLDER.mkdir(parents=True, exist_ok=True)
        for path, text in drawn().items():
            path.write_text(text, "utf-8")
        for path in extra:
            path.unlink()
