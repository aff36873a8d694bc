"""Time limits as data: what the office promises, by kind of task, category and urgency."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.worktime import calendar
from foundation.worktime.enums import LimitUnit
from foundation.worktime.querysets import TimeLimitQuerySet

LONGEST_EXTENSION = 15


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a limit ends, and whether that depends on a year not yet announced."""

    moment: datetime
    provisional: bool


class TimeLimit(models.Model):
    """How long a task may take. Blank category or urgency means any; `TimeLimit.objects.find` takes the closest row."""

    key = models.SlugField(_("事项代码"), max_length=40)
    label = models.CharField(_("事项"), max_length=40)
    category = models.CharField(_("类别"), max_length=40, blank=True)
    urgency = models.CharField(_("紧急程度"), max_length=20, blank=True)
    amount = models.PositiveSmallIntegerField(_("时限"))
    unit = models.CharField(_("单位"), max_length=12, choices=LimitUnit, default=LimitUnit.WORKING_DAY)
    extension_days = models.PositiveSmallIntegerField(
        _("最多延期（工作日）"), default=0, help_text=_("只能延期一次，不超过原时限，最长15个工作日；0为不得延期")
    )
    basis = models.CharField(_("依据"), max_length=120, blank=True)

    objects = TimeLimitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("办理时限")
        ordering = ["key", "category", "urgency"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "category", "urgency"],
                name="time_limit_unique",
                violation_error_message=_("同一事项、类别和紧急程度已有时限，请直接修改那一条。"),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=1, amount__lte=calendar.LONGEST, unit__in=LimitUnit.values),
                name="time_limit_amount_sensible",
                violation_error_message=_("时限应为1至2000之间的整数。"),
            ),
            models.CheckConstraint(
                condition=Q(extension_days=0)
                | (
                    Q(unit=LimitUnit.WORKING_DAY)
                    & Q(extension_days__lte=F("amount"))
                    & Q(extension_days__lte=LONGEST_EXTENSION)
                ),
                name="time_limit_extension_bounded",
                violation_error_message=_("延期只用于按工作日计算的时限，不超过原时限，最长15个工作日。"),
            ),
        ]

    def __str__(self) -> str:
        parts = " ".join(part for part in (self.category, self.urgency) if part)
        return f"{self.label}{f'（{parts}）' if parts else ''}：{self.amount}{self.get_unit_display()}"

    def due(self, received: datetime) -> Deadline:
        """When the limit ends for something received at `received`; days end at the close of office."""
        day = clock.local(received).date()
        match self.unit:
            case LimitUnit.WORKING_DAY:
                end = calendar.due_after(day, self.amount)
                return Deadline(end.moment, end.provisional)
            case LimitUnit.CALENDAR_DAY:
                return Deadline(calendar.closing(day + timedelta(days=self.amount)), False)
            case LimitUnit.HOUR:
                return Deadline(received + timedelta(hours=self.amount), False)
            case _:
                return Deadline(received + timedelta(minutes=self.amount), False)
