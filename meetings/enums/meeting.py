"""Words about meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingForm(models.TextChoices):
    ON_SITE = "on_site", _("现场")
    VIDEO = "video", _("视频")
