"""Celery's way into the engine. Messages are hints: an import is found by its state, its progress stands in its lines."""

import time

from celery import shared_task

from foundation.imports import services
from foundation.imports.models import Import

AT_MOST = 14.0
"""Seconds one task works before it leaves the worker to others; the next sweep goes on. Shorter than the sweep's period, so
that a long import never fills two places of a worker and mails go out beside it."""


@shared_task(name="foundation.imports.tasks.sweep")
def sweep() -> None:
    """Every few seconds by beat, and after each start: one task for every import that runs."""
    for pk in Import.objects.running().values_list("pk", flat=True):
        work.delay(pk)


@shared_task(name="foundation.imports.tasks.work")
def work(pk: int) -> None:
    """Batches of one import until it is done, paused, or held by another worker."""
    until = time.monotonic() + AT_MOST
    while services.carry_on(job_pk=pk) and time.monotonic() < until:
        pass
