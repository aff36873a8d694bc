"""The invented district: units, accounts and their grants."""

import random
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.auth.hashers import make_password

from bench.accounts import ACCOUNTS, PASSWORD
from bench.data import words
from bench.data.copying import copy, numbers
from bench.data.sizes import Sizes
from foundation.accounts.models import Grant, User
from foundation.core.validators import INVENTED
from foundation.orgs.enums import Kind, Side
from foundation.orgs.models import Unit
from foundation.orgs.services import path_of

OFFICIALS: Final = 4


@dataclass(slots=True)
class District:
    """What the other tables refer to."""

    rng: random.Random
    sizes: Sizes
    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    people: list[Any] = field(default_factory=list)
    employers: list[Any] = field(default_factory=list)

    @property
    def streets(self) -> list[Unit]:
        return [self.units[f"JD-{code}"] for code, _name in words.STREETS]

    @property
    def bureaus(self) -> list[Unit]:
        return [self.units[code] for code, _name in words.BUREAUS]


def make(rng: random.Random, sizes: Sizes) -> District:
    """Units and accounts; after: `units` by code, `users` by account name."""
    district = District(rng, sizes)
    rows = list(_units(district))
    copy(Unit, rows)
    users = list(_users(district))
    copy(User, users)
    district.users = {user.username: user for user in users}
    copy(Grant, _grants(district))
    return district


def _units(district: District) -> Any:
    fixed = 4 + len(words.DEPARTMENTS) + 2 * len(words.STREETS) + len(words.BUREAUS)
    keys = iter(numbers(Unit, fixed + district.sizes.unions))
    order = iter(range(1, 100_000))

    def add(code: str, name: str, kind: Kind, parent: str = "") -> Unit:
        above = district.units.get(parent)
        government = kind in (Kind.GOVERNMENT, Kind.GOVERNMENT_OFFICE, Kind.DEPARTMENT, Kind.STREET_OFFICE)
        unit = Unit(
            pk=next(keys),
            name=name,
            short_name=name[:40],
            code=code,
            kind=kind,
            side=Side.GOVERNMENT if government else Side.UNION,
            parent=above,
            path=path_of(code, above),
            sort_order=next(order),
        )
        district.units[code] = unit
        return unit

    yield add("ZGH", "区总工会", Kind.FEDERATION)
    for code, name in words.DEPARTMENTS:
        yield add(f"ZGH-{code}", name, Kind.UNION_DEPARTMENT, "ZGH")
    yield add("ZGH-FWZX", "职工服务中心", Kind.SERVICE_CENTRE, "ZGH")
    yield add("QZF", "区政府", Kind.GOVERNMENT)
    yield add("QZFB", "区政府办", Kind.GOVERNMENT_OFFICE, "QZF")
    for code, name in words.BUREAUS:
        yield add(code, f"区{name}", Kind.DEPARTMENT, "QZF")
    for code, name in words.STREETS:
        yield add(f"JD-{code}", f"{name}总工会", Kind.STREET_UNION, "ZGH")
        yield add(f"JDB-{code}", f"{name}办事处", Kind.STREET_OFFICE, "QZF")
    for number in range(district.sizes.unions):
        street = words.STREETS[number % len(words.STREETS)][0]
        name = f"{words.PLACES[number % 14]}{words.TRADES[number // 14 % 14]}{number + 1}号工会{INVENTED}"
        yield add(f"GH-{number + 1:04d}", name, Kind.GRASSROOTS_UNION, f"JD-{street}")


def _users(district: District) -> Any:
    rng, closed, open_ = district.rng, make_password(None), make_password(PASSWORD)
    staff = [(f"staff.{unit.code.lower()}", unit) for unit in district.units.values() if unit.side == Side.GOVERNMENT]
    staff += [(f"cadre.{unit.code.lower()}", unit) for unit in [*district.streets, *_unions(district)[:60]]]
    staff += [(f"official.{number}", district.units["QZF"]) for number in range(OFFICIALS)]
    named = [(name, district.units[code]) for name, _role, code in ACCOUNTS]
    keys = numbers(User, len(staff) + len(named))
    for key, (name, unit) in zip(keys, [*named, *staff], strict=True):
        yield User(
            pk=key,
            username=name[:40],
            display_name=words.person_name(rng),
            unit=unit,
            email=f"{name}@fengze.example",
            password=open_ if name.startswith("bench.") else closed,
        )


def _unions(district: District) -> list[Unit]:
    return [unit for unit in district.units.values() if unit.kind == Kind.GRASSROOTS_UNION]


def _grants(district: District) -> Any:
    given = [(district.users[name], role, district.units[code]) for name, role, code in ACCOUNTS]
    for name, user in district.users.items():
        role = {"staff": "liaison", "official": "reviewing_official"}.get(name.partition(".")[0])
        if name.startswith("cadre."):
            role = "street_cadre" if user.unit.kind == Kind.STREET_UNION else "grassroots_cadre"
        if role:
            given.append((user, role, user.unit))
    for key, (user, role, unit) in zip(numbers(Grant, len(given)), given, strict=True):
        yield Grant(pk=key, user=user, role=role, unit=unit, granted_by="system:bench", reason="性能测试数据")
