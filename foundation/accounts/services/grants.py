"""Giving and ending roles."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.accounts.models import Grant, User
from foundation.accounts.roles import roles
from foundation.core import clock
from foundation.core.actors import Actor
from foundation.core.policies import Refused
from foundation.orgs.models import Unit


def check_can_grant(*, by: Actor, user: User, role: str) -> None:
    """Raises `Refused` for an unknown role, for oneself, or when a role held excludes this one (等保: the three
    administrators exclude each other, GB/T 22239 8.1.5)."""
    if role not in roles():
        raise Refused(_("没有这个角色，请从角色表中选择。"))
    if by.actor_reference == user.actor_reference:
        raise Refused(_("不能给自己授权，请由另一位安全管理员办理。"))
    wanted = roles()[role]
    for code in user.grants.current().values_list("role", flat=True):
        held = roles().get(code)
        if held and (role in held.excludes or code in wanted.excludes):
            raise Refused(
                _("“%(wanted)s”与已有的“%(held)s”不能由同一人担任。") % {"wanted": wanted.label, "held": held.label}
            )


@transaction.atomic
def grant(
    *,
    by: Actor,
    user: User,
    role: str,
    unit: Unit,
    reason: str,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Grant:
    """Give `role` at `unit` and all below. After: one grant row, one audit row.

    Raises `Refused` as `check_can_grant` does.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    check_can_grant(by=by, user=user, role=role)
    row = Grant.objects.create(
        user=user,
        role=role,
        unit=unit,
        reason=reason,
        starts_on=starts_on or clock.today(),
        ends_on=ends_on,
        granted_by=by.actor_reference,
    )
    audit.record("grant.given", by=by, about=row, unit=unit, user=user.actor_reference, role=role)
    return row


@transaction.atomic
def end_grant(*, by: Actor, grant: Grant, ends_on: dt.date | None = None) -> Grant:
    """End a grant as of yesterday (or on `ends_on`): access is gone with the next request. One audit row."""
    row = Grant.objects.select_for_update().get(pk=grant.pk)
    last = ends_on or clock.today() - dt.timedelta(days=1)
    row.ends_on = max(last, row.starts_on)
    row.save(update_fields=["ends_on"])
    audit.record("grant.ended", by=by, about=row, unit=row.unit, user=f"user:{row.user_id}", role=row.role)
    return row
