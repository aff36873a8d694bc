"""Joint meetings of the government and the federation (联席会议)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core.db import fsm
from foundation.core.models import Record
from foundation.orgs.models import Unit
from meetings.enums.meeting import MeetingForm
from meetings.querysets.meeting import MeetingQuerySet
from meetings.states.meeting import LOOK, MEETING_MOVES, MeetingState


class Meeting(Record):
    """One meeting, numbered 第N次 through the years; the government's principal head should take the chair.

    `agenda_hash` is the fingerprint of the agenda as it stands; `agenda_frozen_at` closes it. `urgent_reason` says why
    the notice went out later than the house asks for.
    """

    reference = models.CharField(_("会议编号"), max_length=20, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("年度"), editable=False)
    number = models.PositiveSmallIntegerField(_("年内序号"), editable=False)
    ordinal = models.PositiveSmallIntegerField(_("第几次"), unique=True)
    title = models.CharField(_("会议名称"), max_length=120)
    state = models.CharField(
        _("状态"), max_length=16, choices=MeetingState, default=MeetingState.PREPARING, editable=False
    )
    state_note = models.CharField(_("办理说明"), max_length=500, blank=True, editable=False)
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"))
    room = models.CharField(_("地点"), max_length=100)
    form = models.CharField(_("形式"), max_length=10, choices=MeetingForm, default=MeetingForm.ON_SITE)
    chair_post = models.CharField(_("主持人（职务、姓名）"), max_length=80)
    chair_is_principal = models.BooleanField(_("主持人为政府主要负责人"), default=True)
    union_host = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("召集单位（工会）"), related_name="+")
    government_host = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("召集单位（政府）"), related_name="+")
    contact = models.CharField(_("联络员"), max_length=80, blank=True)
    prepared_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("承办人"), related_name="+", editable=False)
    review_due_at = models.DateTimeField(_("审阅截止"), null=True, blank=True, editable=False)
    urgent_reason = models.CharField(_("加急理由"), max_length=200, blank=True, editable=False)
    agenda_hash = models.CharField(max_length=64, blank=True, editable=False)
    agenda_frozen_at = models.DateTimeField(_("议程定稿时间"), null=True, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("联席会议")
        ordering = ["-ordinal"]
        indexes = [models.Index(fields=["state", "starts_at"], name="meeting_state_starts")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_state_known"),
            models.UniqueConstraint(fields=["year", "number"], name="meeting_number_once_a_year"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("结束时间应晚于开始时间。"),
            ),
            models.CheckConstraint(
                condition=Q(ordinal__gte=1),
                name="meeting_ordinal_positive",
                violation_error_message=_("会议次数从1开始。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MeetingState.RESCHEDULED, MeetingState.CANCELLED]) | ~Q(state_note=""),
                name="meeting_stopped_has_reason",
                violation_error_message=_("延期或取消会议应写明原因。"),
            ),
        ]
        triggers = [fsm("meeting", MEETING_MOVES)]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.reference])

    @property
    def look(self) -> str:
        """The design's shape for the state."""
        return LOOK[MeetingState(self.state)]

    @property
    def ordinal_text(self) -> str:
        """第3次."""
        return _now("第%(n)d次") % {"n": self.ordinal}
