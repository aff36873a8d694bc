"""The portal's own settings with short waits, a mail server of the test's and two extra addresses."""

import copy
import datetime as dt
import os
from pathlib import Path

from unionportal.settings import *  # noqa: F403
from unionportal.settings import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.apps.FaultsConfig"]
TEMPLATES = copy.deepcopy(TEMPLATES)
TEMPLATES[0]["DIRS"].append(Path(__file__).parents[1] / "templates")
ROOT_URLCONF = "tests.faults.urls"
OUTBOX_LEASE = dt.timedelta(seconds=float(os.environ.get("FAULTS_LEASE", "2")))
OUTBOX_SWEEP = dt.timedelta(seconds=1)
OUTBOX_HANDLER = os.environ.get("FAULTS_HANDLER", "foundation.notifications.services.delivery.deliver")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_PORT = int(os.environ["FAULTS_SMTP_PORT"])
