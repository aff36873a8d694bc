"""Concerns and clusters in any state, and the people around them, for tests."""

import datetime as dt
from typing import Any

import factory

from concerns.enums import Part
from concerns.models import Assignment, Category, Cluster, ClusterConcern, Concern
from concerns.states import DONE, State
from foundation.accounts.models import Grant
from foundation.core import clock
from foundation.orgs.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.orgs import DepartmentFactory, FederationFactory, StreetUnionFactory

AT_A_UNIT = (
    State.DISPATCHED,
    State.ACCEPTED,
    State.HANDLING,
    State.REPORTED,
    State.CALLBACK,
    State.REOPENED,
    State.CLOSED,
    State.SHELVED,
)


class ConcernFactory(factory.django.DjangoModelFactory[Concern]):
    """`ConcernFactory(state="handling", handler=unit)`: clock and assignment fit the state."""

    class Meta:
        model = Concern
        skip_postgeneration_save = True

    reference = factory.Sequence(lambda n: f"FZ-2026-{n + 1:04d}")
    state = State.REGISTERED
    category = factory.LazyFunction(lambda: Category.objects.get(code="01"))
    title = factory.Sequence(lambda n: f"某快递分拨中心职工反映加班工资未足额发放（演示{n}）")
    narrative = "职工代表反映：8月至10月夜间分拣加班按固定补贴发放，未按实际工时计算。"
    people_count = 3
    contact_name = "王职工（演示）"
    contact_phone = "13800000001"
    unit = factory.SubFactory(FederationFactory)
    registered_by = factory.SubFactory(UserFactory, unit=factory.SelfAttribute("..unit"))

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Concern:
        handler: Unit | None = kwargs.pop("handler", None)
        now = clock.now()
        state = kwargs["state"]
        if state in DONE:
            kwargs.setdefault("closed_at", now)
            kwargs.setdefault("closing_note", "已办结")
        if state == State.SHELVED:
            kwargs.setdefault("review_on", clock.today())
        concern = Concern(**kwargs)
        if state in AT_A_UNIT:
            concern.dispatched_at = now
            concern.start_clock(now, 7)
            if state in (State.CALLBACK, State.CLOSED):
                concern.stop_clock(now)
        concern.save()
        if state in AT_A_UNIT:
            Assignment.objects.create(
                concern=concern,
                unit=handler or DepartmentFactory(),
                part=Part.LEAD,
                dispatched_by="system:test",
                due_at=concern.due_at,
            )
        return concern


class ClusterFactory(factory.django.DjangoModelFactory[Cluster]):
    """`ClusterFactory(concerns=[...])`."""

    class Meta:
        model = Cluster
        skip_postgeneration_save = True

    reference = factory.Sequence(lambda n: f"JL-2026-{n + 1:03d}")
    title = "快递分拨中心加班工资（演示）"
    category = factory.LazyFunction(lambda: Category.objects.get(code="01"))
    unit = factory.SubFactory(FederationFactory)
    grouped_by = "system:test"

    @factory.post_generation
    def concerns(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        for concern in extracted or ():
            ClusterConcern.objects.create(cluster=self, concern=concern, added_by="system:test")


class House:
    """The people of one concern: clerk, handling liaison, service clerk, leader, street cadre, and a stranger."""

    def __init__(self) -> None:
        self.federation = FederationFactory()
        self.street = StreetUnionFactory(parent=self.federation)
        self.department = DepartmentFactory()
        self.other = DepartmentFactory()
        self.clerk = UserFactory(roles=["rights_clerk"], unit=self.federation)
        self.caller = UserFactory(roles=["service_clerk"], unit=self.federation)
        self.liaison = UserFactory(roles=["liaison"], unit=self.department)
        self.second = UserFactory(roles=["liaison"], unit=self.other)
        self.cadre = UserFactory(roles=["street_cadre"], unit=self.street)
        self.leader = UserFactory(roles=["union_leader"], unit=self.federation)
        self.stranger = UserFactory(roles=["street_cadre"], unit=StreetUnionFactory(parent=self.federation))
        Grant.objects.update(starts_on=dt.date(2020, 1, 1))  # so that tests may replay earlier days

    def concern(self, **kwargs: Any) -> Concern:
        kwargs = {"unit": self.federation, "street_unit": self.street, "handler": self.department, **kwargs}
        if kwargs.get("state", State.REGISTERED) not in AT_A_UNIT:
            kwargs.pop("handler")
        concern: Concern = ConcernFactory(**kwargs)
        return concern
