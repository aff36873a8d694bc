"""What happens to accounts by the clock."""

import datetime as dt

import structlog
from celery import shared_task

from foundation.accounts import services
from foundation.core import clock

log = structlog.get_logger(__name__)


@shared_task
def disable_unused_accounts() -> int:
    """Every morning. Running it again changes nothing."""
    if disabled := services.disable_unused():
        log.info("accounts.disabled_unused", accounts=disabled)
    return disabled


@shared_task
def forget_old_tries() -> int:
    """Every morning: what was counted more than a day ago and locks nobody."""
    return services.forget_tries(before=clock.now() - dt.timedelta(days=1))
