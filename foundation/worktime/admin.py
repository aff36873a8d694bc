"""Calendar and limits, kept by the system administrator, and how far the recounts are that a change asked for."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from foundation.core.admin_site import ReadOnlyAdmin
from foundation.worktime import services
from foundation.worktime.forms import AnnouncedYearForm
from foundation.worktime.models import AnnouncedYear, CalendarException, Recount, TimeLimit


def _say(request: HttpRequest, order: Recount) -> None:
    messages.success(
        request,
        format_html(
            '{} <a href="{}">{}</a>',
            _("已保存。正在计时的期限会在后台按新日历重新核算，有变化的通知承办单位；已停止计时的事项不变。"),
            reverse("admin:worktime_recount_changelist"),
            _("查看进度"),
        ),
    )


@admin.register(CalendarException)
class CalendarExceptionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["date", "kind", "note", "notice_number"]
    list_filter = ["kind"]
    search_fields = ["note", "notice_number"]
    actions = None
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        _say(request, services.save_exception(by=request.user, exception=obj))  # type: ignore[arg-type]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        _say(request, services.remove_exception(by=request.user, exception=obj))  # type: ignore[arg-type]


@admin.register(AnnouncedYear)
class AnnouncedYearAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = AnnouncedYearForm
    list_display = ["year", "notice_number"]
    actions = None
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        days = {"off": form.cleaned_data["off"], "work": form.cleaned_data["work"]}
        _say(request, services.announce_year(by=request.user, year=obj, **days))  # type: ignore[arg-type]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        _say(request, services.withdraw_year(by=request.user, year=obj))  # type: ignore[arg-type]


@admin.register(TimeLimit)
class TimeLimitAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["label", "key", "category", "urgency", "amount", "unit", "extension_days", "basis"]
    list_filter = ["key"]
    search_fields = ["label", "key", "category"]
    actions = None
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        services.save_limit(by=request.user, limit=obj)  # type: ignore[arg-type]
        messages.info(request, _("新时限用于今后起算的事项；已在计时的事项仍按原时限。"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # services look limits up by key: a missing one would stop work


@admin.register(Recount)
class RecountAdmin(ReadOnlyAdmin):
    """What changes of the calendar did to running deadlines, and how far the counting is."""

    fields = ["reason", "first", "last", "asked_by", "asked_at", "counted", "moved", "finished_at"]
    list_display = ["reason", "asked_at", "counted", "moved", "finished_at"]
    list_filter = [("finished_at", admin.EmptyFieldListFilter)]
