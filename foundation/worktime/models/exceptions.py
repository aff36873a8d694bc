"""What administrators enter on top of the published calendar."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.worktime.enums import ExceptionKind


class CalendarException(models.Model):
    """One date that is a day off or a working day, whatever the package says."""

    date = models.DateField(_("日期"), unique=True)
    kind = models.CharField(_("安排"), max_length=4, choices=ExceptionKind)
    notice_number = models.CharField(
        _("依据文号"), max_length=60, blank=True, help_text=_("如：国办发明电〔2025〕7号；临时安排可不填")
    )
    note = models.CharField(_("说明"), max_length=60, blank=True, help_text=_("如：春节放假、台风停工"))

    class Meta:
        verbose_name = verbose_name_plural = _("日历例外")
        ordering = ["-date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ExceptionKind.values),
                name="calendar_exception_kind_known",
                violation_error_message=_("安排只能是放假或上班。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.get_kind_display()}"


class AnnouncedYear(models.Model):
    """A year whose arrangement is entered completely: its dates are no longer provisional.

    Needed only beyond the years of the package. Single dates entered earlier (a typhoon) do not make a year announced.
    """

    year = models.PositiveSmallIntegerField(_("年份"), unique=True)
    notice_number = models.CharField(
        _("依据文号"), max_length=60, help_text=_("国务院办公厅关于当年部分节假日安排的通知的文号")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("已公布年份")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2004, year__lte=2200),
                name="announced_year_sensible",
                violation_error_message=_("年份应在2004年至2200年之间。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年（{self.notice_number}）"
