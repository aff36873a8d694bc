"""Words of the news desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """What a paragraph of a meeting release does (D§6.5); PLAIN for everything else."""

    LEAD = "lead", _("导语")
    ATTENDANCE = "attendance", _("主持参加")
    HEARD = "heard", _("会议听取")
    POINTED_OUT = "pointed_out", _("会议指出")
    EMPHASISED = "emphasised", _("会议强调")
    REQUIRED = "required", _("会议要求")
    REPORTED = "reported", _("据悉")
    PLAIN = "plain", _("正文")


class Origin(models.TextChoices):
    """Where a release came from."""

    WRITTEN = "written", _("门户撰写")
    PASTED = "pasted", _("粘贴整理")
    IMPORTED = "imported", _("导入已公开稿件")
    MINUTES = "minutes", _("由纪要起草")


class Step(models.TextChoices):
    """三审: nobody takes two of them on one version (D§6.1)."""

    FIRST = "first", _("初审")
    SECOND = "second", _("复审")
    FINAL = "final", _("终审")


class Decision(models.TextChoices):
    APPROVED = "approved", _("通过")
    RETURNED = "returned", _("退回")


class Place(models.TextChoices):
    """Where a column stands on the front page."""

    HEADLINE = "headline", _("头条")
    ASIDE = "aside", _("右侧栏")
    BLOCK = "block", _("下方栏目")


class Point(models.TextChoices):
    """三校: what a reviewer ticks; printed on the review sheet."""

    NAMES = "names", _("领导姓名、职务、排序准确")
    FIGURES = "figures", _("数字、日期与来源一致")
    QUOTES = "quotes", _("引语和提法准确")
    PRIVACY = "privacy", _("不含个人信息和涉密内容")
    UNITS = "units", _("单位名称首次用全称")
    PICTURES = "pictures", _("配图和附件有授权、有说明")
