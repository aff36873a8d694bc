"""Opening the accounts of the story."""

from django.contrib.auth.hashers import make_password

from foundation.accounts import services as accounts
from foundation.accounts.models import User
from foundation.core.actors import SystemActor
from unionportal.demo.accounts import ACCOUNTS
from unionportal.demo.stage import Stage
from unionportal.embedded import accounts as clone

SECURITY = SystemActor("demo")


def set_up(stage: Stage) -> None:
    """Open every account and give it its roles. After: `stage.users` by username, all with this clone's password.

    The password is hashed once: thirty scrypt hashes of one password protect nothing more and take seconds.
    """
    hashed = make_password(clone.password())
    for account in ACCOUNTS:
        user = accounts.add_user(
            by=SECURITY, username=account.username, display_name=account.name, unit=stage.units[account.unit],
            email=account.email, title=account.title, must_change_password=False,
        )  # fmt: skip
        for role, unit in account.grants():
            accounts.grant(by=SECURITY, user=user, role=role, unit=stage.units[unit], reason="演示账号")
        stage.users[account.username] = user
    User.objects.filter(pk__in=[user.pk for user in stage.users.values()]).update(password=hashed)


def listed() -> list[clone.Account]:
    """The accounts worth opening first, as `make demo` prints them."""
    return [clone.Account(one.username, one.name, f"{one.title}：{one.try_this}") for one in ACCOUNTS if one.first]
