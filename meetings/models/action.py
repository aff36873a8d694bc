"""Action items (督办事项): what a unit has to do because the meeting decided it."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.db import fsm
from foundation.core.models import Record
from foundation.documents.models import Attachment
from foundation.orgs.models import Unit
from foundation.worktime.models import Clocked
from meetings.models.decision import Decision
from meetings.querysets.session import ActionItemQuerySet
from meetings.states.action import ACTION_MOVES, LOOK, ActionState

TASK = 44
"""Characters of a task in a row."""


class ActionItem(Record, Clocked):
    """Registered from a decision. `text` is the decision's own words; the lead unit reports, the supervisor closes."""

    reference = models.CharField(_("督办编号"), max_length=24, unique=True, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, verbose_name=_("议定事项"), related_name="actions")
    state = models.CharField(_("状态"), max_length=20, choices=ActionState, default=ActionState.PENDING, editable=False)
    title = models.CharField(_("事项"), max_length=120)
    text = models.TextField(_("议定原文"), max_length=2000)
    lead_unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("牵头单位"), related_name="led_actions")
    standard = models.CharField(_("完成标准"), max_length=500)
    due_on = models.DateField(_("完成时限"))
    progress = models.PositiveSmallIntegerField(_("进度（%）"), default=0)
    dispatched_at = models.DateTimeField(_("交办时间"), null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(_("签收时间"), null=True, blank=True, editable=False)
    reported_at = models.DateTimeField(_("反馈时间"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("销号时间"), null=True, blank=True, editable=False)
    state_note = models.CharField(_("办理说明"), max_length=500, blank=True, editable=False)
    wished_due_on = models.DateField(_("申请延期至"), null=True, blank=True, editable=False)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督办事项")
        ordering = ["reference"]
        triggers = [fsm("actionitem", ACTION_MOVES)]
        indexes = [models.Index(fields=["state", "due_at"], name="actionitem_state_due")]
        constraints = [
            *Clocked.Meta.constraints,
            models.CheckConstraint(
                condition=Q(progress__lte=100),
                name="actionitem_progress_percent",
                violation_error_message=_("进度应为0至100。"),
            ),
            models.CheckConstraint(
                condition=Q(state=ActionState.CLOSED, closed_at__isnull=False)
                | (~Q(state=ActionState.CLOSED) & Q(closed_at=None)),
                name="actionitem_closed_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("meetings:action", args=[self.reference])

    @property
    def look(self) -> str:
        """The design's shape for the state."""
        return LOOK[ActionState(self.state)]

    @property
    def task(self) -> str:
        """What is to be done, short enough for a row: the first sentence decided. One topic may lead to several items,
        which its title would not tell apart."""
        sentence = self.text.partition("。")[0]
        return sentence if len(sentence) <= TASK else f"{sentence[: TASK - 1]}…"


class ActionHelp(models.Model):
    """A unit that assists with an action item (配合单位)."""

    action = models.ForeignKey(ActionItem, models.CASCADE, related_name="helps")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("配合单位"), related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("配合单位")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["action", "unit"], name="actionhelp_once")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.unit_id}"


class Milestone(models.Model):
    """A stage of an action item with its day (阶段节点)."""

    action = models.ForeignKey(ActionItem, models.CASCADE, related_name="milestones")
    title = models.CharField(_("节点"), max_length=120)
    due_on = models.DateField(_("节点时限"))
    met_on = models.DateField(_("完成日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("阶段节点")
        ordering = ["action", "due_on", "pk"]

    def __str__(self) -> str:
        return self.title


DONE_WORDS = {
    "dispatch_action": _("交办"),
    "accept_action": _("签收"),
    "return_action": _("申请退回"),
    "report_progress": _("登记进展"),
    "request_extension": _("申请延期"),
    "decide_extension": _("答复延期申请"),
    "report_done": _("反馈办结"),
    "send_back": _("退回补办"),
    "accept_report": _("认可办结"),
    "close_action": _("销号"),
    "make_long_term": _("转为长期推进"),
    "shelve": _("挂账"),
    "resume_action": _("恢复办理"),
    "terminate": _("终止"),
}

ENTRY_LOOK = {
    "dispatch_action": ("act", "send"),
    "accept_action": ("mute", "check"),
    "return_action": ("bad", "return"),
    "request_extension": ("warn", "clock"),
    "report_done": ("ok", "ok"),
    "send_back": ("bad", "return"),
    "accept_report": ("ok", "check"),
    "close_action": ("ok", "stamp"),
    "make_long_term": ("mute", "history"),
    "shelve": ("mute", "pause"),
    "terminate": ("bad", "x"),
}
"""Tone and icon of an entry; the others are progress."""


class ActionEntry(models.Model):
    """What happened to an action item, in the words of whoever did it; never changed, never deleted."""

    action = models.ForeignKey(ActionItem, models.PROTECT, related_name="entries")
    verb = models.CharField(max_length=30)
    text = models.TextField(_("内容"), max_length=3000, blank=True)
    progress = models.PositiveSmallIntegerField(_("进度（%）"), null=True, blank=True)
    at = models.DateTimeField(default=clock.now)
    actor = models.CharField(max_length=60)
    actor_name = models.CharField(max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("督办过程")
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="action_entry_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.action_id} {self.verb}"

    @property
    def label(self) -> str:
        """What was done, in the words of the buttons."""
        return str(DONE_WORDS.get(self.verb, self.verb))

    @property
    def look(self) -> tuple[str, str]:
        """The design's tone and icon for what was done."""
        return ENTRY_LOOK.get(self.verb, ("act", "edit"))


class ActionEvidence(models.Model):
    """A file that shows what was done."""

    entry = models.ForeignKey(ActionEntry, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(Attachment, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("佐证材料")

    def __str__(self) -> str:
        return f"{self.entry_id} {self.file_id}"
