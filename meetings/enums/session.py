"""Words of a meeting being held."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """How somebody takes part (D§1.3)."""

    ATTENDING = "attending", _("出席")
    OBSERVING = "observing", _("列席")


class Reply(models.TextChoices):
    """RSVP (回执)."""

    COMING = "coming", _("参加")
    LEAVE = "leave", _("请假")
    DEPUTY = "deputy", _("替会")


class Result(models.TextChoices):
    """What the meeting said to an item (quality §9); the topic's outcome is derived from it."""

    AGREED = "agreed", _("同意")
    AGREED_IN_PRINCIPLE = "agreed_in_principle", _("原则同意")
    POSTPONED = "postponed", _("暂缓")
    NOT_AGREED = "not_agreed", _("不同意")
    NOTED = "noted", _("知悉")
    TRANSFERRED = "transferred", _("转办")


class SectionKind(models.TextChoices):
    """Parts of the minutes in the house structure (D§6.5)."""

    HEARD = "heard", _("会议听取")
    POINTED_OUT = "pointed_out", _("会议指出")
    EMPHASISED = "emphasised", _("会议强调")
    REQUIRED = "required", _("会议要求")
    DECIDED = "decided", _("议定事项")
