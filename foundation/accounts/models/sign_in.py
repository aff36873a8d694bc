"""What signing in leaves behind: passwords that were used, and tries that failed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.accounts.enums import Counted
from foundation.accounts.models.users import User
from foundation.core import clock


class UsedPassword(models.Model):
    """The hash of a password an account had; the newest few are kept, so that none of them comes back at once."""

    user = models.ForeignKey(
        User, models.CASCADE, verbose_name=_("用户"), related_name="used_passwords", editable=False
    )
    password = models.CharField(_("密码散列"), max_length=128, editable=False)
    set_at = models.DateTimeField(_("设置时间"), default=clock.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("用过的密码")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"user:{self.user_id}"


class Tries(models.Model):
    """Tries counted against one subject since `began_at`; no further try is looked at before `locked_until`.

    `subject` is a keyed hash: somebody may type her password into the field for her name. Rows in PostgreSQL, because a
    cache can be flushed and counts a parallel try once or never; the row lock counts each exactly once.
    """

    kind = models.CharField(_("限制对象"), max_length=20, choices=Counted.choices, editable=False)
    subject = models.CharField(_("对象散列"), max_length=64, editable=False)
    ip = models.GenericIPAddressField(_("来源地址"), null=True, blank=True, editable=False)
    count = models.PositiveIntegerField(_("次数"), default=0, editable=False)
    began_at = models.DateTimeField(_("开始计数"), default=clock.now, editable=False)
    locked_until = models.DateTimeField(_("锁定至"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("登录锁定")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="tries_counted_once"),
            models.CheckConstraint(condition=Q(kind__in=Counted.values), name="tries_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
