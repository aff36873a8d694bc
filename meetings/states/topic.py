"""The life of a topic (议题), D§1.4."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Move


class TopicState(models.TextChoices):
    DRAFT = "draft", _("草拟")
    SUBMITTED = "submitted", _("已提交")
    SCREENING = "screening", _("初筛")
    RETURNED = "returned", _("退回修改")
    MERGED = "merged", _("已并案")
    REDIRECTED = "redirected", _("转办，不列入会议")
    CONSULTING = "consulting", _("征求意见")
    CONSOLIDATED = "consolidated", _("意见已汇总")
    LEADER_REVIEW = "leader_review", _("区总工会审定")
    GOV_OFFICE = "gov_office", _("区政府办会商")
    APPROVED = "approved", _("审定通过")
    DEFERRED = "deferred", _("缓议")
    SCHEDULED = "scheduled", _("已列入议程")
    DISCUSSED = "discussed", _("已审议")
    RESOLVED = "resolved", _("议定")
    AGREED_IN_PRINCIPLE = "agreed_in_principle", _("原则同意")
    NOTED = "noted", _("听取")
    POSTPONED = "postponed", _("暂缓")
    NOT_ADOPTED = "not_adopted", _("未通过")
    ARCHIVED = "archived", _("已归档")
    WITHDRAWN = "withdrawn", _("已撤回")


S = TopicState

BEING_WRITTEN: Final = (S.DRAFT, S.RETURNED)
IN_OFFICE: Final = (S.SUBMITTED, S.SCREENING, S.CONSULTING, S.CONSOLIDATED)
BEING_CLEARED: Final = (S.LEADER_REVIEW, S.GOV_OFFICE)
CLEARED: Final = (S.APPROVED, S.SCHEDULED)
OUTCOMES: Final = (S.RESOLVED, S.AGREED_IN_PRINCIPLE, S.NOTED, S.POSTPONED, S.NOT_ADOPTED)
DECIDED: Final = (S.DISCUSSED, *OUTCOMES, S.ARCHIVED)
EDITABLE: Final = (*BEING_WRITTEN, *IN_OFFICE, *BEING_CLEARED, *CLEARED, S.DEFERRED)
ENDED: Final = (S.MERGED, S.REDIRECTED, S.WITHDRAWN, *OUTCOMES, S.ARCHIVED)

TOPIC_MOVES: Final = (
    Move("submit", BEING_WRITTEN, S.SUBMITTED),
    Move("accept", (S.SUBMITTED,), S.SCREENING),
    Move("return", (*IN_OFFICE, *BEING_CLEARED), S.RETURNED),
    Move("redirect", (S.SUBMITTED, S.SCREENING), S.REDIRECTED),
    Move("merge", (S.SUBMITTED, S.SCREENING), S.MERGED),
    Move("consult", (S.SCREENING, S.CONSULTING), S.CONSULTING),
    Move("consolidate", (S.CONSULTING,), S.CONSOLIDATED),
    Move("present", (S.CONSOLIDATED,), S.LEADER_REVIEW),
    Move("clear_for_union", (S.LEADER_REVIEW,), S.GOV_OFFICE),
    Move("clear_for_government", (S.GOV_OFFICE,), (S.APPROVED, S.SCHEDULED)),
    Move("reopen", (S.GOV_OFFICE, *CLEARED), S.LEADER_REVIEW),
    Move("defer", (*BEING_CLEARED, S.APPROVED), S.DEFERRED),
    Move("resume", (S.DEFERRED,), S.LEADER_REVIEW),
    Move("schedule", (S.APPROVED,), S.SCHEDULED),
    Move("unschedule", (S.SCHEDULED,), S.APPROVED),
    Move("withdraw", (*BEING_WRITTEN, *IN_OFFICE, *BEING_CLEARED, S.APPROVED, S.DEFERRED), S.WITHDRAWN),
    Move("discuss", (S.SCHEDULED,), S.DISCUSSED),
    Move("decide", (S.DISCUSSED,), OUTCOMES),
    Move("carry_over", (S.POSTPONED,), S.APPROVED),
    Move("archive", OUTCOMES, S.ARCHIVED),
)

LOOK: Final = {
    S.DRAFT: "draft",
    S.SUBMITTED: "wait",
    S.SCREENING: "doing",
    S.RETURNED: "returned",
    S.MERGED: "paused",
    S.REDIRECTED: "paused",
    S.CONSULTING: "doing",
    S.CONSOLIDATED: "doing",
    S.LEADER_REVIEW: "wait",
    S.GOV_OFFICE: "wait",
    S.APPROVED: "done",
    S.DEFERRED: "paused",
    S.SCHEDULED: "meeting",
    S.DISCUSSED: "meeting",
    S.RESOLVED: "done",
    S.AGREED_IN_PRINCIPLE: "done",
    S.NOTED: "done",
    S.POSTPONED: "paused",
    S.NOT_ADOPTED: "returned",
    S.ARCHIVED: "done",
    S.WITHDRAWN: "paused",
}
"""How the design draws each state (shape and colour)."""
