"""The workers at both ends of a chain: what each asked, what she said when she was called back."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from concerns.enums import Contact, Satisfaction, Solved
from concerns.models import Concern
from concerns.states import DONE, State
from unionportal.chain.facts import Facts, calls_of
from unionportal.chain.picture import End, day_of

DRAWN = 5
"""Rows of concerns in the picture; the rest is one line."""


def ends_of(facts: Facts) -> list[End]:
    """One row a concern, at most `DRAWN`; of more, four and a row for the rest."""
    rows = facts.concerns if len(facts.concerns) <= DRAWN else facts.concerns[: DRAWN - 1]
    ends = [_end(concern, facts.record) for concern in rows]
    rest = len(facts.concerns) - len(rows)
    if rest:
        url = facts.cluster.get_absolute_url() if facts.cluster else ""
        done = sum(concern.state in DONE for concern in facts.concerns[len(rows) :])
        ends.append(
            End(
                title=_("其余%(n)d件") % {"n": rest},
                url=url,
                reference="",
                date=None,
                street="",
                mine=False,
                sign="done" if done == rest else "wait",
                result=_("%(done)d件已办结") % {"done": done},
                result_date=None,
                look="ok" if done == rest else "todo",
                rest=rest,
            )
        )
    return ends


def _end(concern: Concern, record: Any) -> End:
    sign, result, day = _result(concern)
    return End(
        title=concern.title,
        url=concern.get_absolute_url(),
        reference=concern.reference,
        date=day_of(concern.registered_at),
        street=concern.street_unit.short_name.removesuffix("总工会") if concern.street_unit else "",
        mine=isinstance(record, Concern) and record.pk == concern.pk,
        sign=sign,
        result=result,
        result_date=day,
        look="ok" if concern.state == State.CLOSED else "todo",
    )


def _result(concern: Concern) -> tuple[str, str, dt.date | None]:
    calls = calls_of(concern)
    if calls:
        last = calls[-1]
        if last.contact == Contact.REACHED:
            solved = last.solved == Solved.SOLVED
            words = f"{Solved(last.solved).label}，{Satisfaction(last.satisfaction).label}"
            return ("done" if solved else "returned"), words, day_of(last.called_at)
        if concern.state == State.CALLBACK:
            missed = sum(call.contact == Contact.NOT_REACHED for call in calls)
            return "due", _("未接通%(n)d次") % {"n": missed}, day_of(last.called_at)
        return "paused", str(Contact(last.contact).label), day_of(last.called_at)
    if concern.state == State.CALLBACK:
        return "wait", _("待回访"), None
    if concern.state in DONE:
        return "done", concern.get_state_display(), day_of(concern.closed_at)
    if concern.paused_at is not None:
        return "paused", _("随议题暂停计时"), None
    return "wait", concern.get_state_display(), None


def solved(concern: Concern) -> bool:
    return any(callback.solved == Solved.SOLVED for callback in calls_of(concern))
