"""Columns are kept here; releases, versions and reviews are looked at only."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation import audit
from foundation.core.admin_site import ReadOnlyAdmin, act_on_each
from news import services
from news.models import Column, Release, ReleaseVersion, Review
from news.services import edition


@admin.register(Column)
class ColumnAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "slug", "place", "sort_order", "closed_on"]
    list_filter = ["place"]
    search_fields = ["name", "slug"]
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Plain reference data: a row, an audit record, and a new edition of the reading site."""
        with transaction.atomic():
            obj.save()
            audit.record("column.saved", by=request.user, about=obj, fields=form.changed_data)  # type: ignore[arg-type]
            edition.turn()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a column is closed by date: releases point at it


class ReviewInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Review
    extra = 0
    can_delete = False
    fields = ("step", "decision", "reviewer", "reviewed_at", "notes")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    actions = [
        act_on_each("publish", _("立即发布已签发的稿件"), lambda release, by: services.publish(release=release, by=by)),
    ]
    list_display = ["reference", "title", "state", "column", "published_at"]
    list_filter = ["state", "column", "origin"]
    list_select_related = ["column", "current"]
    search_fields = ["reference", "versions__title"]


@admin.register(ReleaseVersion)
class ReleaseVersionAdmin(ReadOnlyAdmin):
    list_display = ["release", "number", "title", "frozen_at"]
    list_select_related = ["release__current"]
    search_fields = ["title", "release__reference"]
    inlines = [ReviewInline]
