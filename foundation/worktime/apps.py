from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorktimeConfig(AppConfig):
    name = "foundation.worktime"
    label = "worktime"
    verbose_name = _("工作日历和时限")

    def ready(self) -> None:
        """The pure calendar learns where exceptions come from."""
        from foundation.worktime import calendar, overlay

        calendar.use(overlay.current)
        overlay.follow_requests()
