"""What people are granted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models.users import User
from foundation.accounts.querysets import GrantQuerySet
from foundation.accounts.roles import roles
from foundation.core import clock
from foundation.orgs.models import Unit


class Grant(models.Model):
    """A role given to a user at a unit (and all below), from–to, by whom and why. Ended by date, never deleted."""

    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("用户"), related_name="grants")
    role = models.CharField(_("角色"), max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("范围（单位及下级）"), related_name="grants")
    starts_on = models.DateField(_("开始日期"), default=clock.today)
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    granted_by = models.CharField(_("授权人"), max_length=60, editable=False)
    granted_at = models.DateTimeField(_("授权时间"), default=clock.now, editable=False)
    reason = models.CharField(_("授权事由"), max_length=200)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("授权")
        ordering = ["user", "role", "starts_on"]
        indexes = [models.Index(fields=["role", "unit"], name="grant_role_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="grant_dates_in_order",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(ends_on=None),
                name="grant_open_once",
                violation_error_message=_("该用户在该单位已有同一角色的有效授权。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.unit_id}"

    @property
    def role_label(self) -> str:
        role = roles().get(self.role)
        return str(role.label) if role else self.role
