"""Words about topics and opinions (D§1.3, quality §9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TopicKind(models.TextChoices):
    """What the meeting is to do with it."""

    REPORT = "report", _("通报")
    STUDY = "study", _("研究")
    SUPPORT = "support", _("需支持")


class Origin(models.TextChoices):
    """Where a topic comes from."""

    GRASSROOTS = "grassroots", _("基层工会")
    DELEGATES = "delegates", _("职工代表")
    CONCERNS = "concerns", _("急难愁盼诉求归并")
    PROPOSAL = "proposal", _("提案")
    LEADER = "leader", _("领导交办")
    GOVERNMENT = "government", _("政府提出")


class Answer(models.TextChoices):
    """What a unit says about a topic. Silence is none of these."""

    AGREE = "agree", _("同意")
    AGREE_WITH_CHANGES = "agree_with_changes", _("同意但有修改")
    DISAGREE = "disagree", _("不同意")
    NO_COMMENT = "no_comment", _("无意见")
    NOT_OURS = "not_ours", _("非本单位职责")


class Adoption(models.TextChoices):
    """What became of an opinion."""

    ADOPTED = "adopted", _("采纳")
    PARTLY = "partly", _("部分采纳")
    NOT_ADOPTED = "not_adopted", _("未采纳")


class Verdict(models.TextChoices):
    """What a host says about the exact text before it."""

    CLEARED = "cleared", _("同意")
    RETURNED = "returned", _("退回")


WORDS_NEEDED = (Answer.AGREE_WITH_CHANGES, Answer.DISAGREE, Answer.NOT_OURS)
"""Answers that mean nothing without a sentence."""
