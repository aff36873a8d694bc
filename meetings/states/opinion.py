"""The life of one unit's written opinion on a topic."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Move


class OpinionState(models.TextChoices):
    ASKED = "asked", _("待答复")
    GIVEN = "given", _("已答复")
    WITHDRAWN = "withdrawn", _("已停止征求")


OPINION_MOVES: Final = (
    Move("answer", (OpinionState.ASKED,), OpinionState.GIVEN),
    Move("reask", (OpinionState.GIVEN,), OpinionState.ASKED),
    Move("stop", (OpinionState.ASKED,), OpinionState.WITHDRAWN),
)
