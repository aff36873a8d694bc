"""Words of working time."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayKind(models.TextChoices):
    """What a date is, before anybody counts it."""

    WORKING = "working", _("工作日")
    MAKEUP = "makeup", _("调休上班")
    WEEKEND = "weekend", _("周末")
    HOLIDAY = "holiday", _("放假")


class ExceptionKind(models.TextChoices):
    """What an entered exception makes of its date."""

    OFF = "off", _("放假")
    WORK = "work", _("上班")


class LimitUnit(models.TextChoices):
    """What a time limit is counted in."""

    WORKING_DAY = "working_day", _("个工作日")
    CALENDAR_DAY = "calendar_day", _("个自然日")
    HOUR = "hour", _("小时")
    MINUTE = "minute", _("分钟")


class Light(models.TextChoices):
    """The supervision light of a record with a clock."""

    NONE = "none", _("不计时")
    GREEN = "green", _("绿灯")
    YELLOW = "yellow", _("黄灯")
    RED = "red", _("红灯")
    PAUSED = "paused", _("暂停计时")
