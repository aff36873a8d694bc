"""Reading users and grants."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from foundation.accounts.rights import Right
from foundation.accounts.roles import roles_with
from foundation.core import clock

if TYPE_CHECKING:
    from foundation.accounts.models import Grant, User
    from foundation.orgs.models import Unit

SECOND_STEPS = ("totp", "webauthn")
"""allauth's kinds of authenticator that count; recovery codes stand in for one of them and do not."""


class GrantQuerySet(QuerySet["Grant"]):
    def current(self) -> "GrantQuerySet":
        """Grants in force today."""
        day = clock.today()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def giving(self, right: str) -> "GrantQuerySet":
        """Grants whose role carries `right`."""
        return self.filter(role__in=roles_with(right))

    def covering(self, unit: "Unit") -> "GrantQuerySet":
        """Grants at `unit` or one of its ancestors."""
        return self.annotate(_path=Value(unit.path)).filter(_path__startswith=F("unit__path"))


class UserQuerySet(QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def visible_to(self, user: "User") -> "UserQuerySet":
        """Accounts as records: all to security administrators, her own to everybody else."""
        return self if user.holds(Right.ADMINISTER_SECURITY) else self.filter(pk=user.pk)

    def with_grants(self) -> "UserQuerySet":
        """Each with the (role, unit path) held today, which `User.held` then need not ask for."""
        held = self._grants().filter(user=OuterRef("pk")).order_by()
        return self.annotate(granted=ArraySubquery(held.values(one=JSONObject(role="role", path="unit__path"))))

    def with_second_step(self) -> "UserQuerySet":
        """Each with whether she has set up a second step, which `User.has_second_step` then need not ask for."""
        steps = apps.get_model("mfa", "Authenticator")._default_manager.filter(user=OuterRef("pk"))
        return self.annotate(stepped=Exists(steps.filter(type__in=SECOND_STEPS)))

    def holding(self, right: str, *, unit: "Unit | None" = None) -> "UserQuerySet":
        """Active users whom a current grant gives `right`, at `unit` or above it when `unit` is given."""
        grants = self._grants().giving(right)
        if unit is not None:
            grants = grants.covering(unit)
        return self.active().filter(Exists(grants.filter(user=OuterRef("pk"))))

    def at(self, unit: "Unit", right: str) -> "UserQuerySet":
        """Active users whom a grant at exactly `unit` gives `right`: who is told when work arrives there."""
        grants = self._grants().giving(right).filter(unit=unit, user=OuterRef("pk"))
        return self.active().filter(Exists(grants))

    def _grants(self) -> GrantQuerySet:
        related: Any = self.model._meta.get_field("grants").related_model
        found: GrantQuerySet = related.objects.current()
        return found


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Accounts are made by `services.add_user`; there is no superuser."""

    def get_by_natural_key(self, username: str) -> "User":
        return self.get(username=username)
