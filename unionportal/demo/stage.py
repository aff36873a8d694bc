"""The stage: every thread of the story is a generator that yields the moment of its next act."""

import datetime as dt
import heapq
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from foundation.accounts.models import User
from foundation.core import clock
from foundation.orgs.models import Unit
from members.models import Employer
from unionportal.demo.days import Days

Thread = Iterator[dt.datetime]


class Stage:
    """Who and what the threads share, and the one order in which they act.

    A thread runs until it yields a moment; it goes on when that moment has come and all earlier acts of the other
    threads are done, with the portal's clock at it. What would happen at or after the end of the story does not happen:
    that is how work is left open. `props` holds what one thread leaves for another, `employer_of` the (first) employer
    of each grassroots union.
    """

    def __init__(self, as_of: dt.date, *, small: bool = False, seed: int = 350503) -> None:
        self.days = Days(as_of)
        self.small = small
        self.random = random.Random(seed)
        self.units: dict[str, Unit] = {}
        self.users: dict[str, User] = {}
        self.employer_of: dict[int, Employer] = {}
        self.props: defaultdict[str, list[Any]] = defaultdict(list)
        self._waiting: list[tuple[dt.datetime, int, Thread]] = []
        self._entered = 0
        self.now = dt.datetime.min.replace(tzinfo=dt.UTC)

    def at(self, day: int, hour: int, minute: int = 0) -> dt.datetime:
        """A moment on working day `day` of the story (negative: before the day it is told)."""
        return self.days.at(day, hour, minute)

    def enter(self, thread: Thread) -> None:
        """Put a thread on the stage; it acts from its first moment on."""
        self._entered += 1
        self._wait(thread, self._entered)

    def play(self, after_each: Callable[[], object] = lambda: None) -> None:
        """Act until nothing is left before the end of the story; `after_each` act, at its moment, call this.

        Raises ValueError when a thread wants to act in its own past: its script is wrong.
        """
        while self._waiting:
            self.now, order, thread = heapq.heappop(self._waiting)
            with clock.at(self.now):
                self._wait(thread, order)
                after_each()

    def _wait(self, thread: Thread, order: int) -> None:
        moment = next(thread, None)
        if moment is None or moment >= self.days.end:
            return
        if moment < self.now:
            raise ValueError(f"{thread!r} wants to act at {moment} but it is {self.now}")
        heapq.heappush(self._waiting, (moment, order, thread))


def again(record: Any) -> Any:
    """The record as it is in the database now."""
    return type(record)._default_manager.get(pk=record.pk)
