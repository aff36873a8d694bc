from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "unionportal"
    verbose_name = _("门户")

    def ready(self) -> None:
        """Make the Celery app current in every process, so that tasks are published to our broker."""
        from unionportal import celery  # noqa: F401


class PortalAdminConfig(AdminConfig):
    """The Django admin behind the portal's own sign-in and grants."""

    default_site = "foundation.core.admin_site.PortalAdminSite"
    default = False
