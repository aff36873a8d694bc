"""Units and posts, kept by the system administrator."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from foundation.orgs import services
from foundation.orgs.models import Post, Unit


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "short_name", "code", "kind", "side", "parent", "valid_to"]
    list_filter = ["side", "kind"]
    search_fields = ["name", "short_name", "code"]
    list_select_related = ["parent"]
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        services.save_unit(by=request.user, unit=obj)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a unit is closed by date: records point at it


@admin.register(Post)
class PostAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["title", "holder_name", "unit", "sort_order", "valid_from", "valid_to"]
    list_select_related = ["unit"]
    search_fields = ["title", "holder_name", "unit__name"]
    show_full_result_count = False
