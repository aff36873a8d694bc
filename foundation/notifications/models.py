"""What has arrived: inbox messages, preferences, and in the local profile every mail."""

import uuid
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.crypto import EncryptedTextField
from foundation.notifications.querysets import MessageQuerySet
from foundation.outbox.notice import Notice, find


class Message(models.Model):
    """One notice in one person's inbox. `key` is the outbox row's, so that at most one copy is ever visible."""

    key = models.UUIDField(_("键"), unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("收件人"), related_name="messages"
    )
    notice = models.CharField(_("通知"), max_length=80)
    object_label = models.CharField(_("事项类型"), max_length=80, blank=True)
    object_pk = models.BigIntegerField(_("事项编号"), null=True, blank=True)
    subject = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("内容"), blank=True)
    url = models.CharField(_("链接"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("时间"), default=clock.now)
    read_at = models.DateTimeField(_("已读时间"), null=True, blank=True)

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("站内信")
        verbose_name_plural = _("站内信")
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(fields=("user", "-created_at", "-id"), name="message_inbox"),
            models.Index("user", name="message_unread", condition=Q(read_at=None)),
        )
        constraints = (
            models.CheckConstraint(name="message_has_subject", condition=~Q(subject="")),
            models.CheckConstraint(
                name="message_object_is_whole",
                condition=Q(object_label="", object_pk=None) | (~Q(object_label="") & Q(object_pk__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.subject

    @cached_property
    def kind(self) -> Notice | None:
        """The notice it came from, which says how to draw it; None when no app declares it any more."""
        return find(self.notice)

    @property
    def summary(self) -> str:
        """The first line of the body, for the list."""
        return self.body.strip().partition("\n")[0]


class Preference(models.Model):
    """How a person wants to be told besides the inbox, which is always on. No row: e-mail at any hour."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("用户"), related_name="notification_preference"
    )
    email = models.BooleanField(_("电子邮件提醒"), default=True)
    quiet_from = models.TimeField(_("免打扰开始"), null=True, blank=True)
    quiet_until = models.TimeField(_("免打扰结束"), null=True, blank=True)

    class Meta:
        verbose_name = _("提醒方式")
        verbose_name_plural = _("提醒方式")
        constraints = (
            models.CheckConstraint(
                name="preference_quiet_hours_are_whole",
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                violation_error_message=_("免打扰时段须同时填写开始和结束时间，或都不填。"),
            ),
        )

    def __str__(self) -> str:
        return str(self.user)


class DemoMail(models.Model):
    """A mail of the local profile, which has no mail server: kept encrypted, readable at /demo/mail/."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message_id = models.CharField(_("邮件编号"), max_length=200)
    raw = EncryptedTextField("notifications.demomail.raw", editable=False)
    sent_at = models.DateTimeField(_("发出时间"), default=clock.now)

    class Meta:
        verbose_name = _("演示邮件")
        verbose_name_plural = _("演示邮件")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.message_id
