from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "unionportal"
    verbose_name = _("门户")


class PortalAdminConfig(AdminConfig):
    """The Django admin behind the portal's own sign-in and grants."""

    default_site = "foundation.core.admin_site.PortalAdminSite"
    default = False
