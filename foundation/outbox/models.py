"""Outbox rows and ticks. A row holds references and names; only a finished mail (password reset) has a body, encrypted."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.crypto import EncryptedTextField
from foundation.core.db import fsm
from foundation.outbox.enums import Channel, Reason
from foundation.outbox.querysets import DatabaseNow, OutboxQuerySet
from foundation.outbox.states import MOVES, State

MAIL = "mail"
"""The notice code of a mail that comes with its own words instead of a `Notice`."""


class OutboxRow(models.Model):
    """One delivery: this notice, about this object, to this recipient, through this channel, this occurrence."""

    key = models.UUIDField(
        _("键"), unique=True, editable=False, help_text=_("由通知、事项、收件人、渠道和次别算出，也是邮件的 Message-ID")
    )
    notice = models.CharField(_("通知"), max_length=80)
    object_label = models.CharField(_("事项类型"), max_length=80, blank=True)
    object_pk = models.BigIntegerField(_("事项编号"), null=True, blank=True)
    recipient = models.CharField(_("收件人"), max_length=80)
    channel = models.CharField(_("渠道"), max_length=20, choices=Channel.choices)
    once = models.CharField(_("次别"), max_length=120, blank=True)
    actor = models.CharField(_("经办"), max_length=80, blank=True)
    body = EncryptedTextField("outbox.row.body", null=True, default=None, editable=False)

    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.WAITING)
    reason = models.CharField(_("原因"), max_length=20, choices=Reason.choices, blank=True)
    attempts = models.PositiveIntegerField(_("发送次数"), default=0)
    failures = models.PositiveSmallIntegerField(_("失败次数"), default=0)
    losses = models.PositiveSmallIntegerField(_("中断次数"), default=0)
    next_attempt_at = models.DateTimeField(_("下次发送"), db_default=DatabaseNow())
    leased_until = models.DateTimeField(_("占用至"), null=True, blank=True)
    created_at = models.DateTimeField(_("产生时间"), default=clock.now, editable=False)
    sent_at = models.DateTimeField(_("发出时间"), null=True, blank=True)

    objects: ClassVar[OutboxQuerySet] = OutboxQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("待发消息")
        verbose_name_plural = _("待发消息")
        ordering = ("-id",)
        indexes = (
            models.Index("next_attempt_at", "id", name="outboxrow_due", condition=Q(state=State.WAITING)),
            models.Index("object_label", "object_pk", name="outboxrow_about", condition=Q(state=State.WAITING)),
            models.Index("id", name="outboxrow_failed", condition=Q(state=State.FAILED)),
        )
        constraints = (
            models.CheckConstraint(name="outboxrow_state_is_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="outboxrow_channel_is_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="outboxrow_sent_has_time",
                condition=Q(state=State.SENT, sent_at__isnull=False) | (~Q(state=State.SENT) & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="outboxrow_unsent_has_reason",
                condition=~Q(state__in=(State.FAILED, State.CANCELLED)) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="outboxrow_settled_is_free", condition=Q(state=State.WAITING) | Q(leased_until=None)
            ),
            models.CheckConstraint(
                name="outboxrow_object_is_whole",
                condition=Q(object_label="", object_pk=None) | (~Q(object_label="") & Q(object_pk__isnull=False)),
            ),
            models.CheckConstraint(name="outboxrow_has_recipient", condition=~Q(recipient="")),
            models.CheckConstraint(
                name="outboxrow_only_unsent_mail_has_body",
                condition=Q(body__isnull=True) | (Q(notice=MAIL) & ~Q(state__in=(State.SENT, State.CANCELLED))),
            ),
        )
        triggers = (fsm("outboxrow", MOVES, field="state"),)

    def __str__(self) -> str:
        return f"{self.notice} → {self.recipient} ({self.channel})"


class Tick(models.Model):
    """When a beat entry last ran, so that a second beat does no harm and a dead beat is noticed."""

    name = models.CharField(_("名称"), max_length=80, unique=True)
    ran_at = models.DateTimeField(_("最近运行"), db_default=DatabaseNow())

    class Meta:
        verbose_name = _("定时记录")
        verbose_name_plural = _("定时记录")

    def __str__(self) -> str:
        return self.name
