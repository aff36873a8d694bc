"""One row per move of an opinion."""

from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Action, Workflow
from meetings.models import Opinion
from meetings.policies import opinions as may
from meetings.states.opinion import OPINION_MOVES

_moves = {move.verb: move for move in OPINION_MOVES}

OPINION = Workflow(
    Opinion,
    "state",
    [
        Action(_moves["answer"], _("答复意见"), may.check_can_answer, "meetings:answer_opinion", "primary", "edit"),
        Action(_moves["reask"], _("请按现稿确认"), may.check_can_reask, "meetings:reask_opinion", "", "refresh"),
        Action(_moves["stop"], _("停止征求"), may.check_can_stop, by_system=True, listed=False),
    ],
)
