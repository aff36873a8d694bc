"""The audit log as audit administrators see it: read only, searchable by record, actor and request."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from foundation.audit.events import label
from foundation.audit.models import AuditLink, AuditRow
from foundation.core.admin_site import ReadOnlyAdmin


@admin.register(AuditRow)
class AuditRowAdmin(ReadOnlyAdmin):
    list_display = ["at", "event_label", "actor", "subject_reference", "unit", "ip"]
    list_filter = ["at"]
    search_fields = ["=event", "=actor", "=subject_reference", "=request_id"]
    search_help_text = _("按事件代码、操作者、对象编号或请求编号精确查找。")
    date_hierarchy = None

    @admin.display(description=_("事件"), ordering="event")
    def event_label(self, row: Any) -> str:
        return label(row.event)


@admin.register(AuditLink)
class AuditLinkAdmin(ReadOnlyAdmin):
    list_display = ["seq", "row_id", "fingerprint"]
    search_fields = ["=row_id"]
    fields = ["seq", "row_id", "fingerprint"]
    readonly_fields = ["fingerprint"]

    @admin.display(description=_("散列值"))
    def fingerprint(self, link: Any) -> str:
        return bytes(link.h).hex()
