import os

from django.apps import AppConfig


class FaultsConfig(AppConfig):
    """Lets the worker process find the notice of the tests, and switches its guard off for a twin."""

    name = "tests.faults"
    label = "faults"

    def ready(self) -> None:
        if os.environ.get("FAULTS_GUARD") == "off":
            from unionportal.worker import PortalTask

            PortalTask.Request = "celery.worker.request:Request"
