"""Evidence and papers of a concern; the bytes and their checks are `foundation.documents`'."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from concerns.models.concern import Concern
from concerns.models.event import ConcernEvent


class ConcernAttachment(models.Model):
    """A file belongs to the concern and, where it proves a step, to that step of the story."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="files")
    event = models.ForeignKey(ConcernEvent, models.PROTECT, null=True, blank=True, related_name="files")
    attachment = models.OneToOneField("documents.Attachment", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("诉求附件")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.concern_id} {self.attachment_id}"
