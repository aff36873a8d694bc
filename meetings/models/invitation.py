"""Who is asked to a meeting, what they answered, whether they came."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.models import Record
from foundation.orgs.models import Unit
from meetings.enums.session import Part, Reply
from meetings.models.meeting import Meeting
from meetings.querysets.session import InvitationQuerySet


class Invitation(Record):
    """A seat at a meeting: with an account (`user`), or only by post and name. The order is the office's own.

    `sequence` is the iCalendar SEQUENCE last sent for this seat; the UID follows from `key` and never changes.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name=_("会议"), related_name="invitations")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("单位"), related_name="+")
    user = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("账号"), null=True, blank=True, related_name="invitations"
    )
    name = models.CharField(_("姓名"), max_length=30)
    post = models.CharField(_("职务"), max_length=60, blank=True)
    part = models.CharField(_("参会方式"), max_length=10, choices=Part, default=Part.ATTENDING)
    sort_order = models.PositiveSmallIntegerField(_("排序号"), default=0)
    invited_at = models.DateTimeField(_("通知时间"), default=clock.now, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    reply = models.CharField(_("回执"), max_length=8, choices=Reply, blank=True)
    reply_reason = models.CharField(_("请假事由"), max_length=200, blank=True)
    deputy = models.CharField(_("替会人（职务、姓名）"), max_length=80, blank=True)
    replied_at = models.DateTimeField(_("回执时间"), null=True, blank=True, editable=False)
    arrived_at = models.DateTimeField(_("签到时间"), null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("参会人员")
        ordering = ["meeting", "part", "sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "user"], name="invitation_once", violation_error_message=_("此人已在参会名单中。")
            ),
            models.CheckConstraint(
                condition=~Q(reply=Reply.LEAVE) | ~Q(reply_reason=""),
                name="invitation_leave_has_reason",
                violation_error_message=_("请假应写明事由。"),
            ),
            models.CheckConstraint(
                condition=~Q(reply=Reply.DEPUTY) | ~Q(deputy=""),
                name="invitation_deputy_named",
                violation_error_message=_("替会应写明替会人。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.name}"

    def get_absolute_url(self) -> str:
        """Where the person invited replies."""
        return reverse("meetings:reply", args=[self.meeting.reference])
