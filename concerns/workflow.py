"""One row per move: its words, its guard, its page. Buttons, services, triggers, diagram and matrix read this."""

from django.utils.translation import gettext_lazy as _

from concerns import policies
from concerns.models import Cluster, Concern
from concerns.states import CLUSTER_MOVES, MOVES
from foundation.core.workflow import Action, Workflow

_moves = {move.verb: move for move in MOVES}
_cluster_moves = {move.verb: move for move in CLUSTER_MOVES}

CONCERN = Workflow(
    Concern,
    "state",
    [
        Action(_moves["accept"], _("签收"), policies.check_can_accept, "concerns:accept", "primary", "check"),
        Action(_moves["triage"], _("受理"), policies.check_can_triage, "concerns:triage", "primary", "check"),
        Action(_moves["dispatch"], _("派单"), policies.check_can_dispatch, "concerns:dispatch", "primary", "handoff"),
        Action(
            _moves["report_progress"],
            _("记录进展"),
            policies.check_can_report_progress,
            "concerns:report_progress",
            "primary",
            "edit",
        ),
        Action(_moves["report"], _("反馈结果"), policies.check_can_report, "concerns:report", "", "send"),
        Action(
            _moves["review_report"],
            _("审核结果"),
            policies.check_can_review_report,
            "concerns:review_report",
            "primary",
            "stamp",
        ),
        Action(
            _moves["call_back"], _("登记回访"), policies.check_can_call_back, "concerns:call_back", "primary", "phone"
        ),
        Action(_moves["close"], _("未果办结"), policies.check_can_close, "concerns:close", "", "check"),
        Action(_moves["answer"], _("直接答复"), policies.check_can_triage, "concerns:answer", "", "msg"),
        Action(_moves["refer_out"], _("转办"), policies.check_can_triage, "concerns:refer_out", "", "arrow-r"),
        Action(_moves["reject"], _("不予受理"), policies.check_can_triage, "concerns:reject", "", "x"),
        Action(
            _moves["return_order"], _("退单"), policies.check_can_return_order, "concerns:return_order", "", "return"
        ),
        Action(_moves["reassign"], _("改派"), policies.check_can_dispatch, "concerns:reassign", "", "handoff"),
        Action(_moves["shelve"], _("挂账"), policies.check_can_shelve, "concerns:shelve", "", "pause"),
        Action(_moves["resume"], _("恢复办理"), policies.check_can_shelve, "concerns:resume", "primary", "play"),
        Action(_moves["reopen"], _("重开"), policies.check_can_reopen, "concerns:reopen", "", "refresh"),
        Action(_moves["merge"], _("并案"), policies.check_can_merge, "concerns:merge", "", "link"),
        Action(_moves["withdraw"], _("撤诉"), policies.check_can_withdraw, "concerns:withdraw", "", "minus"),
        Action(_moves["open_callback"], _("开启回访"), policies.check_can_open_callback, by_system=True, listed=False),
    ],
)

CLUSTER = Workflow(
    Cluster,
    "state",
    [
        Action(_cluster_moves["dissolve"], _("解散"), policies.check_can_change_cluster, "concerns:dissolve", "", "x"),
        Action(
            _cluster_moves["pause_for_topic"], _("提请上会"), policies.check_by_meeting, by_system=True, listed=False
        ),
        Action(
            _cluster_moves["resume_after_withdrawal"],
            _("撤回议题"),
            policies.check_by_meeting,
            by_system=True,
            listed=False,
        ),
        Action(
            _cluster_moves["receive_decision"],
            _("接收议定事项"),
            policies.check_by_meeting,
            by_system=True,
            listed=False,
        ),
        Action(
            _cluster_moves["open_callbacks"], _("开启回访"), policies.check_by_meeting, by_system=True, listed=False
        ),
    ],
)
