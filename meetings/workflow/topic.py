"""One row per move of a topic: its words, its guard, its page."""

from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Action, Workflow
from meetings.models import Topic
from meetings.policies import topics as may
from meetings.states.topic import TOPIC_MOVES

_moves = {move.verb: move for move in TOPIC_MOVES}

TOPIC = Workflow(
    Topic,
    "state",
    [
        Action(_moves["submit"], _("提交议题"), may.check_can_submit, "meetings:submit", "primary", "send"),
        Action(_moves["accept"], _("初筛"), may.check_can_screen, "meetings:screen", "primary", "check"),
        Action(_moves["consult"], _("征求意见"), may.check_can_consult, "meetings:consult", "primary", "msg"),
        Action(_moves["consolidate"], _("汇总意见"), may.check_can_consolidate, "meetings:consolidate", "", "check"),
        Action(_moves["present"], _("报两家审定"), may.check_can_present, "meetings:present", "primary", "send"),
        Action(
            _moves["clear_for_union"],
            _("工会审定"),
            may.check_can_clear_for_union,
            "meetings:clear",
            "primary",
            "stamp",
        ),
        Action(
            _moves["clear_for_government"],
            _("区政府办审定"),
            may.check_can_clear_for_government,
            "meetings:clear",
            "primary",
            "stamp",
        ),
        Action(_moves["schedule"], _("列入会议"), may.check_can_schedule, "meetings:schedule", "primary", "cal"),
        Action(_moves["unschedule"], _("移出议程"), may.check_can_unschedule, by_system=True, listed=False),
        Action(_moves["return"], _("退回修改"), may.check_can_return, "meetings:return_topic", "", "return"),
        Action(_moves["redirect"], _("转办"), may.check_can_screen, listed=False),
        Action(_moves["merge"], _("并案"), may.check_can_screen, listed=False),
        Action(_moves["defer"], _("缓议"), may.check_can_defer, "meetings:defer", "", "pause"),
        Action(_moves["resume"], _("恢复审定"), may.check_can_present, "meetings:resume", "", "play"),
        Action(_moves["withdraw"], _("撤回议题"), may.check_can_withdraw, "meetings:withdraw", "", "x"),
        Action(_moves["reopen"], _("重新审定"), may.check_can_edit, by_system=True, listed=False),
        Action(_moves["discuss"], _("审议"), may.check_by_session, by_system=True, listed=False),
        Action(_moves["decide"], _("登记审议结果"), may.check_by_session, by_system=True, listed=False),
        Action(
            _moves["carry_over"], _("转入下次会议"), may.check_by_session, "meetings:carry_over", "primary", "refresh"
        ),
        Action(_moves["archive"], _("归档"), may.check_by_session, by_system=True, listed=False),
    ],
)
