"""The whole story, from the first unit to the eve of the day it is told."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from foundation.core import clock
from foundation.outbox.services import nudge
from foundation.worktime import overlay
from unionportal.demo import cases, cast, employers, meetings, news, post, roll, topics, units
from unionportal.demo.stage import Stage

BEGINS = -330
"""Working day on which the units, accounts and ledgers are set up: some sixteen months before."""


def play(as_of: dt.date, *, small: bool = False, say: Callable[[str], object] = lambda sentence: None) -> Stage:
    """Tell the story up to the eve of `as_of`, all or nothing.

    Before: an empty database. After: everything is committed, every old notice is where it went. `small` tells it with
    fewer people and concerns and the same states. Deterministic: references, titles and times depend on `as_of` alone.
    """
    with nudge.silence(), transaction.atomic(durable=True), overlay.steady():
        stage = Stage(as_of, small=small)
        with clock.at(stage.at(BEGINS, 9)):
            say("单位、账号与台账")
            units.set_up(stage)
            employers.set_up(stage)
            cast.set_up(stage)
            roll.set_up(stage)
        for number in range(employers.FOUNDED_BEFORE + 1, 31):
            stage.enter(employers.founding(stage, number))
        roll.enter(stage)
        cases.enter(stage)
        topics.enter(stage)
        meetings.enter(stage)
        news.enter(stage)
        say("诉求、议题、会议与新闻")
        with post.postman(stage) as deliver:
            stage.play(after_each=deliver)
        with clock.at(stage.days.end):
            post.read_old_mail(stage)
            news.publish_the_real_one()
    return stage
