"""Working days around the day the story is told."""

import datetime as dt
from functools import cache

from foundation.core import clock
from foundation.worktime import calendar

ONE = dt.timedelta(days=1)


class Days:
    """Counts in working days from `as_of`: -1 is the last one before it, 0 itself (or the next one when offices are
    closed that day), 1 the one after."""

    def __init__(self, as_of: dt.date) -> None:
        self.as_of = as_of
        self.day = cache(self._day)

    def at(self, number: int, hour: int, minute: int = 0) -> dt.datetime:
        """A moment on working day `number`, aware."""
        return dt.datetime.combine(self.day(number), dt.time(hour, minute), clock.SHANGHAI)

    @property
    def end(self) -> dt.datetime:
        """Midnight at which the story stops: whoever opens the portal on `as_of` comes after everything told."""
        return dt.datetime.combine(self.as_of, dt.time(), clock.SHANGHAI)

    def _day(self, number: int) -> dt.date:
        if number > 0:
            return self._next(self.day(number - 1))
        if number == 0:
            return self.as_of if calendar.is_working_day(self.as_of) else self._next(self.as_of)
        day = self.day(number + 1) if number < -1 else self.as_of
        while not calendar.is_working_day(day := day - ONE):
            continue
        return day

    @staticmethod
    def _next(day: dt.date) -> dt.date:
        while not calendar.is_working_day(day := day + ONE):
            continue
        return day
