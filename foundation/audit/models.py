"""The audit log. No foreign keys: a row must outlive what it tells of, and must never block its deletion."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now  # noqa: TID251 - the audit log is stamped by the database's clock
from django.utils.translation import gettext_lazy as _

from foundation.audit.querysets import AuditRowQuerySet
from foundation.core import clock


class AuditRow(models.Model):
    """One event: who, what, about which record, where from, when. References and plain scalars only.

    `at` is the portal's clock (a replayed story keeps its own dates); `written_at` is the database's and cannot be set
    by the program.
    """

    event = models.CharField(_("事件"), max_length=80)
    actor = models.CharField(_("操作者"), max_length=80)
    subject_label = models.CharField(_("对象类型"), max_length=80, blank=True)
    subject_pk = models.CharField(_("对象主键"), max_length=40, blank=True)
    subject_reference = models.CharField(_("对象编号"), max_length=120, blank=True)
    unit = models.CharField(_("单位"), max_length=40, blank=True)
    facts = models.JSONField(_("要素"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    request_id = models.CharField(_("请求编号"), max_length=64, blank=True)
    ip = models.GenericIPAddressField(_("来源地址"), null=True, blank=True)
    at = models.DateTimeField(_("时间"), default=clock.now)
    written_at = models.DateTimeField(_("入库时间"), db_default=Now(), editable=False)

    objects = AuditRowQuerySet.as_manager()

    class Meta:
        db_table = "audit_row"
        verbose_name = verbose_name_plural = _("审计记录")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject_label", "subject_pk", "id"], name="audit_row_subject"),
            models.Index(fields=["actor", "id"], name="audit_row_actor"),
            models.Index(fields=["event", "id"], name="audit_row_event"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(event__regex=r"^[a-z_]+\.[a-z_]+$"), name="audit_row_event_is_named"),
            models.CheckConstraint(condition=~Q(actor=""), name="audit_row_has_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject_reference}".strip()


class AuditLink(models.Model):
    """One link of the chain, appended by the database at commit: h = SHA-256(previous h ‖ canonical row)."""

    seq = models.BigIntegerField(_("链序号"), primary_key=True)
    row_id = models.BigIntegerField(_("审计记录"), unique=True)
    h = models.BinaryField(_("散列值"), max_length=32)

    class Meta:
        db_table = "audit_link"
        verbose_name = verbose_name_plural = _("审计链")
        ordering = ["-seq"]

    def __str__(self) -> str:
        return f"{self.seq} {bytes(self.h).hex()[:16]}"
