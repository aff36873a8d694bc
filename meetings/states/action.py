"""The life of an action item (督办事项), D§1.4."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Move


class ActionState(models.TextChoices):
    PENDING = "pending", _("待交办")
    DISPATCHED = "dispatched", _("已交办，待签收")
    RETURN_REQUESTED = "return_requested", _("申请退回")
    ACCEPTED = "accepted", _("已签收")
    IN_PROGRESS = "in_progress", _("办理中")
    EXTENSION_REQUESTED = "extension_requested", _("申请延期")
    REPORTED = "reported", _("已反馈，待审核")
    REWORK = "rework", _("退回补办")
    DONE = "done", _("办结")
    CLOSED = "closed", _("销号")
    LONG_TERM = "long_term", _("长期推进")
    SHELVED = "shelved", _("挂账")
    TERMINATED = "terminated", _("终止")


A = ActionState

WORKING: Final = (A.ACCEPTED, A.IN_PROGRESS, A.REWORK)
"""In the hands of a unit that has signed for it."""

FINISHED: Final = (A.DONE, A.CLOSED, A.TERMINATED)
"""No clock, no lights."""

ACTION_MOVES: Final = (
    Move("dispatch_action", (A.PENDING, A.RETURN_REQUESTED), A.DISPATCHED),
    Move("accept_action", (A.DISPATCHED,), A.ACCEPTED),
    Move("return_action", (A.DISPATCHED,), A.RETURN_REQUESTED),
    Move("report_progress", (*WORKING, A.LONG_TERM), (A.IN_PROGRESS, A.LONG_TERM)),
    Move("request_extension", WORKING, A.EXTENSION_REQUESTED),
    Move("decide_extension", (A.EXTENSION_REQUESTED,), A.IN_PROGRESS),
    Move("report_done", (*WORKING, A.LONG_TERM), A.REPORTED),
    Move("send_back", (A.REPORTED,), A.REWORK),
    Move("accept_report", (A.REPORTED,), A.DONE),
    Move("close_action", (A.REPORTED, A.DONE), A.CLOSED),
    Move("make_long_term", WORKING, A.LONG_TERM),
    Move("shelve", WORKING, A.SHELVED),
    Move("resume_action", (A.SHELVED,), A.IN_PROGRESS),
    Move("terminate", (A.PENDING, A.DISPATCHED, A.RETURN_REQUESTED, *WORKING, A.LONG_TERM, A.SHELVED), A.TERMINATED),
)

LOOK: Final = {
    A.PENDING: "draft",
    A.DISPATCHED: "wait",
    A.RETURN_REQUESTED: "returned",
    A.ACCEPTED: "meeting",
    A.IN_PROGRESS: "meeting",
    A.EXTENSION_REQUESTED: "due",
    A.REPORTED: "wait",
    A.REWORK: "returned",
    A.DONE: "done",
    A.CLOSED: "done",
    A.LONG_TERM: "meeting",
    A.SHELVED: "paused",
    A.TERMINATED: "paused",
}
