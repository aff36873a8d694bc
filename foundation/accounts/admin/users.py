"""Users, kept by the security administrator."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from foundation.accounts import services
from foundation.accounts.forms import InviteForm
from foundation.accounts.models import User
from foundation.core.policies import Refused


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["username", "display_name", "unit", "title", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "display_name", "unit__name"]
    list_select_related = ["unit"]
    fields = ["username", "display_name", "unit", "title", "email", "is_active", "must_change_password", "last_login"]
    readonly_fields = ["last_login"]
    show_full_result_count = False
    actions = ["send_links", "reset_second_steps", "unlock"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["username", "last_login"] if obj else ["last_login"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        services.save_user(by=request.user, user=obj)  # type: ignore[arg-type]

    def get_urls(self) -> Any:
        return [
            path("invite/", self.admin_site.admin_view(self.invite), name="accounts_user_invite"),
            *super().get_urls(),
        ]

    def invite(self, request: HttpRequest) -> HttpResponse:
        """邀请: account, role and one-time link in one step."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = InviteForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    user = services.invite(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                self.message_user(request, _("已向%(name)s发出邀请。") % {"name": user.display_name}, messages.SUCCESS)
                return redirect("admin:accounts_user_changelist")
        facts = {**self.admin_site.each_context(request), "title": _("邀请"), "opts": self.model._meta, "form": form}
        return TemplateResponse(request, "admin/accounts/user/invite.html", facts)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # an account is closed, not deleted: the audit log refers to it

    @admin.action(description=_("发送设置密码链接"))
    def send_links(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.send_link, _("已发送链接给%(name)s。"))

    @admin.action(description=_("重置两步验证"))
    def reset_second_steps(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.reset_second_step, _("已重置%(name)s的两步验证。"))

    @admin.action(description=_("解除登录锁定"))
    def unlock(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.unlock, _("%(name)s可以立即重新登录。"))

    def _each(self, request: HttpRequest, users: Any, service: Any, said: Any) -> None:
        """One service call per user; a refusal is said and stops nobody else's."""
        for user in users:
            try:
                service(by=request.user, user=user)
            except Refused as refused:
                self.message_user(request, f"{user.display_name}：{refused}", messages.ERROR)
            else:
                self.message_user(request, said % {"name": user.display_name}, messages.SUCCESS)
