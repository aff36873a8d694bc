"""The Django admin: same sign-in as the portal, administrators only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(admin.AdminSite):
    """Chinese, themed, and behind allauth (`secure_admin_login` wraps `login` in the urls)."""

    site_header = _("系统管理")
    site_title = _("系统管理")
    index_title = _("系统管理")
    site_url = "/desk/"
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.is_authenticated and user.is_active and user.is_staff)


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Business records are looked at here, never changed: their states move through the portal's services."""

    actions_on_top = True
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
