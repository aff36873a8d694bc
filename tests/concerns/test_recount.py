"""A changed calendar reaches those who handle what it moved: once each, and nobody else."""

import datetime as dt

from concerns.states import State
from foundation.core import clock
from foundation.core.actors import SystemActor
from foundation.outbox.models import OutboxRow
from foundation.worktime import calendar, services
from foundation.worktime.models import CalendarException
from tests.factories.concerns import House


def test_unit_of_a_moved_deadline_is_told_once(house: House) -> None:
    for _ in range(2):
        house.concern(state=State.ACCEPTED)
    house.concern(state=State.REGISTERED, title="另一件，没有期限（演示）")
    day = next(
        day for n in range(1, 9) if calendar.is_working_day(day := clock.today() + dt.timedelta(days=n))
    )  # fmt: skip

    services.save_exception(by=SystemActor("test"), exception=CalendarException(date=day, kind="off", note="台风停工"))
    services.recount_all()

    told = OutboxRow.objects.filter(notice="calendar.recounted")
    assert [row.recipient for row in told] == [house.liaison.actor_reference]
    assert [row.channel for row in told] == ["inbox"]
