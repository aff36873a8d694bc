"""One row per move of a meeting. Moves of the session and after it carry their guard in the second half of the app."""

from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Action, Workflow
from meetings.models import Meeting
from meetings.policies import meetings as may
from meetings.states.meeting import MEETING_MOVES

_moves = {move.verb: move for move in MEETING_MOVES}

MEETING = Workflow(
    Meeting,
    "state",
    [
        Action(_moves["send_for_review"], _("议程送审"), may.check_can_send_for_review, "meetings:send_for_review",
               "primary", "send"),
        Action(_moves["recall"], _("收回议程"), may.check_can_recall, "meetings:recall", "", "return"),
    ],
)
