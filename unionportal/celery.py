"""The Celery app and its static beat schedule.

Redis carries hints, never facts: JSON only, no results, no countdowns (a visibility timeout would double them). What
must happen is a row in PostgreSQL that a sweep finds again. Entries that must not run twice when two beats are alive
claim a tick in the database (`foundation.outbox.services.ticks`); all other scheduled services are safe to repeat.
"""

import os

from celery import Celery
from celery.schedules import crontab
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unionportal.settings")

app = Celery("unionportal", task_cls="unionportal.worker:PortalTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.set_default()  # threads of a web process other than the importing one would otherwise talk to a default broker
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "sweep-outbox": {
        "task": "foundation.outbox.tasks.sweep",
        "schedule": settings.OUTBOX_SWEEP,
        "options": {"expires": 30},
    },
    "sweep-imports": {
        "task": "foundation.imports.tasks.sweep",
        "schedule": 15.0,  # an import whose worker was killed goes on; batches of one import follow one another
        "options": {"expires": 14},
    },
    "carry-on-recounts": {
        "task": "foundation.worktime.tasks.recount",
        "schedule": 60.0,  # what a killed worker left; two at once: the second finds the order locked
        "options": {"expires": 55},
    },
    "publish-due-releases": {
        "task": "news.tasks.publish_due_releases",
        "schedule": 60.0,  # signed off for a time; publishing twice publishes once
        "options": {"expires": 55},
    },
    "disable-unused-accounts": {
        "task": "foundation.accounts.tasks.disable_unused_accounts",
        "schedule": crontab(hour=6, minute=30),
        "options": {"expires": 3600},
    },
    "forget-old-tries": {
        "task": "foundation.accounts.tasks.forget_old_tries",
        "schedule": crontab(hour=6, minute=40),
        "options": {"expires": 3600},
    },
    "report-overdue-opinions": {
        "task": "meetings.tasks.report_overdue_opinions",
        "schedule": crontab(hour=8, minute=10),  # the task itself skips days off; telling twice tells once
        "options": {"expires": 3600},
    },
}
