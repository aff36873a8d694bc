"""Words about agendas and their review."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    PROGRESS = "progress", _("上次议定事项落实情况")
    TOPIC = "topic", _("议题")
    OTHER = "other", _("其他事项")


class Section(models.TextChoices):
    """Parts of an agenda in their order (D§1.2, standing content)."""

    REPORTS = "reports", _("听取通报")
    STUDY = "study", _("研究议题")
    OTHER = "other", _("其他事项")


class ReviewAnswer(models.TextChoices):
    """What a reviewing official says about one item."""

    AGREE = "agree", _("同意")
    RETURN = "return", _("退回")
    COMMENT = "comment", _("意见")
