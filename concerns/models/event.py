"""The story of a concern in words: what the timeline (办理过程) shows. Written by services only, never changed."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from concerns.models.concern import Concern
from foundation.core import clock
from foundation.orgs.models import Unit


class ConcernEvent(models.Model):
    """`verb` is the service that wrote it; `text` is what was typed or received. The audit log has the same act as a
    reference only; narrative lives here."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="events")
    verb = models.CharField(max_length=30)
    at = models.DateTimeField(default=clock.now)
    actor = models.CharField(max_length=60)
    actor_name = models.CharField(max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.CharField(_("事项"), max_length=200)
    text = models.TextField(_("内容"), max_length=4000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("办理过程")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["concern", "-at"], name="concern_event_story")]
        triggers = [pgtrigger.Protect(name="concern_event_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.concern_id} {self.verb}"
