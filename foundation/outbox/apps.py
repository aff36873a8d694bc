from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "foundation.outbox"
    label = "outbox"
    verbose_name = _("消息发送")

    def ready(self) -> None:
        """Register the system check; the apps' `notices.py` are imported by core's autodiscovery."""
        from foundation.outbox.checks import outbox_handler_exists

        checks.register(outbox_handler_exists)
