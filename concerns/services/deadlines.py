"""Limits of a concern (D§5.4). The numbers are reference data (`worktime.TimeLimit`); the clock starts at dispatch."""

import datetime as dt

from concerns.enums import Complexity, Urgency
from concerns.models import Concern
from foundation.core import clock
from foundation.worktime import calendar
from foundation.worktime.enums import LimitUnit
from foundation.worktime.models import TimeLimit


def handling_limit(concern: Concern) -> TimeLimit:
    """The row that fits: complex ones have their own unless they are urgent, which comes first."""
    key = (
        "handle-complex" if concern.complexity == Complexity.COMPLEX and concern.urgency == Urgency.NORMAL else "handle"
    )
    limit: TimeLimit = TimeLimit.objects.find(key, category=concern.category.code, urgency=concern.urgency)
    return limit


def limit_of(concern: Concern) -> int:
    """Working days the concern may take; a limit entered in other units is turned into working days from today."""
    limit = handling_limit(concern)
    if limit.unit == LimitUnit.WORKING_DAY:
        return limit.amount
    now = clock.now()
    end = clock.local(limit.due(now).moment).date()
    return max(calendar.working_days_between(clock.local(now).date(), end), 1)


def sign_by(concern: Concern) -> dt.datetime:
    """Until when the unit should have signed."""
    limit: TimeLimit = TimeLimit.objects.find("sign", category=concern.category.code, urgency=concern.urgency)
    return limit.due(clock.now()).moment


def callback_by(concern: Concern) -> dt.datetime:
    """Until when the worker should have been called back."""
    limit: TimeLimit = TimeLimit.objects.find("callback", category=concern.category.code, urgency=concern.urgency)
    return limit.due(clock.now()).moment
