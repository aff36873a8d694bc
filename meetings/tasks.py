"""What happens by the clock."""

from celery import shared_task

from foundation.core import clock
from foundation.worktime import calendar
from meetings import services
from meetings.models import Opinion


@shared_task
def report_overdue_opinions() -> int:
    """On working-day mornings: tell of every opinion whose deadline has passed. Running it again tells nobody twice."""
    if not calendar.is_working_day(clock.today()):
        return 0
    told = 0
    for opinion in (
        Opinion.objects.awaited().overdue(clock.now()).select_related("unit", "asked_by", "topic").order_by("pk")
    ):
        services.report_overdue(opinion=opinion)
        told += 1
    return told
