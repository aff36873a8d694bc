"""Categories are kept here. Concerns are looked at without their content: an administrator is no reader of cases."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from concerns import services
from concerns.models import Category, Cluster, Concern
from foundation import audit
from foundation.core.admin_site import ReadOnlyAdmin, act_on_each


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
    actions = [
        act_on_each(
            "accept_concerns", _("签收选中的诉求"), lambda concern, by: services.accept(concern=concern, by=by)
        ),
        act_on_each(
            "resume_concerns", _("恢复办理选中的挂账诉求"), lambda concern, by: services.resume(concern=concern, by=by)
        ),
    ]


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
