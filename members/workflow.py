"""Applications as people meet them: labels, policies, addresses."""

from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Action, Workflow
from members.models import Application
from members.policies import check_can_change_application, check_can_place, check_can_review
from members.states import APPLICATION_MOVES

_MOVES = {move.verb: move for move in APPLICATION_MOVES}

APPLICATION = Workflow(
    Application,
    "state",
    [
        Action(_MOVES["submit"], _("提交申请"), check_can_change_application, url="members:submit", tone="primary"),
        Action(_MOVES["place"], _("分配工会"), check_can_place, url="members:place"),
        Action(_MOVES["take_up"], _("开始审核"), check_can_review, url="members:take_up", tone="primary"),
        Action(_MOVES["approve"], _("批准入会"), check_can_review, url="members:approve", tone="primary"),
        Action(_MOVES["return_application"], _("退回补正"), check_can_review, url="members:return_application"),
        Action(_MOVES["refuse"], _("不予通过"), check_can_review, url="members:refuse", tone="danger"),
        Action(_MOVES["mark_duplicate"], _("标为重复申请"), check_can_review, url="members:mark_duplicate"),
        Action(_MOVES["enrol"], _("建立会籍"), check_can_review, listed=False),
        Action(_MOVES["withdraw"], _("撤回申请"), check_can_change_application, url="members:withdraw"),
    ],
)
