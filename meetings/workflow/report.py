"""One row per move of a work report."""

from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Action, Workflow
from meetings.models import WorkReport
from meetings.policies import reports as may
from meetings.states.report import REPORT_MOVES

_moves = {move.verb: move for move in REPORT_MOVES}

REPORT = Workflow(
    WorkReport,
    "state",
    [
        Action(
            _moves["compile_report"], _("重新汇编"), may.check_can_compile, "meetings:compile_report", "", "refresh"
        ),
        Action(_moves["explain"], _("填写说明和意见"), may.check_can_compile, listed=False),
        Action(
            _moves["issue_report"], _("定稿"), may.check_can_issue_report, "meetings:issue_report", "primary", "stamp"
        ),
    ],
)
