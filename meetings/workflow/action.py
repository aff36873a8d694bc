"""One row per move of an action item."""

from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Action, Workflow
from meetings.models import ActionItem
from meetings.policies import actions as may
from meetings.states.action import ACTION_MOVES

_moves = {move.verb: move for move in ACTION_MOVES}

ACTION = Workflow(
    ActionItem,
    "state",
    [
        Action(
            _moves["dispatch_action"],
            _("交办"),
            may.check_can_supervise,
            "meetings:dispatch_action",
            "primary",
            "send",
        ),
        Action(_moves["accept_action"], _("签收"), may.check_can_work, "meetings:accept_action", "primary", "check"),
        Action(_moves["return_action"], _("申请退回"), may.check_can_work, "meetings:return_action", "", "return"),
        Action(
            _moves["report_progress"], _("登记进展"), may.check_can_work, "meetings:report_progress", "primary", "edit"
        ),
        Action(
            _moves["request_extension"],
            _("申请延期"),
            may.check_can_ask_extension,
            "meetings:request_extension",
            "",
            "clock",
        ),
        Action(
            _moves["decide_extension"],
            _("审批延期"),
            may.check_can_supervise,
            "meetings:decide_extension",
            "primary",
            "clock",
        ),
        Action(_moves["report_done"], _("反馈办结"), may.check_can_work, "meetings:report_done", "", "ok"),
        Action(_moves["send_back"], _("退回补办"), may.check_can_supervise, "meetings:send_back", "", "return"),
        Action(_moves["accept_report"], _("认可办结"), may.check_can_supervise, "meetings:accept_report", "", "check"),
        Action(_moves["close_action"], _("销号"), may.check_can_supervise, "meetings:close_action", "primary", "stamp"),
        Action(
            _moves["make_long_term"],
            _("转为长期推进"),
            may.check_can_supervise,
            "meetings:make_long_term",
            "",
            "history",
        ),
        Action(_moves["shelve"], _("挂账"), may.check_can_supervise, "meetings:shelve", "", "pause"),
        Action(_moves["resume_action"], _("恢复办理"), may.check_can_supervise, "meetings:resume_action", "", "play"),
        Action(_moves["terminate"], _("终止"), may.check_can_supervise, "meetings:terminate", "danger", "x"),
    ],
)
