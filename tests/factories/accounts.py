"""Users with roles: `UserFactory(roles=["rights_clerk"], unit=…)`."""

from collections.abc import Iterable
from typing import Any

import factory

from foundation.accounts.models import Grant, User
from foundation.orgs.models import Unit
from tests.factories.orgs import FederationFactory

PASSWORD = "刺桐花开-2026-demo"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """An account; `roles` are granted at `scope` (default: the user's own unit)."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n:04d}")
    display_name = factory.Sequence(lambda n: f"职员{n}（演示）")
    email = factory.LazyAttribute(lambda user: f"{user.username}@fengze.example")
    unit = factory.SubFactory(FederationFactory)
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def roles(
        self: Any, create: bool, extracted: Iterable[str] | None, scope: Unit | None = None, **kwargs: Any
    ) -> None:
        for role in extracted or ():
            Grant.objects.create(user=self, role=role, unit=scope or self.unit, granted_by="system:test", reason="测试")
