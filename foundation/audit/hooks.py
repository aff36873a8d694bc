"""What core asks to be noted about a request: a denial, a recorded read. Registered in `AuditConfig.ready()`."""

import logging
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest

from foundation.audit.services import LONGEST_FACT, Anonymous, record
from foundation.core.actors import Actor
from foundation.core.http import Access

logger = logging.getLogger(__name__)


def record_denial(request: HttpRequest, access: Access) -> None:
    """Note that a page did not exist for somebody who lacks its rights. Called after the rollback, in a transaction of
    its own; a failure is logged and does not change the answer (there is nothing to hide)."""
    try:
        with transaction.atomic():
            record(
                "access.denied",
                by=_actor(request),
                path=request.path[:LONGEST_FACT],
                method=request.method,
                rights=list(access.rights),
            )
    except Exception:
        logger.exception("a denial could not be noted")


def record_view(request: HttpRequest, event: str, viewed: Any) -> None:
    """Note that somebody read `viewed` (a record, or a list of records: one row each), in a transaction of its own.

    Errors are the caller's: what cannot be noted is not shown.
    """
    with transaction.atomic():
        for about in viewed if isinstance(viewed, list | tuple | models.QuerySet) else [viewed]:
            record(event, by=_actor(request), about=about)


def _actor(request: HttpRequest) -> Actor:
    user: Any = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else Anonymous()
