from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "foundation.imports"
    label = "imports"
    verbose_name = _("数据导入")

    def ready(self) -> None:
        """Each app says in its `importers.py` what it takes in."""
        autodiscover_modules("importers")
