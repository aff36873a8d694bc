"""Celery's way to the recounts. Messages are hints: an order waits in the database until it is carried out."""

from celery import shared_task

from foundation.worktime import services


@shared_task(name="foundation.worktime.tasks.recount")
def recount() -> None:
    """Told at commit of a changed calendar, and every minute by beat for what a killed worker left."""
    services.recount_all()
