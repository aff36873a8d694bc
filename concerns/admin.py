"""Categories are kept here. Concerns are looked at without their content: an administrator is no reader of cases."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerns import services
from concerns.models import Category, Cluster, Concern
from foundation import audit
from foundation.core.admin_site import ReadOnlyAdmin
from foundation.core.policies import Refused


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["code", "name", "scope", "valid_to"]
    search_fields = ["code", "name"]
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Plain reference data: a row and an audit record. Running clocks keep their limit."""
        with transaction.atomic():
            obj.save()
            audit.record("category.saved", by=request.user, about=obj, fields=form.changed_data)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a category is closed by date: concerns point at it


@admin.register(Concern)
class ConcernAdmin(ReadOnlyAdmin):
    """Number, state, unit and dates; title, narrative and reporter stay with those who handle them."""

    fields = [
        "reference",
        "state",
        "source",
        "category",
        "urgency",
        "complexity",
        "unit",
        "street_unit",
        "registered_at",
        "dispatched_at",
        "limit_days",
        "due_at",
        "due_provisional",
        "paused_at",
        "paused_days",
        "closed_at",
        "version",
    ]
    list_display = ["reference", "state", "category", "urgency", "unit", "due_at", "registered_at"]
    list_filter = ["state", "urgency", "source"]
    list_select_related = ["category", "unit"]
    search_fields = ["reference"]
    actions = ["resume_concerns"]

    @admin.action(description=gettext_lazy("恢复办理选中的挂账诉求"), permissions=["view"])
    def resume_concerns(self, request: HttpRequest, queryset: Any) -> None:
        """Row by row through the service, so that its policy, story and audit hold here too."""
        done = 0
        for concern in queryset.order_by("pk"):
            try:
                with transaction.atomic():
                    services.resume(concern=concern, by=request.user)  # type: ignore[arg-type]
                done += 1
            except Refused as refused:
                self.message_user(request, f"{concern.reference}：{refused}", messages.WARNING)
        if done:
            self.message_user(request, _("已恢复办理%(n)d件。") % {"n": done}, messages.SUCCESS)


@admin.register(Cluster)
class ClusterAdmin(ReadOnlyAdmin):
    fields = [
        "reference",
        "state",
        "category",
        "street_unit",
        "unit",
        "grouped_at",
        "raised_at",
        "topic_reference",
        "decided_at",
        "decision_reference",
    ]
    list_display = ["reference", "state", "category", "unit", "topic_reference", "grouped_at"]
    list_filter = ["state"]
    list_select_related = ["category", "unit"]
    search_fields = ["reference", "topic_reference"]
