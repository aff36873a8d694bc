"""The work report between two meetings (工作通报): compiled from the records, frozen as a paper."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core.db import fsm
from foundation.core.models import Record
from meetings.models.action import ActionItem
from meetings.models.decision import Decision
from meetings.models.meeting import Meeting
from meetings.querysets.session import WorkReportQuerySet
from meetings.states.action import LOOK as ACTION_LOOK
from meetings.states.action import ActionState
from meetings.states.report import LOOK, REPORT_MOVES, ReportState


class WorkReport(Record):
    """Made for `meeting` about the decisions of `since`, as of a day. `figures` are counts with those of the period before."""

    reference = models.CharField(_("编号"), max_length=24, unique=True, editable=False)
    meeting = models.OneToOneField(Meeting, models.PROTECT, verbose_name=_("提交会议"), related_name="report")
    since = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("上次会议"), null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("状态"), max_length=12, choices=ReportState, default=ReportState.COMPILING, editable=False
    )
    as_of = models.DateField(_("数据截至"))
    narrative = models.TextField(_("综述"), max_length=5000, blank=True)
    figures = models.JSONField(_("数据"), default=dict)
    text_hash = models.CharField(max_length=64, blank=True, editable=False)
    issued_at = models.DateTimeField(_("定稿时间"), null=True, blank=True, editable=False)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    objects = WorkReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工作通报")
        ordering = ["-as_of"]
        triggers = [fsm("workreport", REPORT_MOVES)]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReportState.ISSUED, issued_at__isnull=False, issued_by__isnull=False)
                | Q(state=ReportState.COMPILING, issued_at=None, issued_by=None),
                name="workreport_issued_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("meetings:report", args=[self.reference])

    @property
    def look(self) -> str:
        """The design's shape for the state."""
        return LOOK[ReportState(self.state)]


class ReportLine(Record):
    """One decision of the last meeting, exactly once: where it stands on the day of the report."""

    report = models.ForeignKey(WorkReport, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField(_("次序"))
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    action = models.ForeignKey(ActionItem, models.PROTECT, null=True, blank=True, related_name="report_lines")
    status = models.CharField(_("状态"), max_length=20)
    finished = models.BooleanField(_("已完成"), default=False)
    progress = models.PositiveSmallIntegerField(_("进度（%）"), default=0)
    evidence_count = models.PositiveSmallIntegerField(_("佐证材料"), default=0)
    days_late = models.PositiveSmallIntegerField(_("逾期（工作日）"), default=0)
    explanation = models.CharField(_("说明"), max_length=500, blank=True)
    proposal = models.CharField(_("意见"), max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("落实情况")
        ordering = ["report", "position"]
        constraints = [models.UniqueConstraint(fields=["report", "decision"], name="reportline_decision_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.decision_id}"

    @property
    def status_words(self) -> str:
        """The state on the day of the report, in words; a decision without an action item is 已议定."""
        return str(ActionState(self.status).label) if self.status in ActionState.values else str(_("已议定"))

    @property
    def look(self) -> str:
        """The design's shape for that state."""
        return ACTION_LOOK[ActionState(self.status)] if self.status in ActionState.values else "done"
