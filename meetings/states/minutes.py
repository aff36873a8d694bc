"""The life of a meeting's minutes (纪要): drafted, countersigned by units, signed, numbered, issued."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Move


class MinutesState(models.TextChoices):
    DRAFTING = "drafting", _("起草")
    COUNTERSIGNING = "countersigning", _("会签中")
    SIGNING = "signing", _("待签发")
    SIGNED = "signed", _("已签发")
    ISSUED = "issued", _("已印发")


M = MinutesState

FINAL: Final = (M.SIGNED, M.ISSUED)
"""The text is fixed and carries its number."""

MINUTES_MOVES: Final = (
    Move("send_to_countersign", (M.DRAFTING,), M.COUNTERSIGNING),
    Move("countersign", (M.COUNTERSIGNING,), (M.COUNTERSIGNING, M.SIGNING)),
    Move("return_minutes", (M.COUNTERSIGNING, M.SIGNING), M.DRAFTING),
    Move("sign_minutes", (M.SIGNING,), M.SIGNED),
    Move("issue_minutes", (M.SIGNED,), M.ISSUED),
)

LOOK: Final = {M.DRAFTING: "draft", M.COUNTERSIGNING: "doing", M.SIGNING: "wait", M.SIGNED: "done", M.ISSUED: "done"}
