"""What a chain looks like before it is drawn: steps, workers' rows, parts of the bar of time."""

import datetime as dt
from dataclasses import dataclass, field

from foundation.core import clock
from foundation.worktime.calendar import working_days_between
from unionportal.chain.facts import Facts


@dataclass(slots=True)
class Mark:
    """One unit's word below a step: shape, words."""

    sign: str
    text: str


@dataclass(slots=True)
class Step:
    """`state` is done, todo, stuck or sealed; an absent step (`shown` False) leaves no node."""

    number: int
    code: str
    name: str
    short: str
    icon: str
    state: str = "todo"
    shown: bool = True
    url: str = ""
    who: str = ""
    lines: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    date: dt.date | None = None
    days: int | None = None
    brief: str = ""
    stuck_text: str = ""
    stuck_reference: str = ""
    stuck_due: dt.datetime | None = None


@dataclass(slots=True)
class End:
    """A worker's row: her concern on the way out, her call-back on the way back."""

    title: str
    url: str
    reference: str
    date: dt.date | None
    street: str
    mine: bool
    sign: str
    result: str
    result_date: dt.date | None
    look: str
    rest: int = 0


@dataclass(slots=True)
class Spent:
    """One part of the bar of time."""

    label: str
    days: int
    look: str = ""
    x: float = 0.0
    width: float = 0.0

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(slots=True)
class Chain:
    """A chain as one viewer sees it."""

    title: str
    steps: list[Step]
    ends: list[End]
    spent: list[Spent]
    concern_count: int
    solved_count: int
    now: dt.datetime
    facts: Facts

    @property
    def days(self) -> int:
        return sum(part.days for part in self.spent)

    @property
    def stuck(self) -> Step | None:
        return next((step for step in self.steps if step.state == "stuck"), None)

    @property
    def current(self) -> Step | None:
        """Where it is: the stuck step, else the first unfinished one."""
        return self.stuck or next((s for s in self.steps if s.shown and s.state == "todo"), None)

    def step(self, code: str) -> Step:
        return next(step for step in self.steps if step.code == code)


def day_of(moment: dt.datetime | None) -> dt.date | None:
    """The day of a moment in Shanghai."""
    return clock.local(moment).date() if moment else None


def days_between(start: dt.date | None, end: dt.date | None) -> int | None:
    """Working days from `start` to `end`, never negative; None while one of them is open."""
    if start is None or end is None:
        return None
    return working_days_between(start, max(start, end))
