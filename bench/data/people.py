"""Employers, unions, persons and their memberships. Born in 1900, so that no living person holds a number."""

import datetime as dt
from collections.abc import Iterator

from bench.data import words
from bench.data.copying import copy, numbers
from bench.data.district import District
from foundation.core import clock
from foundation.core.fictional import demo_id
from foundation.core.models import Counter
from foundation.core.validators import INVENTED
from foundation.orgs.enums import Kind
from members.enums import Industry, UnionKind
from members.models import Employer, MemberEntry, Membership, Person, Union
from members.models.membership import Event

PEOPLE_PER_EMPLOYER = 40


def make(district: District) -> dict[str, int]:
    """After: `district.people` and `district.employers`."""
    counts = {
        "employers": copy(Employer, _employers(district)),
        "unions": copy(Union, _unions(district)),
        "persons": copy(Person, _persons(district)),
        "memberships": copy(Membership, _memberships(district)),
    }
    counts["ledger"] = copy(MemberEntry, _entries(district))
    year = clock.today().year
    for series, value in (("R", counts["persons"]), ("HY", counts["memberships"]), ("QY", counts["employers"])):
        Counter.objects.create(series=f"{series}-{year}", value=value)
    return counts


def _employers(district: District) -> Iterator[Employer]:
    rng, year = district.rng, clock.today().year
    industries = [code for code in Industry if code != Industry.OTHER]
    count = max(district.sizes.members // PEOPLE_PER_EMPLOYER, 8)
    for number, key in enumerate(numbers(Employer, count), start=1):
        employer = Employer(
            pk=key,
            key=words.key(rng),
            reference=f"QY-{year}-{number:05d}",
            name=f"{rng.choice(words.PLACES)}{rng.choice(words.TRADES)}{number}号公司{INVENTED}",
            industry=rng.choice(industries),
            street=district.streets[number % len(district.streets)],
            worker_count=rng.randrange(5, 400),
        )
        district.employers.append(employer)
        yield employer


def _unions(district: District) -> Iterator[Union]:
    places = [unit for unit in district.units.values() if unit.kind == Kind.GRASSROOTS_UNION]
    for number, (key, unit) in enumerate(zip(numbers(Union, len(places)), places, strict=True), start=1):
        yield Union(
            pk=key,
            key=words.key(district.rng),
            reference=f"GH-{clock.today().year}-{number:04d}",
            name=f"{unit.short_name.removesuffix(INVENTED)}委员会{INVENTED}",
            kind=UnionKind.SINGLE,
            unit=unit,
        )


def _persons(district: District) -> Iterator[Person]:
    rng, year, count = district.rng, clock.today().year, district.sizes.members
    for number, key in enumerate(numbers(Person, count)):
        employer = rng.choice(district.employers)
        person = Person(
            pk=key,
            key=words.key(rng),
            reference=f"R-{year}-{number + 1:06d}",
            name=words.person_name(rng),
            id_kind="resident",
            id_number=demo_id(number // 2, sex="male" if number % 2 else "female"),
            phone=f"138{number:08d}",
            employer=employer,
            scope=employer.street,
        )
        district.people.append(person)
        yield person


def _memberships(district: District) -> Iterator[Membership]:
    rng, today = district.rng, clock.today()
    unions = list(Union.objects.order_by("pk").values_list("pk", flat=True))
    for number, (key, person) in enumerate(
        zip(numbers(Membership, len(district.people)), district.people, strict=True), start=1
    ):
        yield Membership(
            pk=key,
            key=words.key(rng),
            number=f"HY-{today.year}-{number:06d}",
            person=person,
            union_id=rng.choice(unions),
            joined_on=today - dt.timedelta(days=rng.randrange(30, 3000)),
        )


def _entries(district: District) -> Iterator[MemberEntry]:
    rows = list(Membership.objects.order_by("pk").values_list("pk", "joined_on"))
    for key, (membership, joined) in zip(numbers(MemberEntry, len(rows)), rows, strict=True):
        yield MemberEntry(
            pk=key,
            membership_id=membership,
            event=Event.JOINED,
            state="active",
            basis="入会申请审核通过",
            actor="system:bench",
            at=words.working_moment(district.rng, joined),
        )
