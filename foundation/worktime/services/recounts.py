"""Counting running deadlines again after the calendar changed: in the background, batch by batch, safe to be killed.

A `Recount` row is the order and its progress; Celery's message is only a hint, beat asks again. Each batch is one
transaction: deadlines, their audit rows and the place reached are saved together or not at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.core import clock, contributions
from foundation.core.actors import Actor, SystemActor
from foundation.orgs.models import Unit
from foundation.outbox.services.nudge import nudge
from foundation.worktime import calendar, overlay
from foundation.worktime.models import Clocked, Recount
from foundation.worktime.notices import RECOUNTED

BATCH = 1000
TASK = "foundation.worktime.tasks.recount"
BY = SystemActor("calendar")


@transaction.atomic
def ask_recount(*, by: Actor, reason: str, dates: Iterable[date]) -> Recount:
    """Order that every running deadline be counted again which any of `dates` may touch, or which is provisional.

    After: one `Recount` row, unfinished; a worker is told at commit. Versions of the records will stay as they are:
    nobody's open form goes stale.
    """
    overlay.forget()
    days = sorted(dates)
    order = Recount.objects.create(reason=reason, first=days[0], last=days[-1], asked_by=by.actor_reference)
    transaction.on_commit(partial(nudge, TASK))
    return order


def recount_all() -> None:
    """Carry out every order that waits, oldest first. Another worker at it is left alone."""
    while recount():
        pass


@transaction.atomic
def recount(batch: int = BATCH) -> bool:
    """One batch of the oldest order. True when there may be more to do.

    After: the batch's deadlines are saved, each changed one with an audit row `clock.recomputed` (old and new time); the
    order knows how far it is. After the last batch those who handle the moved deadlines are told, once each.
    """
    order = Recount.objects.waiting().select_for_update(skip_locked=True).first()
    if order is None:
        return False
    model = _next_model(order)
    if model is None:
        _finish(order)
        return True
    rows = list(_touched(model, order)[:batch])
    with overlay.steady():
        moved = [row for row in rows if _recount_one(row)]
    _save(model, moved)
    audit.record_each(
        "clock.recomputed",
        by=BY,
        facts=[
            (row, {"before": row.due_before, "after": row.due_at, "provisional": row.due_provisional}) for row in moved
        ],
    )
    order.note(model, rows, moved, _keepers(moved))
    return True


def _recount_one(record: Any) -> bool:
    """Whether counting anew changed the deadline or its provisional mark; the old time is kept in `due_before`."""
    record.due_before, mark = record.due_at, record.due_provisional
    record.recount()
    return (record.due_at, record.due_provisional) != (record.due_before, mark)


def _save(model: type[Clocked], moved: list[Any]) -> None:
    """One UPDATE per new deadline: thousands of records share the few days of a month (twelve times as fast as by CASE)."""
    same: dict[tuple[datetime, bool], list[int]] = defaultdict(list)
    for row in moved:
        same[row.due_at, row.due_provisional].append(row.pk)
    for (due_at, provisional), keys in same.items():
        model._base_manager.filter(pk__in=keys).update(due_at=due_at, due_provisional=provisional)


def clocked_models() -> Iterator[type[Clocked]]:
    """Every table with a clock, in order of their labels."""
    found = [model for model in apps.get_models() if issubclass(model, Clocked) and not model._meta.proxy]
    yield from sorted(found, key=lambda model: model._meta.label_lower)


def _next_model(order: Recount) -> type[Clocked] | None:
    return next((model for model in clocked_models() if model._meta.label_lower > order.done_label), None)


def _touched(model: type[Clocked], order: Recount) -> models.QuerySet[Any]:
    """Rows of `model` after the place reached, locked in primary-key order."""
    spans = Q(
        due_at__gte=calendar.opening(order.first) - timedelta(days=1),
        clock_started_at__lte=calendar.closing(order.last),
    )
    rows = model._base_manager.filter(clock_started_at__isnull=False, clock_stopped_at=None, pk__gt=order.after_pk)
    return rows.filter(spans | Q(due_provisional=True)).select_for_update(of=("self",), no_key=True).order_by("pk")


# --- Telling -----------------------------------------------------------------------------------------------------------


def _keepers(moved: list[Any]) -> set[tuple[int, str]]:
    return {keeper for module in contributions.modules("deadline_keepers") for keeper in module.deadline_keepers(moved)}


def _finish(order: Recount) -> None:
    people: dict[int, User] = {}
    for right, units in order.told.items():
        for unit in Unit.objects.filter(pk__in=units):
            people |= {user.pk: user for user in User.objects.at(unit, right)}
    order.finished_at = clock.now()
    order.save(update_fields=["finished_at"])
    audit.record("calendar.recounted", by=BY, about=order, counted=order.counted, moved=order.moved)
    if people:
        outbox.put(RECOUNTED, about=order, to=list(people.values()), by=None, once=str(order.pk))
