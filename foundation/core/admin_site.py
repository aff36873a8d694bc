"""The Django admin: same sign-in as the portal, administrators only."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.core.policies import Refused


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


def act_on_each(name: str, label: Any, act: Callable[[Any, Any], object]) -> Callable[..., None]:
    """An admin action that calls `act(record, user)`, a service of the record's app, once for each chosen row.

    Each row has a savepoint of its own: what the service refuses is said in its words with the record's number, the rest
    is done. The service holds policy, audit and notices, so an administrator can do here what her grants allow, no more.
    """

    @admin.action(description=label, permissions=["view"])
    def action(model_admin: Any, request: HttpRequest, queryset: Any) -> None:
        done = 0
        for record in queryset.order_by("pk"):
            try:
                with transaction.atomic():
                    act(record, request.user)
                done += 1
            except Refused as refused:
                model_admin.message_user(request, f"{record.reference}：{refused}", messages.WARNING)
        if done:
            model_admin.message_user(request, gettext("已办理%(n)d件。") % {"n": done}, messages.SUCCESS)

    action.__name__ = name
    return action
