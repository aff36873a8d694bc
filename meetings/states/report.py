"""The life of a work report (工作通报): compiled from live records, completed, frozen as a paper of item 1."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Move


class ReportState(models.TextChoices):
    COMPILING = "compiling", _("汇编中")
    ISSUED = "issued", _("已定稿")


R = ReportState

REPORT_MOVES: Final = (
    Move("compile_report", (R.COMPILING,), R.COMPILING),
    Move("explain", (R.COMPILING,), R.COMPILING),
    Move("issue_report", (R.COMPILING,), R.ISSUED),
)

LOOK: Final = {R.COMPILING: "doing", R.ISSUED: "done"}
