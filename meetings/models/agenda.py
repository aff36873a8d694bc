"""Agendas: items in order, versions A, B, C as they were sent, and officials' opinions on single items."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.models import Record
from foundation.orgs.models import Unit
from meetings.enums.agenda import ItemKind, ReviewAnswer, Section
from meetings.models.meeting import Meeting
from meetings.models.text import fingerprint
from meetings.models.topic import Topic
from meetings.querysets.meeting import AgendaItemQuerySet, ReviewQuerySet


class AgendaVersion(models.Model):
    """The agenda as it was sent for review: A, B, C. Its items never change; it can be frozen once."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda_versions")
    number = models.PositiveSmallIntegerField(_("版次"))
    items = models.JSONField(_("议程"))
    agenda_hash = models.CharField(max_length=64)
    changes = models.JSONField(_("改动"), default=list)
    sent_at = models.DateTimeField(_("送审时间"), default=clock.now)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(_("定稿时间"), null=True, blank=True)
    frozen_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("议程版本")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agendaversion_number_once"),
            models.CheckConstraint(
                condition=Q(frozen_at=None, frozen_by=None) | Q(frozen_at__isnull=False, frozen_by__isnull=False),
                name="agendaversion_frozen_whole",
                violation_error_message=_("议程定稿应同时登记时间和定稿人。"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="agenda_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="agenda_text_kept", fields=["meeting", "number", "items", "agenda_hash", "changes"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.letter}"

    @property
    def letter(self) -> str:
        """A, B, C; after Z the number."""
        return chr(ord("A") + self.number - 1) if self.number <= 26 else str(self.number)


class AgendaItem(Record):
    """One item of a meeting's agenda. `item_hash` is what a review is bound to: its words and its topic's text.

    The place in the order is not part of it: moving an item re-opens the agenda's clearance, not the item's review.
    """

    reference = models.CharField(_("编号"), max_length=24, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name=_("会议"), related_name="items")
    position = models.PositiveSmallIntegerField(_("次序"))
    section = models.CharField(_("分段"), max_length=10, choices=Section, default=Section.STUDY)
    kind = models.CharField(_("类别"), max_length=10, choices=ItemKind, default=ItemKind.TOPIC)
    topic = models.ForeignKey(
        Topic, models.PROTECT, verbose_name=_("议题"), null=True, blank=True, related_name="items"
    )
    title = models.CharField(_("题目"), max_length=120)
    body = models.TextField(_("说明"), max_length=5000, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("汇报单位"), null=True, blank=True, related_name="+")
    presenter = models.CharField(_("汇报人"), max_length=60, blank=True)
    minutes = models.PositiveSmallIntegerField(_("时长（分钟）"), default=15)
    is_late = models.BooleanField(_("迟报"), default=False)
    item_hash = models.CharField(max_length=64, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("议程项")
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                deferrable=models.Deferrable.DEFERRED,
                name="agendaitem_position_once",
                violation_error_message=_("同一次会议的议程次序不能重复。"),
            ),
            models.UniqueConstraint(
                fields=["meeting", "topic"],
                name="agendaitem_topic_once",
                violation_error_message=_("该议题已在本次会议议程中。"),
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(kind=ItemKind.PROGRESS),
                name="agendaitem_one_progress_report",
                violation_error_message=_("上次议定事项落实情况只能列一项。"),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ItemKind.PROGRESS) | Q(position=1, topic=None),
                name="agendaitem_progress_first",
                violation_error_message=_("上次议定事项落实情况应列为第1项。"),
            ),
            models.CheckConstraint(
                condition=(Q(kind=ItemKind.TOPIC) & Q(topic__isnull=False)) | (~Q(kind=ItemKind.TOPIC) & Q(topic=None)),
                name="agendaitem_topic_by_kind",
                violation_error_message=_("议题类议程项应关联议题，其他议程项不关联议题。"),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=180),
                name="agendaitem_minutes_sensible",
                violation_error_message=_("时长应为1至180分钟。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.title}"

    def get_absolute_url(self) -> str:
        return f"{reverse('meetings:meeting', args=[self.meeting.reference])}#item-{self.pk}"

    def canonical(self) -> dict[str, Any]:
        """What a reviewing official sees of the item. Reads its topic and unit."""
        return {
            "title": self.title,
            "body": self.body,
            "section": self.section,
            "unit": self.unit.name if self.unit else "",
            "presenter": self.presenter,
            "minutes": self.minutes,
            "topic": self.topic.reference if self.topic else "",
            "topic_hash": self.topic.text_hash if self.topic else "",
        }

    def hash_of_item(self) -> str:
        return fingerprint(self.canonical())


class Review(Record):
    """One official's opinion on one item, bound to the item as he saw it (`seen`, `item_hash`).

    An item that changes afterwards has another hash: the review is asked again and `seen` shows the difference.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, verbose_name=_("议程项"), related_name="reviews")
    reviewer = models.ForeignKey(User, models.PROTECT, verbose_name=_("审阅人"), related_name="reviews")
    asked_at = models.DateTimeField(_("送审时间"), default=clock.now, editable=False)
    answer = models.CharField(_("结论"), max_length=10, choices=ReviewAnswer, blank=True)
    text = models.CharField(_("意见内容"), max_length=1000, blank=True)
    item_hash = models.CharField(max_length=64, blank=True, editable=False)
    seen = models.JSONField(default=dict, blank=True, editable=False)
    answered_at = models.DateTimeField(_("审阅时间"), null=True, blank=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("议程审阅")
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "reviewer"], name="review_once_per_official"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, item_hash="")
                | (~Q(answer="") & Q(answered_at__isnull=False) & ~Q(item_hash="")),
                name="review_answer_whole",
                violation_error_message=_("审阅结论应同时登记时间和所据文稿。"),
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", ReviewAnswer.AGREE]) | ~Q(text=""),
                name="review_answer_has_words",
                violation_error_message=_("退回或提出意见，应写明内容。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.reviewer_id} {self.answer}"
