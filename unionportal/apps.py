from django.apps import AppConfig, apps
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _

# Third-party tables that nobody administers by hand: what is needed of them is an action on the user.
HIDDEN_IN_ADMIN = ("auth.Group", "account.EmailAddress", "mfa.Authenticator", "usersessions.UserSession")


class PortalConfig(AppConfig):
    name = "unionportal"
    verbose_name = _("门户")

    def ready(self) -> None:
        """Make the Celery app current in every process, so that tasks are published to our broker."""
        from unionportal import celery  # noqa: F401

        for label in HIDDEN_IN_ADMIN:
            model = apps.get_model(label)
            if admin.site.is_registered(model):
                admin.site.unregister(model)


class PortalAdminConfig(AdminConfig):
    """The Django admin behind the portal's own sign-in and grants."""

    default_site = "foundation.core.admin_site.PortalAdminSite"
    default = False
