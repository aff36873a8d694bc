"""Reading people, employers, unions and applications, always from what the viewer may see."""

from typing import Any

from django.db.models import Q, QuerySet

from foundation.orgs.scope import within
from members.rights import Right
from members.states import LIVE, MembershipState

FOUND = 8  # how many suggestions a field shows while typing


class EmployerQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "EmployerQuerySet":
        """Employers of the streets where `user` may read, and those her own union covers."""
        paths = user.paths(Right.READ)
        covered = self.model.unions.rel.related_model.objects.filter(within(paths, "unit__path"))
        return self.filter(within(paths, "street__path") | Q(pk__in=covered.values("employers")))

    def matching(self, text: str) -> "EmployerQuerySet":
        """By part of the name or the beginning of the credit code; nothing for less than two characters."""
        text = text.strip()
        if len(text) < 2:
            return self.none()
        return self.filter(Q(name__contains=text) | Q(uscc__startswith=text.upper())).order_by("name")


class UnionQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "UnionQuerySet":
        return self.filter(within(user.paths(Right.READ), "unit__path"))


class PersonQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "PersonQuerySet":
        """People registered by the scope where `user` may read."""
        return self.filter(within(user.paths(Right.READ), "scope__path"))

    def matching(self, text: str) -> "PersonQuerySet":
        """By name, by whole ID number, or by whole phone number (through their blind indexes)."""
        text = text.strip()
        if len(text) < 2:
            return self.none()
        by_id = self.model._meta.get_field("id_index").matches(text)
        by_phone = self.model._meta.get_field("phone_index").matches(text)
        return self.filter(Q(name__startswith=text) | Q(id_index=by_id) | Q(phone_index=by_phone)).order_by(
            "name", "pk"
        )

    def same_id(self, id_number: str) -> "PersonQuerySet":
        """Whoever holds this identity number: at most one."""
        return self.filter(id_index=self.model._meta.get_field("id_index").matches(id_number)).exclude(id_index="")


class ApplicationQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """Applications filed in or placed with the scope where `user` may read."""
        paths = user.paths(Right.READ)
        return self.filter(within(paths, "scope__path") | within(paths, "union__unit__path"))

    def open(self) -> "ApplicationQuerySet":
        return self.exclude(state__in=["enrolled", "refused", "duplicate", "withdrawn"])

    def waiting_for(self, user: Any) -> "ApplicationQuerySet":
        """Applications `user` can review now."""
        return self.filter(within(user.paths(Right.REVIEW), "union__unit__path"), state__in=["placed", "reviewing"])


class MembershipQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "MembershipQuerySet":
        return self.filter(within(user.paths(Right.READ), "union__unit__path"))

    def active(self) -> "MembershipQuerySet":
        return self.filter(state=MembershipState.ACTIVE)

    def live(self) -> "MembershipQuerySet":
        """Memberships that count: a person has at most one."""
        return self.filter(state__in=LIVE)
