"""What is locked, seen and undone by the security administrator."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.accounts import services
from foundation.accounts.models import Tries
from foundation.core import clock
from foundation.core.admin_site import ReadOnlyAdmin


@admin.register(Tries)
class TriesAdmin(ReadOnlyAdmin):
    """Locks in force. Accounts are unlocked from the list of users: what was typed as a name is not kept here."""

    list_display = ["kind", "ip", "count", "began_at", "locked_until"]
    list_filter = ["kind"]
    fields = ["kind", "ip", "count", "began_at", "locked_until"]
    actions = ["unlock"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(locked_until__gt=clock.now())

    @admin.action(description=_("解除锁定"), permissions=["view"])
    def unlock(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            services.unlock_row(by=request.user, tries=row)  # type: ignore[arg-type]
        self.message_user(request, _("已解除锁定，可以立即重新登录。"), messages.SUCCESS)
