"""The course of a meeting, item by item, as the console and the page of those in the room show it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from foundation.core import clock
from meetings.enums.session import Result
from meetings.models import AgendaItem, Decision, ItemResult, Meeting
from meetings.states.meeting import MeetingState

LOOK = {
    Result.AGREED: "done",
    Result.AGREED_IN_PRINCIPLE: "done",
    Result.POSTPONED: "paused",
    Result.NOT_AGREED: "returned",
    Result.NOTED: "done",
    Result.TRANSFERRED: "meeting",
}
CHOICES = (
    (Result.AGREED, "ok", "check"),
    (Result.AGREED_IN_PRINCIPLE, "act", "edit"),
    (Result.POSTPONED, "mute", "pause"),
    (Result.NOT_AGREED, "bad", "x"),
    (Result.NOTED, "act", "eye"),
    (Result.TRANSFERRED, "plum", "handoff"),
)
"""Result, tone and icon of the cards the clerk chooses from."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One item: when it began or is expected to, what was said, what was decided."""

    item: AgendaItem
    outcome: ItemResult | None
    decisions: list[Decision]
    begins: dt.datetime

    @property
    def tail(self) -> str:
        """The item's own part of its reference, as addresses carry it."""
        return self.item.reference.rpartition("-")[2]

    @property
    def is_current(self) -> bool:
        return bool(self.outcome and self.outcome.started_at and not self.outcome.ended_at)

    @property
    def is_done(self) -> bool:
        return bool(self.outcome and self.outcome.result)

    @property
    def result(self) -> str:
        return self.outcome.get_result_display() if self.outcome else ""

    @property
    def look(self) -> str:
        return LOOK[Result(self.outcome.result)] if self.outcome and self.outcome.result else "wait"

    @property
    def spent(self) -> int | None:
        """Minutes it really took, None until it ended."""
        if self.outcome is None or self.outcome.started_at is None or self.outcome.ended_at is None:
            return None
        return _minutes(self.outcome.ended_at - self.outcome.started_at)

    @property
    def stamp(self) -> tuple[Any, ...]:
        """Changes whenever what a participant sees of this item changes."""
        outcome = self.outcome
        said = (outcome.started_at, outcome.ended_at, outcome.result) if outcome else ()
        return (self.item.pk, self.item.version, *said, [(one.pk, one.version) for one in self.decisions])


def course(items: Any, meeting: Meeting) -> list[Stage]:
    """The stages of `items` (already cut to what the viewer may see); expected times move with what really happened."""
    rows = items.filter(meeting=meeting).in_order().select_related("unit", "topic", "outcome")
    now, expected = clock.now(), meeting.starts_at
    running = meeting.state == MeetingState.IN_SESSION
    stages = []
    for item in rows.prefetch_related("decisions__lead_unit"):
        outcome: ItemResult | None = getattr(item, "outcome", None)
        started, ended = (outcome.started_at, outcome.ended_at) if outcome else (None, None)
        begins = started or (max(expected, now) if running else expected)
        planned = begins + dt.timedelta(minutes=item.minutes)
        expected = ended or (max(planned, now) if started else planned)
        stages.append(Stage(item, outcome, sorted(item.decisions.all(), key=lambda one: one.reference), begins))
    return stages


def current(stages: list[Stage]) -> Stage | None:
    return next((stage for stage in stages if stage.is_current), None)


def item_clock(stage: Stage | None) -> dict[str, Any] | None:
    """The ring of the item in hand, for `components/clock.html`; None between items."""
    if stage is None or not stage.is_current or stage.outcome is None or stage.outcome.started_at is None:
        return None
    spent = _minutes(clock.now() - stage.outcome.started_at)
    left = stage.item.minutes - spent
    return {
        "tone": "bad" if left < 0 else "warn" if left <= 5 else "",
        "shape": "late" if left < 0 else "",
        "used": min(round(spent * 100 / stage.item.minutes) if stage.item.minutes else 100, 100),
        "text": _("超时%(n)d分钟") % {"n": -left} if left < 0 else _("剩%(n)d分钟") % {"n": left},
        "at": _("%(at)s开始") % {"at": f"{clock.local(stage.outcome.started_at):%H:%M}"},
    }


def running_minutes(stages: list[Stage]) -> int:
    """Minutes since the first item began."""
    began = [stage.outcome.started_at for stage in stages if stage.outcome and stage.outcome.started_at]
    return _minutes(clock.now() - min(began)) if began else 0


def expected_end(stages: list[Stage], meeting: Meeting) -> dt.datetime:
    if not stages:
        return meeting.ends_at
    last = stages[-1]
    ended = last.outcome.ended_at if last.outcome else None
    return ended or last.begins + dt.timedelta(minutes=last.item.minutes)


def _minutes(span: dt.timedelta) -> int:
    return int(span.total_seconds() // 60)
