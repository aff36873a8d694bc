"""The life of a joint meeting (会议), D§1.4."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Move


class MeetingState(models.TextChoices):
    PREPARING = "preparing", _("筹备")
    AGENDA_REVIEW = "agenda_review", _("议程待审")
    NOTIFIED = "notified", _("已通知")
    IN_SESSION = "in_session", _("进行中")
    ENDED = "ended", _("已结束")
    DRAFTING = "drafting", _("纪要起草")
    COUNTERSIGNING = "countersigning", _("会签")
    SIGNING = "signing", _("待签发")
    ISSUED = "issued", _("已印发")
    SUPERVISING = "supervising", _("督办中")
    CONCLUDED = "concluded", _("已办结")
    ARCHIVED = "archived", _("已归档")
    RESCHEDULED = "rescheduled", _("已延期")
    CANCELLED = "cancelled", _("已取消")


S = MeetingState

BEFORE_NOTICE: Final = (S.PREPARING, S.AGENDA_REVIEW)
BEFORE_SESSION: Final = (*BEFORE_NOTICE, S.NOTIFIED)
HELD: Final = (
    S.IN_SESSION,
    S.ENDED,
    S.DRAFTING,
    S.COUNTERSIGNING,
    S.SIGNING,
    S.ISSUED,
    S.SUPERVISING,
    S.CONCLUDED,
    S.ARCHIVED,
)

MEETING_MOVES: Final = (
    Move("send_for_review", BEFORE_NOTICE, S.AGENDA_REVIEW),
    Move("recall", (S.AGENDA_REVIEW,), S.PREPARING),
    Move("notify", (S.AGENDA_REVIEW,), S.NOTIFIED),
    Move("open", (S.NOTIFIED,), S.IN_SESSION),
    Move("end", (S.IN_SESSION,), S.ENDED),
    Move("draft_minutes", (S.ENDED,), S.DRAFTING),
    Move("countersign", (S.DRAFTING,), S.COUNTERSIGNING),
    Move("send_to_sign", (S.COUNTERSIGNING,), S.SIGNING),
    Move("return_minutes", (S.COUNTERSIGNING, S.SIGNING), S.DRAFTING),
    Move("issue", (S.SIGNING,), S.ISSUED),
    Move("supervise", (S.ISSUED,), S.SUPERVISING),
    Move("conclude", (S.ISSUED, S.SUPERVISING), S.CONCLUDED),
    Move("archive", (S.CONCLUDED,), S.ARCHIVED),
    Move("reschedule", BEFORE_SESSION, S.RESCHEDULED),
    Move("resume", (S.RESCHEDULED,), S.PREPARING),
    Move("cancel", (*BEFORE_SESSION, S.RESCHEDULED), S.CANCELLED),
)

LOOK: Final = {
    S.PREPARING: "doing",
    S.AGENDA_REVIEW: "wait",
    S.NOTIFIED: "done",
    S.IN_SESSION: "doing",
    S.ENDED: "done",
    S.DRAFTING: "doing",
    S.COUNTERSIGNING: "doing",
    S.SIGNING: "wait",
    S.ISSUED: "done",
    S.SUPERVISING: "meeting",
    S.CONCLUDED: "done",
    S.ARCHIVED: "done",
    S.RESCHEDULED: "paused",
    S.CANCELLED: "paused",
}
"""How the design draws each state (shape and colour)."""
