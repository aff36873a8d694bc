"""What each host said about an exact text (两家审定)."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core import clock
from foundation.orgs.enums import Side
from meetings.enums.topic import Verdict
from meetings.models.agenda import AgendaVersion
from meetings.models.topic import Topic


class Clearance(models.Model):
    """A host's decision on one topic text or one agenda version; never changed, never deleted.

    It counts while `text_hash` is the hash of the text as it stands; any later change leaves it as history.
    """

    host = models.CharField(_("审定方"), max_length=12, choices=Side)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="clearances")
    agenda = models.ForeignKey(AgendaVersion, models.PROTECT, null=True, blank=True, related_name="clearances")
    verdict = models.CharField(_("结论"), max_length=10, choices=Verdict)
    text_hash = models.CharField(max_length=64)
    edition = models.PositiveIntegerField(_("稿次或版次"))
    note = models.CharField(_("审定意见"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("审定时间"), default=clock.now)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("两家审定")
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=False, agenda=None) | Q(topic=None, agenda__isnull=False),
                name="clearance_of_one_thing",
                violation_error_message=_("一次审定只针对一个议题或一版议程。"),
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.CLEARED) | ~Q(note=""),
                name="clearance_return_has_reason",
                violation_error_message=_("退回应写明需要补充什么。"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="clearance_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.host} {self.verdict}"
