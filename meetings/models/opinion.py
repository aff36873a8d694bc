"""Written opinions of units on a topic (征求意见)."""

from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.db import fsm
from foundation.core.models import Record
from foundation.orgs.models import Unit
from foundation.worktime.models import Clocked
from meetings.enums.topic import WORDS_NEEDED, Adoption, Answer
from meetings.models.topic import Topic
from meetings.querysets.topic import OpinionQuerySet
from meetings.states.opinion import OPINION_MOVES, OpinionState


class Opinion(Record, Clocked):
    """What one unit was asked about a topic and what it said, on which text.

    No answer by the deadline is overdue and nothing else. What is written but not given (`draft_*`) is seen by the
    unit alone. `text_hash` names the text the answer was given on: a later text shows it as given on an older one.
    """

    reference = models.CharField(_("编号"), max_length=24, unique=True, editable=False)
    topic = models.ForeignKey(Topic, models.PROTECT, verbose_name=_("议题"), related_name="opinions")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("征求单位"), related_name="opinions")
    state = models.CharField(_("状态"), max_length=10, choices=OpinionState, default=OpinionState.ASKED, editable=False)
    question = models.CharField(_("请重点研究"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("征求时间"), default=clock.now, editable=False)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("征求人"), related_name="+", editable=False)
    answer = models.CharField(_("意见"), max_length=20, choices=Answer, blank=True)
    text = models.TextField(_("意见内容"), max_length=3000, blank=True)
    given_at = models.DateTimeField(_("答复时间"), null=True, blank=True, editable=False)
    given_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("答复人"), related_name="+", null=True, blank=True, editable=False
    )
    text_hash = models.CharField(max_length=64, blank=True, editable=False)
    edition = models.PositiveIntegerField(_("所据稿次"), null=True, blank=True, editable=False)
    draft_answer = models.CharField(max_length=20, choices=Answer, blank=True)
    draft_text = models.TextField(max_length=3000, blank=True)
    adoption = models.CharField(_("采纳情况"), max_length=12, choices=Adoption, blank=True)
    adoption_reason = models.CharField(_("采纳说明"), max_length=500, blank=True)
    adopted_at = models.DateTimeField(_("处理时间"), null=True, blank=True, editable=False)
    adopted_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, editable=False)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("部门意见")
        ordering = ["topic", "pk"]
        indexes = [models.Index(fields=["unit", "state", "due_at"], name="opinion_unit_due")]
        constraints = [
            *Clocked.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=OpinionState.values), name="opinion_state_known"),
            models.UniqueConstraint(
                fields=["topic", "unit"],
                condition=~Q(state=OpinionState.WITHDRAWN),
                name="opinion_asked_once",
                violation_error_message=_("该单位已在征求之列，不能重复征求。"),
            ),
            models.CheckConstraint(
                condition=~Q(state=OpinionState.GIVEN)
                | (
                    ~Q(answer="")
                    & Q(given_at__isnull=False, given_by__isnull=False, edition__isnull=False)
                    & ~Q(text_hash="")
                ),
                name="opinion_given_whole",
                violation_error_message=_("已答复的意见应有意见类型、时间、答复人和所据文稿。"),
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=WORDS_NEEDED) | ~Q(text=""),
                name="opinion_answer_has_words",
                violation_error_message=_("同意但有修改、不同意和非本单位职责，应写明具体内容。"),
            ),
            models.CheckConstraint(
                condition=Q(adoption__in=["", Adoption.ADOPTED]) | ~Q(adoption_reason=""),
                name="opinion_adoption_has_reason",
                violation_error_message=_("部分采纳或未采纳应写明理由。"),
            ),
            models.CheckConstraint(
                condition=Q(adoption="", adopted_at=None, adopted_by=None)
                | (~Q(adoption="") & Q(adopted_at__isnull=False, adopted_by__isnull=False)),
                name="opinion_adoption_whole",
                violation_error_message=_("采纳情况应同时登记时间和处理人。"),
            ),
        ]
        triggers = [fsm("opinion", OPINION_MOVES)]

    def __str__(self) -> str:
        return f"{self.reference} {self.unit_id}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:opinion", args=[self.reference])

    def is_overdue(self, now: datetime) -> bool:
        """Not answered and past its deadline."""
        return self.state == OpinionState.ASKED and self.due_at is not None and self.due_at < now

    @property
    def on_older_text(self) -> bool:
        """Given, but on a text that has changed since. Reads the topic."""
        return bool(self.text_hash) and self.text_hash != self.topic.text_hash


class OpinionAnswer(models.Model):
    """Every answer a unit ever gave, as given; never changed, never deleted."""

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="answers")
    answer = models.CharField(_("意见"), max_length=20, choices=Answer)
    text = models.TextField(_("意见内容"), max_length=3000, blank=True)
    text_hash = models.CharField(max_length=64)
    edition = models.PositiveIntegerField(_("所据稿次"))
    given_at = models.DateTimeField(_("答复时间"))
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("部门答复")
        ordering = ["opinion", "given_at", "pk"]
        triggers = [pgtrigger.Protect(name="answer_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.opinion_id} {self.answer}"
