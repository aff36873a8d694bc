"""Employers, unions, people and applications for tests."""

import factory

from foundation.core.fictional import demo_credit_code, demo_id
from foundation.orgs.enums import Kind
from members.models import Application, Employer, Membership, Person, Union
from tests.factories.orgs import FederationFactory, StreetUnionFactory, UnitFactory


class EmployerFactory(factory.django.DjangoModelFactory[Employer]):
    class Meta:
        model = Employer

    reference = factory.Sequence(lambda n: f"QY-2026-{n:04d}")
    name = factory.Sequence(lambda n: f"刺桐{n}号食品厂（演示）")
    uscc = factory.Sequence(demo_credit_code)
    street = factory.SubFactory(StreetUnionFactory)


class UnionFactory(factory.django.DjangoModelFactory[Union]):
    class Meta:
        model = Union

    reference = factory.Sequence(lambda n: f"GH-2026-{n:04d}")
    name = factory.LazyAttribute(lambda union: f"{union.unit.short_name}工会委员会（演示）")
    kind = "single"
    unit = factory.SubFactory(UnitFactory, kind=Kind.GRASSROOTS_UNION, parent=factory.SubFactory(StreetUnionFactory))


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    class Meta:
        model = Person

    reference = factory.Sequence(lambda n: f"R-2026-{n:04d}")
    name = factory.Sequence(lambda n: f"林职工{n}（演示）")
    id_kind = "resident"
    id_number = factory.Sequence(demo_id)
    phone = factory.Sequence(lambda n: f"138{n:08d}")
    scope = factory.SubFactory(FederationFactory)


class ApplicationFactory(factory.django.DjangoModelFactory[Application]):
    """An application that lies with its union, filed by somebody else."""

    class Meta:
        model = Application

    reference = factory.Sequence(lambda n: f"RH-2026-{n:04d}")
    state = "placed"
    name = "苏职工（演示）"
    id_kind = "resident"
    id_number = factory.Sequence(lambda n: demo_id(n + 1000))
    phone = factory.Sequence(lambda n: f"139{n:08d}")
    group = "rural"
    union = factory.SubFactory(UnionFactory)
    scope = factory.LazyAttribute(lambda application: application.union.unit if application.union else None)
    filed_by = "user:0"


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    number = factory.Sequence(lambda n: f"HY-2026-{n:05d}")
    person = factory.SubFactory(PersonFactory)
    union = factory.SubFactory(UnionFactory)
