from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import pre_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "foundation.core"
    label = "core"
    verbose_name = _("基础")

    def ready(self) -> None:
        """Find what each feature declares about itself; the one place where late imports are allowed."""
        from foundation.core.checks import views_have_access_mark
        from foundation.core.signals import give_app_role_future_tables

        autodiscover_modules("notices", "workflow", "contributions")
        pre_migrate.connect(give_app_role_future_tables, sender=self)
        checks.register(views_have_access_mark, checks.Tags.security)
