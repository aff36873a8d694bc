"""Topics of the joint meeting (议题) and every text they ever had."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concerns.models import Cluster
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.db import fsm
from foundation.core.models import Record
from foundation.documents.models import Attachment
from foundation.orgs.models import Unit
from meetings.enums.topic import Origin, TopicKind
from meetings.models.meeting import Meeting
from meetings.models.text import fingerprint
from meetings.querysets.topic import TopicPaperQuerySet, TopicQuerySet
from meetings.states.topic import ENDED, LOOK, TOPIC_MOVES, TopicState


class Topic(Record):
    """A matter put before the meeting (D§1.3). `text_hash` and `edition` are those of its newest `TopicVersion`.

    `facts` is what the cluster said on the day it was raised, without any person; it never changes by itself.
    """

    reference = models.CharField(_("议题编号"), max_length=20, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("年度"), editable=False)
    number = models.PositiveIntegerField(_("序号"), editable=False)
    state = models.CharField(_("状态"), max_length=20, choices=TopicState, default=TopicState.DRAFT, editable=False)
    state_note = models.CharField(_("办理说明"), max_length=500, blank=True, editable=False)
    title = models.CharField(_("标题"), max_length=120)
    kind = models.CharField(_("类型"), max_length=10, choices=TopicKind, default=TopicKind.STUDY)
    origin = models.CharField(_("来源"), max_length=12, choices=Origin)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("提出单位"), related_name="proposed_topics")
    filed_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("填报人"), related_name="+", editable=False)
    background = models.TextField(_("背景"), max_length=5000)
    data = models.TextField(_("现状和数据"), max_length=5000, blank=True)
    facts = models.JSONField(_("诉求汇总（已去标识）"), default=dict, blank=True, editable=False)
    facts_count = models.PositiveIntegerField(_("关联诉求件数"), null=True, blank=True, editable=False)
    facts_frozen_at = models.DateTimeField(_("数据截至"), null=True, blank=True, editable=False)
    legal_basis = models.TextField(_("法律政策依据"), max_length=3000, blank=True)
    asked_decision = models.TextField(_("拟请议定事项"), max_length=3000)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("拟主办单位"), null=True, blank=True, related_name="led_topics"
    )
    assisting_units = models.ManyToManyField(
        Unit, verbose_name=_("拟协办单位"), blank=True, related_name="assisted_topics"
    )
    money = models.DecimalField(_("所需资金（万元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    money_source = models.CharField(_("资金来源"), max_length=100, blank=True)
    legality_note = models.TextField(_("合法性审查意见"), max_length=2000, blank=True)
    presenter = models.CharField(_("汇报人"), max_length=60, blank=True)
    minutes = models.PositiveSmallIntegerField(_("预计时长（分钟）"), default=15)
    cluster = models.ForeignKey(
        Cluster,
        models.PROTECT,
        verbose_name=_("关联诉求"),
        null=True,
        blank=True,
        related_name="topics",
        editable=False,
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        verbose_name=_("列入会议"),
        null=True,
        blank=True,
        related_name="topics",
        editable=False,
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("并入议题"), null=True, blank=True, related_name="merged", editable=False
    )
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True, editable=False)
    consolidation = models.TextField(_("意见汇总"), max_length=3000, blank=True, editable=False)
    edition = models.PositiveIntegerField(_("稿次"), default=1, editable=False)
    text_hash = models.CharField(max_length=64, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("议题")
        ordering = ["-year", "-number"]
        indexes = [models.Index(fields=["state", "-created_at"], name="topic_state_created")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TopicState.values), name="topic_state_known"),
            models.UniqueConstraint(fields=["year", "number"], name="topic_number_once_a_year"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=180),
                name="topic_minutes_sensible",
                violation_error_message=_("预计时长应为1至180分钟。"),
            ),
            models.CheckConstraint(
                condition=Q(money=None) | Q(money__gte=0),
                name="topic_money_not_negative",
                violation_error_message=_("所需资金不能为负数。"),
            ),
            models.CheckConstraint(
                condition=Q(money=None) | Q(money=0) | ~Q(money_source=""),
                name="topic_money_has_source",
                violation_error_message=_("需要资金的议题应写明资金来源。"),
            ),
            models.CheckConstraint(
                condition=~Q(state=TopicState.MERGED) | Q(merged_into__isnull=False),
                name="topic_merged_has_target",
                violation_error_message=_("并案的议题应写明并入哪个议题。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[TopicState.SCHEDULED, TopicState.DISCUSSED]) | Q(meeting__isnull=False),
                name="topic_scheduled_has_meeting",
                violation_error_message=_("列入议程的议题应写明哪次会议。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[TopicState.RETURNED, TopicState.REDIRECTED, TopicState.DEFERRED])
                | ~Q(state_note=""),
                name="topic_refused_has_reason",
                violation_error_message=_("退回、转办或缓议应写明理由。"),
            ),
            models.UniqueConstraint(
                fields=["cluster"],
                condition=Q(cluster__isnull=False) & ~Q(state__in=ENDED),
                name="topic_one_open_per_cluster",
                violation_error_message=_("这组诉求已经提请上会，议题尚未办结。"),
            ),
            models.CheckConstraint(
                condition=Q(facts_count=None, facts_frozen_at=None)
                | Q(facts_count__isnull=False, facts_frozen_at__isnull=False),
                name="topic_facts_frozen_whole",
                violation_error_message=_("诉求件数与数据截至时间应同时登记。"),
            ),
        ]
        triggers = [fsm("topic", TOPIC_MOVES)]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:topic", args=[self.reference])

    @property
    def look(self) -> str:
        """The design's shape for the state."""
        return LOOK[TopicState(self.state)]

    def canonical(self) -> dict[str, Any]:
        """Everything a clearance is bound to: words, money, units, papers. Reads the assisting units and the papers."""
        return {
            "title": self.title,
            "kind": self.kind,
            "background": self.background,
            "data": self.data,
            "facts": self.facts,
            "legal_basis": self.legal_basis,
            "asked_decision": self.asked_decision,
            "lead_unit": self.lead_unit.name if self.lead_unit else "",
            "assisting_units": sorted(unit.name for unit in self.assisting_units.all()),
            "money": "" if self.money is None else f"{self.money:.2f}",
            "money_source": self.money_source,
            "legality_note": self.legality_note,
            "papers": [
                {"name": paper.attachment.name, "sha256": paper.attachment.sha256}
                for paper in self.papers.current().select_related("attachment")
            ],
        }

    def hash_of_text(self) -> str:
        return fingerprint(self.canonical())


class TopicPaper(models.Model):
    """A file that goes with a topic. Taken off it stays on record; the topic's text changes with it."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="papers")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="topic_paper")
    added_at = models.DateTimeField(_("上传时间"), default=clock.now)
    removed_at = models.DateTimeField(_("撤下时间"), null=True, blank=True)

    objects = TopicPaperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("议题材料")
        ordering = ["topic", "pk"]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.attachment_id}"


class TopicVersion(models.Model):
    """One edition (第N稿) of a topic's text, as it was; never changed, never deleted."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="versions")
    edition = models.PositiveIntegerField(_("稿次"))
    text = models.JSONField(_("全文"))
    text_hash = models.CharField(max_length=64)
    why = models.CharField(_("改动说明"), max_length=200, blank=True)
    written_at = models.DateTimeField(_("时间"), default=clock.now)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("议题文稿")
        ordering = ["topic", "edition"]
        constraints = [models.UniqueConstraint(fields=["topic", "edition"], name="topicversion_edition_once")]
        triggers = [pgtrigger.Protect(name="version_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.topic_id} 第{self.edition}稿"
