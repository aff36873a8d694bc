"""A system administrator and a security administrator of a federation, and an import carried to its end."""

from collections.abc import Callable
from typing import Any

import pytest

from foundation.accounts.models import User
from foundation.imports import services
from foundation.imports.models import Import
from foundation.orgs.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.orgs import FederationFactory
from tests.foundation.imports.files import workbook

UNIT_HEADINGS = ["单位编码", "全称", "类型", "上级单位", "联系方式"]


@pytest.fixture
def federation(db: None) -> Unit:
    unit: Unit = FederationFactory(code="ZGH", name="丰泽区总工会（演示）", short_name="区总工会")
    return unit


@pytest.fixture
def administrator(federation: Unit) -> User:
    user: User = UserFactory(unit=federation, roles=["system_admin"])
    return user


@pytest.fixture
def security(federation: Unit) -> User:
    user: User = UserFactory(unit=federation, roles=["security_admin"])
    return user


def upload(user: User, kind: str, rows: list[list[Any]], name: str = "表.xlsx") -> Import:
    return services.upload(kind=kind, unit=user.unit, content=workbook(rows), name=name, by=user)


def carry_through(job: Import) -> Import:
    """Every batch, as a worker would."""
    while services.carry_on(job_pk=job.pk):
        pass
    return Import.objects.get(pk=job.pk)


def try_out(job: Import, user: User) -> Import:
    headings = services.headings_of(job, sheet=job.sheet, header_row=job.header_row)
    mapping = services.guess(job, headings)
    services.map_columns(job=job, sheet=job.sheet, header_row=job.header_row, mapping=mapping, by=user)
    return carry_through(job)


def take_in(job: Import, user: User) -> Import:
    services.commit(job=job, accepted=["new", "changed"], by=user)
    return carry_through(job)


def take_back(job: Import, user: User) -> Import:
    services.undo(job=job, by=user)
    return carry_through(job)


@pytest.fixture
def units(administrator: User) -> Callable[..., Import]:
    """An import of units after its dry run."""
    return lambda *rows: try_out(upload(administrator, "units", [UNIT_HEADINGS, *map(list, rows)]), administrator)


def lines(job: Import) -> list[tuple[int, str, str]]:
    return [(row.number, row.verdict, row.message) for row in job.lines.order_by("number")]


def outcomes(job: Import) -> list[tuple[int, str]]:
    return [(row.number, row.outcome) for row in job.lines.order_by("number")]
