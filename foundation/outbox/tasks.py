"""Celery's way into the relay. Messages are hints: losing, doubling or delaying them changes nothing."""

from celery import shared_task
from django.conf import settings

from foundation.outbox.services import relay, ticks


@shared_task(name="foundation.outbox.tasks.drain")
def drain() -> None:
    """Deliver what is due; published by the nudge after each commit."""
    relay.drain()


@shared_task(name="foundation.outbox.tasks.sweep")
def sweep() -> None:
    """The truth: every few seconds by beat, whatever happened to nudges and leases."""
    if ticks.claim("outbox.sweep", every=settings.OUTBOX_SWEEP * 0.8):
        relay.drain()
