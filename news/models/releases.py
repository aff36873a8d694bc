"""A release, its versions, and the reviews each version went through."""

import hashlib
import json
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.db import fsm
from foundation.core.models import Record
from foundation.orgs.models import Unit
from news.enums import Decision, Origin, Step
from news.models.columns import Column
from news.paragraphs import Paragraph, from_data, plain
from news.querysets import STEP_OF_STATE, ReleaseQuerySet
from news.states import MOVES, OUT, SHAPES, State

USER = settings.AUTH_USER_MODEL

# Nothing goes out without three approvals of the current version by three people; only what had already been public
# elsewhere is taken in as it is.
THREE_REVIEWERS = """
    IF NEW.state IN ('scheduled', 'published', 'corrected') AND OLD.state IN ('final_review', 'draft')
       AND NEW.current_id IS DISTINCT FROM OLD.live_id
       AND NOT (NEW.origin = 'imported' AND OLD.live_id IS NULL)
       AND (SELECT count(DISTINCT reviewer_id) FROM news_review
            WHERE version_id = NEW.current_id AND decision = 'approved') < 3 THEN
        RAISE EXCEPTION 'release % goes out with fewer than three reviewers', NEW.reference USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class ReleaseVersion(models.Model):
    """One text of a release. Frozen and hashed when it is submitted; from then on the database refuses any change."""

    release = models.ForeignKey("Release", models.PROTECT, verbose_name=_("稿件"), related_name="versions")
    number = models.PositiveIntegerField(_("稿次"))
    title = models.CharField(_("标题"), max_length=80)
    title_is_working = models.BooleanField(_("编辑拟题"), default=False, help_text=_("来稿没有标题，由编辑代拟"))
    subtitle = models.CharField(_("副标题"), max_length=80, blank=True)
    source = models.CharField(_("来源"), max_length=60, blank=True)
    byline = models.CharField(_("作者"), max_length=60, blank=True)
    editor = models.CharField(_("责任编辑"), max_length=60, blank=True)
    paragraphs = models.JSONField(_("正文"), default=list)
    reason = models.CharField(_("更正说明"), max_length=300, blank=True)
    edited_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("编辑"))
    submitted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("送审"))
    created_at = models.DateTimeField(default=clock.now, editable=False)
    frozen_at = models.DateTimeField(_("定稿时间"), null=True, editable=False)
    text_hash = models.CharField(_("定稿校验值"), max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("稿次")
        ordering = ["release", "number"]
        constraints = [
            models.UniqueConstraint(fields=["release", "number"], name="releaseversion_number_once"),
            models.CheckConstraint(
                condition=Q(frozen_at=None, text_hash="")
                | Q(frozen_at__isnull=False, text_hash__regex="^[0-9a-f]{64}$"),
                name="releaseversion_frozen_has_hash",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="releaseversion_frozen_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__frozen_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}稿）"

    @property
    def body(self) -> list[Paragraph]:
        return from_data(self.paragraphs)

    @property
    def text(self) -> str:
        """The whole text, a line per paragraph, letter for letter."""
        return plain(self.body)

    @property
    def characters(self) -> int:
        """Characters without white space, as offices count them."""
        return sum(len("".join(paragraph.text.split())) for paragraph in self.body)

    def hashed(self) -> str:
        """SHA-256 over everything a reader will see: what the reviewers' decisions are bound to."""
        seen: list[Any] = [self.title, self.title_is_working, self.subtitle, self.source, self.byline, self.editor]
        whole = json.dumps([*seen, self.paragraphs, self.reason], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(whole.encode("utf-8")).hexdigest()


class Release(Record):
    """A release on its way to the public. `current` is the text being worked on, `live` the one everybody reads."""

    reference = models.CharField(_("稿件编号"), max_length=20, unique=True, editable=False)
    state = models.CharField(_("状态"), max_length=14, choices=State.choices, default=State.DRAFT)
    origin = models.CharField(_("来稿方式"), max_length=10, choices=Origin.choices, default=Origin.WRITTEN)
    column = models.ForeignKey(Column, models.PROTECT, verbose_name=_("栏目"), related_name="releases")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, verbose_name=_("供稿单位"), related_name="+")
    author = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name=_("拟稿"), related_name="+")
    minutes = models.ForeignKey(
        "meetings.Minutes", models.PROTECT, verbose_name=_("依据纪要"), null=True, blank=True, related_name="releases"
    )
    created_by = models.CharField(_("录入"), max_length=60, editable=False)
    current = models.OneToOneField(
        ReleaseVersion, models.PROTECT, null=True, related_name="+", verbose_name=_("当前稿")
    )
    live = models.OneToOneField(ReleaseVersion, models.PROTECT, null=True, related_name="+", verbose_name=_("公开稿"))
    publish_at = models.DateTimeField(_("定时发布"), null=True, blank=True)
    published_at = models.DateTimeField(_("本站发布时间"), null=True, editable=False)
    corrected_at = models.DateTimeField(_("更正时间"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("撤稿时间"), null=True, editable=False)
    withdrawn_reason = models.CharField(_("撤稿原因"), max_length=300, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("稿件")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                F("published_at").desc(), F("id").desc(), name="release_newest", condition=Q(live__isnull=False)
            ),
            models.Index("column", F("published_at").desc(), name="release_of_column"),
            models.Index(
                "state", name="release_at_work", condition=~Q(state__in=("published", "corrected", "withdrawn"))
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="release_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=OUT) | Q(live__isnull=False), name="release_published_has_text"
            ),
            models.CheckConstraint(
                condition=Q(live=None, published_at=None) | Q(live__isnull=False, published_at__isnull=False),
                name="release_live_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SCHEDULED) | Q(publish_at__isnull=False),
                name="release_scheduled_has_time",
                violation_error_message=_("定时发布须写明发布时间。"),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="release_withdrawn_has_reason",
                violation_error_message=_("撤稿须写明原因。"),
            ),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="release_origin_is_known"),
            models.UniqueConstraint(
                fields=["minutes"],
                condition=~Q(state=State.WITHDRAWN),
                name="release_one_of_minutes",
                violation_error_message=_("这份纪要已经起草过新闻稿。"),
            ),
        ]
        triggers = [
            fsm("release", MOVES, field="state"),
            pgtrigger.Protect(name="release_stays", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="release_three_reviewers",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("state"),  # type: ignore[no-untyped-call]
                timing=pgtrigger.Deferred,
                func=THREE_REVIEWERS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def title(self) -> str:
        return self.current.title if self.current else self.reference

    def get_absolute_url(self) -> str:
        """Where people are sent to read it: the public page once it is out, else its page at the news desk."""
        return self.public_url if self.state in OUT else self.desk_url

    @property
    def desk_url(self) -> str:
        return reverse("news:detail", args=[self.reference])

    @property
    def public_url(self) -> str:
        return reverse("news:release", args=[self.reference])

    @property
    def shape(self) -> str:
        """The design's shape for its state."""
        return SHAPES[State(self.state)]

    @property
    def is_out(self) -> bool:
        return self.live_id is not None and self.state != State.WITHDRAWN

    @property
    def is_correction(self) -> bool:
        """The current text would replace one that is public."""
        return self.live_id is not None and self.live_id != self.current_id

    @property
    def step(self) -> str | None:
        """The review it waits for."""
        step = STEP_OF_STATE.get(State(self.state))
        return None if step is None else str(step)


class Review(models.Model):
    """One step of 三审三校 on one version: who, when, what; bound to the text by its hash. Never changed."""

    version = models.ForeignKey(ReleaseVersion, models.PROTECT, verbose_name=_("稿次"), related_name="reviews")
    step = models.CharField(_("环节"), max_length=8, choices=Step.choices)
    decision = models.CharField(_("意见"), max_length=10, choices=Decision.choices)
    reviewer = models.ForeignKey(USER, models.PROTECT, verbose_name=_("审核人"), related_name="+")
    reviewed_at = models.DateTimeField(_("审核时间"), default=clock.now)
    notes = models.CharField(_("审核意见"), max_length=500, blank=True)
    points = models.JSONField(_("核校要点"), default=list)
    text_hash = models.CharField(_("所审文稿校验值"), max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = _("审核记录")
        ordering = ["reviewed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "step"], name="review_step_once"),
            models.UniqueConstraint(
                fields=["version", "reviewer"],
                name="review_three_people",
                violation_error_message=_("同一稿的三审不能有两个环节由同一人承担。"),
            ),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="review_step_is_known"),
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="review_decision_is_known"),
            models.CheckConstraint(
                condition=~Q(decision=Decision.RETURNED) | ~Q(notes=""),
                name="review_return_has_notes",
                violation_error_message=_("退回须写明意见。"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="review_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.get_decision_display()}"
