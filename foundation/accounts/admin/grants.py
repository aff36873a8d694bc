"""Grants, kept by the security administrator."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.accounts import services
from foundation.accounts.models import Grant
from foundation.accounts.roles import roles
from foundation.core.policies import Refused


class GrantForm(forms.ModelForm):  # type: ignore[type-arg]
    """Asks the service's own questions before saving, so that a refusal is a sentence at the form."""

    role = forms.ChoiceField(label=_("角色"))

    class Meta:
        model = Grant
        fields = ["user", "role", "unit", "starts_on", "ends_on", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(r.code, f"{r.label}：{r.sentence}") for r in roles().values()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            try:
                services.check_can_grant(by=self.by, user=data["user"], role=data["role"])  # type: ignore[attr-defined]
            except Refused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return data


@admin.register(Grant)
class GrantAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = GrantForm
    list_display = ["user", "role_label", "unit", "starts_on", "ends_on", "granted_at"]
    list_filter = ["role"]
    search_fields = ["user__username", "user__display_name", "unit__name"]
    list_select_related = ["user", "unit"]
    actions = ["end_grants"]
    show_full_result_count = False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"by": request.user})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        data = form.cleaned_data
        saved = services.grant(by=request.user, **data)  # type: ignore[arg-type]
        obj.pk = saved.pk

    @admin.action(description=_("收回选中的授权（即刻生效）"))
    def end_grants(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            services.end_grant(by=request.user, grant=row)  # type: ignore[arg-type]
        self.message_user(request, _("已收回授权，相关人员的下一次访问即失去权限。"), messages.SUCCESS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # grants are ended by date
