"""Number series are reference data; what was given out is only looked at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from foundation.core.admin_site import ReadOnlyAdmin
from foundation.documents.models import IssuedNumber, NumberSeries


@admin.register(NumberSeries)
class NumberSeriesAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "prefix", "code", "remark"]
    search_fields = ["name", "prefix", "code"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """代字 and code are fixed once numbers were given out under them."""
        return ["code", "prefix"] if obj and obj.issued.exists() else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(obj) and not obj.issued.exists() and super().has_delete_permission(request, obj)


@admin.register(IssuedNumber)
class IssuedNumberAdmin(ReadOnlyAdmin):
    list_display = ["text", "series", "subject_reference", "issued_at"]
    list_filter = ["series", "year"]
    list_select_related = ["series"]
    search_fields = ["text", "=subject_reference"]
