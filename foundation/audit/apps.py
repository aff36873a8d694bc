from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "foundation.audit"
    label = "audit"
    verbose_name = _("审计")

    def ready(self) -> None:
        """Tell core where denials and recorded reads are written."""
        from foundation.audit.hooks import record_denial, record_view
        from foundation.core import http

        if record_denial not in http.denial_hooks:
            http.denial_hooks.append(record_denial)
            http.view_hooks.append(record_view)
