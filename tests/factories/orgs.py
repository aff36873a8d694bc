"""Units for tests: a small federation and a small government."""

import factory

from foundation.orgs.enums import Kind, Side
from foundation.orgs.models import Unit


class UnitFactory(factory.django.DjangoModelFactory[Unit]):
    """A unit below `parent` (or a root); its path follows."""

    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"U{n:04d}")
    short_name = factory.LazyAttribute(lambda unit: f"单位{unit.code}")
    name = factory.LazyAttribute(lambda unit: f"{unit.short_name}（演示）")
    kind = Kind.UNION_DEPARTMENT
    side = Side.UNION
    parent = None
    path = factory.LazyAttribute(lambda unit: f"{unit.parent.path if unit.parent else ''}{unit.code}/")


class FederationFactory(UnitFactory):
    short_name = "区总工会"
    kind = Kind.FEDERATION


class StreetUnionFactory(UnitFactory):
    kind = Kind.STREET_UNION
    parent = factory.SubFactory(FederationFactory)


class DepartmentFactory(UnitFactory):
    kind = Kind.DEPARTMENT
    side = Side.GOVERNMENT
