"""`manage.py create_admin USERNAME NAME`: the first security administrator, with a one-time link (no password typed)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.accounts import services
from foundation.accounts.links import one_time_link
from foundation.accounts.models import User
from foundation.core.policies import Refused


class Command(BaseCommand):
    help = "Open the first account of an empty portal and print the link with which its owner sets her password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name", help="姓名")
        parser.add_argument("--email", default="")
        parser.add_argument("--if-empty", action="store_true", help="已有账号时不做任何事")
        parser.add_argument("--federation", default=settings.PORTAL_NAME, help="单位全称")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and User.objects.exists():
            self.stdout.write("门户已有账号，保持不变。")
            return
        try:
            user = services.add_first_administrator(
                username=options["username"],
                display_name=options["name"],
                federation=options["federation"],
                email=options["email"],
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"已开设安全管理员账号 {user.username}。请在三天内打开下面的一次性链接设置密码：")
        self.stdout.write(one_time_link(user))
