"""One row per move of a meeting. Moves of the session and after it carry their guard in the second half of the app."""

from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Action, Workflow
from meetings.models import Meeting
from meetings.policies import meetings as may
from meetings.policies import session
from meetings.states.meeting import MEETING_MOVES

_moves = {move.verb: move for move in MEETING_MOVES}

MEETING = Workflow(
    Meeting,
    "state",
    [
        Action(
            _moves["send_for_review"],
            _("议程送审"),
            may.check_can_send_for_review,
            "meetings:send_for_review",
            "primary",
            "send",
        ),
        Action(_moves["recall"], _("收回议程"), may.check_can_recall, "meetings:recall", "", "return"),
        Action(
            _moves["notify"], _("发会议通知"), session.check_can_notify, "meetings:notify_meeting", "primary", "mail"
        ),
        Action(_moves["open"], _("开会"), session.check_can_open, "meetings:open_meeting", "primary", "play"),
        Action(_moves["end"], _("结束会议"), session.check_can_end, "meetings:end_meeting", "primary", "check"),
        Action(
            _moves["draft_minutes"], _("起草纪要"), may.check_can_prepare, "meetings:draft_minutes", "primary", "edit"
        ),
        Action(_moves["countersign"], _("纪要送会签"), session.check_by_record, by_system=True, listed=False),
        Action(_moves["send_to_sign"], _("纪要送签"), session.check_by_record, by_system=True, listed=False),
        Action(_moves["return_minutes"], _("纪要退回"), session.check_by_record, by_system=True, listed=False),
        Action(_moves["issue"], _("纪要印发"), session.check_by_record, by_system=True, listed=False),
        Action(_moves["supervise"], _("转入督办"), session.check_by_record, by_system=True, listed=False),
        Action(_moves["conclude"], _("议定事项全部办结"), session.check_by_record, by_system=True, listed=False),
        Action(_moves["archive"], _("归档"), session.check_can_stop, "meetings:archive_meeting", "", "save"),
        Action(_moves["reschedule"], _("延期"), session.check_can_stop, "meetings:reschedule", "", "cal"),
        Action(_moves["resume"], _("恢复筹备"), session.check_can_stop, "meetings:resume_meeting", "primary", "play"),
        Action(_moves["cancel"], _("取消会议"), session.check_can_stop, "meetings:cancel_meeting", "danger", "x"),
    ],
)
