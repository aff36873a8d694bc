"""Minutes (纪要): assembled from the record, countersigned by units, signed; only then numbered."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core.db import fsm
from foundation.core.models import Record
from foundation.documents.models import IssuedNumber
from foundation.orgs.models import Unit
from meetings.enums.session import SectionKind
from meetings.models.meeting import Meeting
from meetings.querysets.session import MinutesQuerySet
from meetings.states.minutes import LOOK, MINUTES_MOVES, MinutesState


class Minutes(Record):
    """One per meeting. Signing fixes `text_hash`; the number is taken in the same transaction."""

    reference = models.CharField(_("编号"), max_length=24, unique=True, editable=False)
    meeting = models.OneToOneField(Meeting, models.PROTECT, verbose_name=_("会议"), related_name="record")
    title = models.CharField(_("标题"), max_length=120)
    opening = models.TextField(_("开头"), max_length=1000)
    state = models.CharField(
        _("状态"), max_length=16, choices=MinutesState, default=MinutesState.DRAFTING, editable=False
    )
    return_note = models.CharField(_("退回说明"), max_length=500, blank=True, editable=False)
    distribution = models.CharField(_("分送"), max_length=300, blank=True)
    text_hash = models.CharField(max_length=64, blank=True, editable=False)
    number = models.OneToOneField(
        IssuedNumber, models.PROTECT, verbose_name=_("文号"), null=True, blank=True, related_name="+", editable=False
    )
    signed_at = models.DateTimeField(_("签发时间"), null=True, blank=True, editable=False)
    signed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("签发人"), null=True, blank=True, related_name="+", editable=False
    )
    issued_on = models.DateField(_("印发日期"), null=True, blank=True, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("会议纪要")
        ordering = ["-meeting__ordinal"]
        triggers = [fsm("minutes", MINUTES_MOVES)]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(state__in=[MinutesState.SIGNED, MinutesState.ISSUED])
                    & Q(number__isnull=False, signed_at__isnull=False, signed_by__isnull=False)
                    & ~Q(text_hash="")
                )
                | (
                    ~Q(state__in=[MinutesState.SIGNED, MinutesState.ISSUED])
                    & Q(number=None, signed_at=None, signed_by=None)
                ),
                name="minutes_numbered_when_signed",
                violation_error_message=_("文号在签发时编定：签发前没有文号，签发后必有文号。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:minutes", args=[self.meeting.reference])

    @property
    def look(self) -> str:
        """The design's shape for the state."""
        return LOOK[MinutesState(self.state)]


class MinutesSection(Record):
    """One part of the minutes, edited on its own: two clerks never overwrite each other."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField(_("次序"))
    kind = models.CharField(_("部分"), max_length=12, choices=SectionKind)
    heading = models.CharField(_("小标题"), max_length=100, blank=True)
    text = models.TextField(_("内容"), max_length=8000, blank=True)
    edited_by = models.CharField(_("最后修改"), max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("纪要正文")
        ordering = ["minutes", "position"]
        constraints = [models.UniqueConstraint(fields=["minutes", "position"], name="minutessection_position_once")]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.position}"


class Countersignature(models.Model):
    """One unit's word on the exact text of the minutes (会签)."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="countersignatures")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("会签单位"), related_name="+")
    asked_at = models.DateTimeField(_("送会签时间"))
    signed_at = models.DateTimeField(_("会签时间"), null=True, blank=True)
    signed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("会签人"), null=True, blank=True, related_name="+"
    )
    text_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("会签")
        ordering = ["minutes", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "unit"], name="countersignature_once"),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None, text_hash="")
                | (Q(signed_at__isnull=False, signed_by__isnull=False) & ~Q(text_hash="")),
                name="countersignature_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.unit_id}"
