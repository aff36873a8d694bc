"""States of a release (D§6.1) and the moves between them: pure data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Move


class State(models.TextChoices):
    DRAFT = "draft", _("草稿")
    FIRST_REVIEW = "first_review", _("待初审")
    SECOND_REVIEW = "second_review", _("待复审")
    FINAL_REVIEW = "final_review", _("待终审")
    SCHEDULED = "scheduled", _("待发布")
    PUBLISHED = "published", _("已发布")
    CORRECTED = "corrected", _("已更正")
    WITHDRAWN = "withdrawn", _("已撤稿")


S = State
IN_REVIEW = (S.FIRST_REVIEW, S.SECOND_REVIEW, S.FINAL_REVIEW)
OUT = (S.PUBLISHED, S.CORRECTED)

# The design's shape for each state.
SHAPES = {
    S.DRAFT: "draft",
    S.FIRST_REVIEW: "wait",
    S.SECOND_REVIEW: "doing",
    S.FINAL_REVIEW: "doing",
    S.SCHEDULED: "due",
    S.PUBLISHED: "done",
    S.CORRECTED: "done",
    S.WITHDRAWN: "paused",
}

# A correction is a draft again while the old text stays public; it ends as corrected, or is dropped.
MOVES = (
    Move("edit", (S.DRAFT,), S.DRAFT),
    Move("submit", (S.DRAFT,), S.FIRST_REVIEW),
    Move("approve_first", (S.FIRST_REVIEW,), S.SECOND_REVIEW),
    Move("approve_second", (S.SECOND_REVIEW,), S.FINAL_REVIEW),
    Move("sign_off", (S.FINAL_REVIEW,), (S.SCHEDULED, S.PUBLISHED, S.CORRECTED)),
    Move("send_back", (*IN_REVIEW, S.SCHEDULED), S.DRAFT),
    Move("recall", (*IN_REVIEW, S.SCHEDULED), S.DRAFT),
    Move("publish", (S.SCHEDULED,), (S.PUBLISHED, S.CORRECTED)),
    Move("adopt", (S.DRAFT,), S.PUBLISHED),
    Move("correct", OUT, S.DRAFT),
    Move("drop_correction", (S.DRAFT,), OUT),
    Move("withdraw", (S.DRAFT, *OUT), S.WITHDRAWN),
)
