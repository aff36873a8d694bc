"""Dead letters: what did not go out, why, and another try."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.core.admin_site import ReadOnlyAdmin
from foundation.outbox.models import OutboxRow, Tick
from foundation.outbox.notice import find
from foundation.outbox.services.resend import resend


@admin.register(OutboxRow)
class OutboxRowAdmin(ReadOnlyAdmin):
    list_display = (
        "label", "about", "recipient", "channel", "state", "reason", "failures", "next_attempt_at", "created_at", "sent_at",
    )  # fmt: skip
    list_filter = ("state", "channel", "reason")
    search_fields = ("=notice", "=recipient", "=object_label")
    ordering = ("-id",)
    actions = ("resend_selected",)
    fields = (
        "label", "about", "recipient", "channel", "once", "actor", "state", "reason", "attempts", "failures", "losses",
        "next_attempt_at", "leased_until", "created_at", "sent_at", "key",
    )  # fmt: skip

    @admin.display(description=gettext_lazy("通知"), ordering="notice")
    def label(self, row: OutboxRow) -> str:
        notice = find(row.notice)
        return str(notice.label) if notice else row.notice

    @admin.display(description=gettext_lazy("事项"))
    def about(self, row: OutboxRow) -> str:
        return f"{row.object_label}:{row.object_pk}" if row.object_label else "—"

    @admin.action(description=gettext_lazy("重新发送所选的失败消息"))
    def resend_selected(self, request: HttpRequest, queryset: QuerySet[OutboxRow]) -> None:
        rows = list(queryset)
        count = resend(rows=rows, by=request.user)
        for row in rows:
            self.log_change(request, row, _("重新发送"))
        if count:
            sentence = ngettext("%d条消息已重新排队，将在数秒内发送。", "%d条消息已重新排队，将在数秒内发送。", count)
            self.message_user(request, sentence % count, messages.SUCCESS)
        if skipped := len(rows) - count:
            sentence = ngettext("%d条不是“发送失败”，未作改动。", "%d条不是“发送失败”，未作改动。", skipped)
            self.message_user(request, sentence % skipped, messages.WARNING)


@admin.register(Tick)
class TickAdmin(ReadOnlyAdmin):
    list_display = ("name", "ran_at")
