"""Publishing on time."""

import structlog
from celery import shared_task

from news import services

log = structlog.get_logger(__name__)


@shared_task
def publish_due_releases() -> None:
    """Every minute: what was signed off for a time that has come goes out."""
    if done := services.publish_due():
        log.info("news.published_on_time", releases=done)
