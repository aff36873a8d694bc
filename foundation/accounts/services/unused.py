"""Accounts nobody uses are doors nobody watches (GB/T 22239-2019 8.1.4.2 c: no superfluous or expired accounts)."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Greatest

from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.accounts.notices import DISABLED
from foundation.accounts.rights import Right
from foundation.core import clock
from foundation.core.actors import SystemActor


@transaction.atomic
def disable_unused() -> int:
    """Disable each active account that was neither opened, enabled nor signed in to for `settings.UNUSED_DAYS`.

    After: it cannot sign in, its sessions end with their next request; one audit row each, and the security
    administrators are told. One of them always stays: the last one used, when all of them would go. Grants are left as
    they are. Running it again disables nothing twice. 0 days: nobody. Returns how many.
    """
    if not settings.UNUSED_DAYS:
        return 0
    since = clock.now() - dt.timedelta(days=settings.UNUSED_DAYS)
    used = User.objects.active().annotate(used_at=Greatest("last_login", "enabled_at", "joined_at"))
    gone = list(used.filter(used_at__lt=since).select_for_update(no_key=True, of=("self",)).order_by("used_at", "pk"))
    guards = set(User.objects.holding(Right.ADMINISTER_SECURITY).values_list("pk", flat=True))
    if guards and guards <= {user.pk for user in gone}:
        gone.remove(next(user for user in reversed(gone) if user.pk in guards))
    by = SystemActor("unused")
    told = User.objects.holding(Right.ADMINISTER_SECURITY).exclude(pk__in=[user.pk for user in gone])
    for user in gone:
        user.is_active = False
        user.save(update_fields=["is_active"])
        audit.record("account.disabled", by=by, about=user, unit=user.unit, used_on=clock.local(user.used_at).date())
        outbox.put(DISABLED, about=user, to=told, by=by, once=str(clock.today()))
    return len(gone)
