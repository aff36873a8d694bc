"""What the meeting said to each item, and what it decided (议定事项)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.models import Record
from foundation.orgs.models import Unit
from meetings.enums.session import Result
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.models.topic import Topic
from meetings.querysets.session import DecisionQuerySet


class ItemResult(models.Model):
    """The course of one item in session: begun, ended, and its result code."""

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="outcome")
    started_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    result = models.CharField(_("结果"), max_length=20, choices=Result, blank=True)
    note = models.TextField(_("讨论要点"), max_length=3000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("议程项结果")

    def __str__(self) -> str:
        return f"{self.item_id} {self.result}"


class Decision(Record):
    """One sentence of what was decided. `makes_action`: a unit has to do something by a day."""

    reference = models.CharField(_("议定编号"), max_length=30, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name=_("会议"), related_name="decisions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, verbose_name=_("议程项"), related_name="decisions")
    topic = models.ForeignKey(
        Topic, models.PROTECT, verbose_name=_("议题"), null=True, blank=True, related_name="decisions"
    )
    text = models.TextField(_("议定内容"), max_length=2000)
    makes_action = models.BooleanField(_("列入督办"), default=True)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("牵头单位"), null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    decided_at = models.DateTimeField(_("议定时间"), default=clock.now, editable=False)
    decided_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("记录人"), related_name="+", editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("议定事项")
        ordering = ["reference"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(makes_action=False) | models.Q(lead_unit__isnull=False, due_on__isnull=False),
                name="decision_action_has_unit_and_day",
                violation_error_message=_("列入督办的议定事项应写明牵头单位和完成时限。"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("meetings:decision", args=[self.reference])
