"""Setting passwords."""

from typing import Any

from django.db import transaction

from foundation import audit
from foundation.accounts.models import UsedPassword, User
from foundation.accounts.services.tries import unlock
from foundation.core import clock

KEPT = 10
"""Hashes kept of an account's passwords; the rules ask for no more than this."""


@transaction.atomic
def set_password(*, user: Any, password: str) -> User:
    """Give `user` the `password` she chose herself, checked by the form that took it.

    After: nobody need ask her to change it, its hash is remembered, a lock is lifted, one audit row. Her other sessions end, because
    Django ties a session to the password hash.
    """
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.set_password(password)
    user.must_change_password, user.password_set_at = False, clock.now()
    user.save(update_fields=["password", "must_change_password", "password_set_at"])
    UsedPassword.objects.create(user=user, password=user.password)
    kept = UsedPassword.objects.filter(user=user).order_by("-pk").values("pk")[:KEPT]
    UsedPassword.objects.filter(user=user).exclude(pk__in=kept).delete()
    unlock(by=row, user=row)
    audit.record("account.password_set", by=row, about=row, unit=row.unit)
    return row
