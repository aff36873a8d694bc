"""One row per move of the minutes."""

from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Action, Workflow
from meetings.models import Minutes
from meetings.policies import minutes as may
from meetings.states.minutes import MINUTES_MOVES

_moves = {move.verb: move for move in MINUTES_MOVES}

MINUTES = Workflow(
    Minutes,
    "state",
    [
        Action(
            _moves["send_to_countersign"],
            _("送会签"),
            may.check_can_send_to_countersign,
            "meetings:send_to_countersign",
            "primary",
            "send",
        ),
        Action(_moves["countersign"], _("会签"), may.check_can_countersign, "meetings:countersign", "primary", "stamp"),
        Action(
            _moves["return_minutes"],
            _("退回修改"),
            may.check_can_return_minutes,
            "meetings:return_minutes",
            "",
            "return",
        ),
        Action(_moves["sign_minutes"], _("签发纪要"), may.check_can_sign, "meetings:sign_minutes", "primary", "stamp"),
        Action(
            _moves["issue_minutes"], _("印发纪要"), may.check_can_issue, "meetings:issue_minutes", "primary", "send"
        ),
    ],
)
