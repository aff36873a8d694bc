"""Concerns of five years, the hands they went through and their story. Three in a hundred are open, as in a district."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from bench.data import words
from bench.data.copying import copy, numbers
from bench.data.district import District
from concerns.enums import Complexity, Source, Urgency
from concerns.models import Assignment, Category, Concern, ConcernEvent
from concerns.states import DONE, State
from foundation.core import clock
from foundation.core.models import Counter
from foundation.orgs.models import Unit
from foundation.worktime import calendar

Deadlines = dict[dt.date, tuple[dt.datetime, bool]]

DAYS = 5 * 365
OPEN_SHARE = 0.03
BUSIEST_SHARE = 0.4
"""Of the dispatched ones, those with the bureau for labour: most concerns are about pay."""
LIMIT = 7
AT_WORK = (
    State.REGISTERED,
    State.TRIAGE,
    State.DISPATCHED,
    State.DISPATCHED,
    State.ACCEPTED,
    State.HANDLING,
    State.HANDLING,
    State.REPORTED,
    State.CALLBACK,
)
BEFORE_DISPATCH = (State.REGISTERED, State.TRIAGE)
SIGNED = (State.ACCEPTED, State.HANDLING, State.REPORTED, State.CALLBACK, State.CLOSED)


def make(district: District) -> dict[str, int]:
    """Concerns oldest first, with assignments and events. One in ten is anonymous, two in ten by name and phone."""
    made: list[Concern] = []
    counts = {"concerns": copy(Concern, _kept(_concerns(district), made))}
    at_units = [concern for concern in made if concern.dispatched_at]
    counts["assignments"] = copy(Assignment, _assignments(district, at_units))
    counts["events"] = copy(ConcernEvent, _events(district, made))
    for year in {clock.local(concern.registered_at).year for concern in made}:
        value = sum(concern.reference.startswith(f"FZ-{year}-") for concern in made)
        Counter.objects.create(series=f"FZ-{year}", value=value)
    return counts


def _kept(rows: Iterator[Concern], made: list[Concern]) -> Iterator[Concern]:
    for row in rows:
        made.append(row)
        yield row


def _concerns(district: District) -> Iterator[Concern]:
    rng, count = district.rng, district.sizes.concerns
    categories = list(Category.objects.all())
    registrar = district.users["bench.rights"]
    deadlines, numbered = _deadlines({_day(number, count) for number in range(count)}), dict[int, int]()
    for number, key in enumerate(numbers(Concern, count)):
        day = _day(number, count)
        registered = words.working_moment(rng, day)
        numbered[day.year] = numbered.get(day.year, 0) + 1
        state = rng.choice(AT_WORK) if number >= count * (1 - OPEN_SHARE) else _ended(rng)
        employer = rng.choice(district.employers)
        concern = Concern(
            pk=key,
            key=words.key(rng),
            reference=f"FZ-{day.year}-{numbered[day.year]:04d}",
            state=state,
            source=rng.choice(Source.values),
            category=rng.choice(categories),
            urgency=rng.choices(Urgency.values, (1, 6, 93))[0],
            complexity=rng.choices(Complexity.values, (9, 1))[0],
            people_count=rng.choice((1, 1, 1, 2, 3, 12)),
            employer=employer,
            unit=district.units["ZGH"] if rng.random() < 0.6 else employer.street,
            street_unit=employer.street,
            registered_at=registered,
            registered_by=registrar,
            changed_at=registered,
            created_at=registered,
            **_words(rng, employer),
            **_reporter(district),
        )
        _put_on_its_way(rng, concern, deadlines)
        yield concern


def _ended(rng: Any) -> State:
    return rng.choices((State.CLOSED, State.ANSWERED, State.REJECTED, State.WITHDRAWN), (90, 6, 2, 2))[0]


def _words(rng: Any, employer: Any) -> dict[str, str]:
    title, narrative = rng.choice(words.MATTERS)
    blanks = {
        "month": rng.randrange(1, 13),
        "count": rng.randrange(2, 40),
        "days": rng.randrange(5, 90),
        "employer": employer.name,
        "place": rng.choice(words.PLACES),
    }
    return {
        "title": f"{employer.name[:4]}{title.format(**blanks)}"[:60],
        "narrative": narrative.format(**blanks)
        + f"职工住{rng.choice(words.PLACES)}片区，希望{blanks['days']}日内答复。",
    }


def _reporter(district: District) -> dict[str, Any]:
    chance = district.rng.random()
    if chance < 0.1:
        return {"anonymous": True}
    if chance < 0.3:
        return {
            "contact_name": words.person_name(district.rng),
            "contact_phone": f"139{district.rng.randrange(10**8):08d}",
        }
    return {"reporter": district.rng.choice(district.people)}


def _put_on_its_way(rng: Any, concern: Concern, deadlines: Deadlines) -> None:
    """Clock, dispatch and end as the state demands."""
    begun = concern.registered_at
    if concern.state in DONE:
        concern.closed_at = begun + dt.timedelta(days=rng.randrange(1, 12))
        concern.closing_note = "已向职工说明办理情况和依据。"
    if concern.state in BEFORE_DISPATCH or (concern.state in DONE and concern.state != State.CLOSED):
        return
    concern.dispatched_at = begun + dt.timedelta(hours=2)
    concern.clock_started_at, concern.limit_days = concern.dispatched_at, LIMIT
    concern.due_at, concern.due_provisional = deadlines[clock.local(begun).date()]
    if concern.state in (State.CALLBACK, State.CLOSED):
        concern.clock_stopped_at = concern.closed_at or concern.dispatched_at + dt.timedelta(days=1)
    if concern.state in (State.REPORTED, State.CALLBACK, State.CLOSED):
        concern.reported_at = concern.dispatched_at + dt.timedelta(hours=20)
        concern.result = "承办单位已约谈用人单位，核对考勤和工资台账，双方确认金额和支付日期。"


def _deadlines(days: set[dt.date]) -> Deadlines:
    """By the calendar, for a concern dispatched on each of `days`; asked before, because the calendar has a table."""
    found = {}
    for day in days:
        due = calendar.due_after(day, LIMIT)
        found[day] = due.moment, due.provisional
    return found


def _day(number: int, count: int) -> dt.date:
    """Evenly over the years; what is open came in the last weeks."""
    share = number / count
    back = DAYS * (1 - share) * (0.02 if share > 1 - OPEN_SHARE else 1)
    return clock.today() - dt.timedelta(days=int(back))


def _assignments(district: District, concerns: list[Concern]) -> Iterator[Assignment]:
    rng, liaisons = district.rng, {user.unit_id: user for user in district.users.values()}
    for key, concern in zip(numbers(Assignment, len(concerns)), concerns, strict=True):
        unit: Unit = district.units["RSJ"] if rng.random() < BUSIEST_SHARE else rng.choice(district.bureaus)
        signed = concern.state in SIGNED
        yield Assignment(
            pk=key,
            concern_id=concern.pk,
            unit=unit,
            dispatched_at=concern.dispatched_at,
            dispatched_by="user:1",
            due_at=concern.due_at,
            accepted_at=concern.dispatched_at + dt.timedelta(hours=1) if signed else None,
            accepted_by=liaisons[unit.pk] if signed else None,
            ended_at=concern.closed_at,
        )


STORY = (
    ("register", "登记诉求", "registered_at"),
    ("dispatch", "派单，限7个工作日办结", "dispatched_at"),
    ("report", "反馈办理结果", "reported_at"),
    ("close", "办结", "closed_at"),
)


def _events(district: District, concerns: list[Concern]) -> Iterator[ConcernEvent]:
    told = [(concern, line) for concern in concerns for line in STORY if getattr(concern, line[2])]
    clerk, unit = district.users["bench.rights"], district.units["ZGH"]
    for key, (concern, (verb, summary, at)) in zip(numbers(ConcernEvent, len(told)), told, strict=True):
        yield ConcernEvent(
            pk=key,
            concern_id=concern.pk,
            verb=verb,
            at=getattr(concern, at),
            actor=clerk.actor_reference,
            actor_name=clerk.display_name,
            unit=unit,
            summary=summary,
            text=concern.result if verb == "report" else "",
        )
