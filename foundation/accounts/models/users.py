"""People who sign in."""

import datetime as dt
from functools import cached_property

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.accounts.permissions import may
from foundation.accounts.querysets import UserManager
from foundation.accounts.rights import Right
from foundation.accounts.roles import Role, roles
from foundation.core import clock
from foundation.orgs.models import Unit


class User(AbstractBaseUser):
    """Someone who signs in. What she may do comes from her grants alone: no superuser, no groups, no permissions."""

    username = models.CharField(_("账号"), max_length=40, unique=True, validators=[UnicodeUsernameValidator()])
    display_name = models.CharField(_("姓名"), max_length=30)
    email = models.EmailField(_("电子邮箱"), blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("所在单位"), related_name="users")
    title = models.CharField(_("职务"), max_length=60, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    password_set_at = models.DateTimeField(_("密码设置时间"), null=True, blank=True, editable=False)
    enabled_at = models.DateTimeField(_("重新启用时间"), null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(_("开户时间"), default=clock.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = verbose_name_plural = _("用户")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def get_absolute_url(self) -> str:
        """Where the security administrator keeps the account."""
        return reverse("admin:accounts_user_change", args=[self.pk])

    @property
    def actor_reference(self) -> str:
        return f"user:{self.pk}"

    @cached_property
    def held(self) -> list[tuple[str, str]]:
        """(role, unit path) of the grants in force today; read once per request (a fresh user object per request)."""
        if not (self.is_active and self.pk):
            return []
        if (granted := getattr(self, "granted", None)) is not None:  # read with the user, `with_grants`
            return [(one["role"], one["path"]) for one in granted]
        return list(self.grants.current().values_list("role", "unit__path"))

    @cached_property
    def scope(self) -> dict[str, tuple[str, ...]]:
        """Right → unit paths where it is held today."""
        found: dict[str, set[str]] = {}
        for code, path in self.held:
            role = roles().get(code)
            for right in role.rights if role else ():
                found.setdefault(right, set()).add(path)
        return {right: tuple(sorted(paths)) for right, paths in found.items()}

    @cached_property
    def current_roles(self) -> list[Role]:
        """The roles held today, in the order of the role table."""
        held = {code for code, _path in self.held}
        return [role for role in roles().values() if role.code in held]

    @cached_property
    def has_second_step(self) -> bool:
        """Whether an authenticator app or a passkey is set up."""
        if (stepped := getattr(self, "stepped", None)) is not None:  # read with the user, `with_second_step`
            return bool(stepped)
        return User.objects.with_second_step().filter(pk=self.pk, stepped=True).exists()

    @property
    def must_have_second_step(self) -> bool:
        """A role held today asks for it (`Role.second_step`), and this portal insists (`SECOND_STEP_REQUIRED`)."""
        return settings.SECOND_STEP_REQUIRED and any(role.second_step for role in self.current_roles)

    @property
    def duty(self) -> str:
        """What she puts in order before anything else: "password", then "second_step"; usually nothing."""
        if self.must_change_password or self._password_is_old():
            return "password"
        if self.must_have_second_step and not self.has_second_step:
            return "second_step"
        return ""

    def _password_is_old(self) -> bool:
        days, since = settings.PASSWORD_MAX_DAYS, self.password_set_at
        return bool(days) and since is not None and since < clock.now() - dt.timedelta(days=days)

    def holds(self, right: str, *, unit: Unit | None = None) -> bool:
        """Whether a current grant gives `right` anywhere, or at `unit` (granted there or above)."""
        paths = self.scope.get(right, ())
        return bool(paths) if unit is None else any(unit.path.startswith(path) for path in paths)

    def paths(self, right: str) -> tuple[str, ...]:
        """The unit paths below which `right` is held: what `orgs.scope.within` takes."""
        return self.scope.get(right, ())

    def own_units(self) -> models.QuerySet[Unit]:
        """The units of the current grants."""
        return Unit.objects.filter(pk__in=self.grants.current().values("unit"))

    @property
    def is_staff(self) -> bool:
        """The Django admin asks this: the three administrators only."""
        return any(self.holds(r) for r in (Right.ADMINISTER_SYSTEM, Right.ADMINISTER_SECURITY, Right.ADMINISTER_AUDIT))

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return may(self, perm)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff
