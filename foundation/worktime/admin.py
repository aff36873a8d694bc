"""Calendar and limits, kept by the system administrator. Each save says which deadlines it moved and which not."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from foundation.worktime import services
from foundation.worktime.forms import AnnouncedYearForm
from foundation.worktime.models import AnnouncedYear, CalendarException, TimeLimit
from foundation.worktime.services import Moved


def _say(request: HttpRequest, moved: list[Moved]) -> None:
    if not moved:
        messages.info(request, _("没有正在计时的事项受此影响；已停止计时的事项不变。"))
        return
    names = "、".join(str(getattr(one.record, "reference", one.record)) for one in moved[:10])
    sentence = _("已按新日历重新计算%(n)d个事项的期限：%(names)s%(more)s。已停止计时的事项不变。")
    more = _("等") if len(moved) > 10 else ""
    messages.success(request, sentence % {"n": len(moved), "names": names, "more": more})


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
