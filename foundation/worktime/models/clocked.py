"""A record with a deadline on the working-day calendar."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core import clock
from foundation.core.policies import Refused
from foundation.worktime import calendar
from foundation.worktime.calendar import Due
from foundation.worktime.enums import Light
from foundation.worktime.models.limits import LONGEST_EXTENSION

Changes = dict[str, Any]
AMBER_DAYS = 3
SHORT_LIMIT = 5
AMBER_SHARE = 0.75


class Clocked(models.Model):
    """Mixed into a feature's own table. The methods change the instance and give back what they changed, so that a
    service writes `WORKFLOW.advance(record, "dispatch", by=by, **record.start_clock(now, 7))` or
    `record.save(update_fields=changes)`. They never save. A subclass with constraints of its own lists
    `*Clocked.Meta.constraints` first.

    `paused_days` and `extended_days` are working days added to `limit_days`; counting is additive (calendar), so no
    pause loses time and their order does not matter.
    """

    clock_started_at = models.DateTimeField(gettext_lazy("起算时间"), null=True, blank=True, editable=False)
    clock_stopped_at = models.DateTimeField(gettext_lazy("停止计时"), null=True, blank=True, editable=False)
    limit_days = models.PositiveSmallIntegerField(gettext_lazy("时限（工作日）"), null=True, blank=True, editable=False)
    due_at = models.DateTimeField(gettext_lazy("截止时间"), null=True, blank=True, editable=False)
    due_provisional = models.BooleanField(gettext_lazy("期限暂定"), default=False, editable=False)
    paused_at = models.DateTimeField(gettext_lazy("暂停时间"), null=True, blank=True, editable=False)
    pause_reason = models.CharField(gettext_lazy("暂停事由"), max_length=100, blank=True, editable=False)
    paused_days = models.PositiveSmallIntegerField(gettext_lazy("已暂停（工作日）"), default=0, editable=False)
    extended_days = models.PositiveSmallIntegerField(gettext_lazy("已延期（工作日）"), default=0, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(clock_started_at=None, limit_days=None, due_at=None, due_provisional=False)
                | Q(clock_started_at__isnull=False, limit_days__isnull=False, due_at__isnull=False),
                name="%(app_label)s_%(class)s_clock_whole",
                violation_error_message=gettext_lazy("起算时间、时限和截止时间应同时填写。"),
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None, pause_reason="")
                | (Q(paused_at__isnull=False, clock_started_at__isnull=False) & ~Q(pause_reason="")),
                name="%(app_label)s_%(class)s_pause_has_reason",
                violation_error_message=gettext_lazy("暂停计时应写明事由。"),
            ),
            models.CheckConstraint(
                condition=Q(clock_stopped_at=None) | Q(clock_started_at__isnull=False, paused_at=None),
                name="%(app_label)s_%(class)s_clock_stopped_once",
                violation_error_message=gettext_lazy("停止计时的事项不能同时处于暂停状态。"),
            ),
        ]

    # --- Changing ----------------------------------------------------------------------------------------------------

    def start_clock(self, received: datetime | date, days: int) -> Changes:
        """Start, or start anew: `days` working days after `received` (day 0); earlier pauses are forgotten."""
        moment = received if isinstance(received, datetime) else calendar.opening(received)
        self.clock_started_at, self.limit_days = moment, days
        self.clock_stopped_at = self.paused_at = None
        self.pause_reason, self.paused_days, self.extended_days = "", 0, 0
        fields = ("clock_started_at", "limit_days", "clock_stopped_at", "paused_at", "pause_reason", "paused_days")
        return self._changes(*fields, "extended_days") | self.recount()

    def pause(self, reason: str, at: datetime | None = None) -> Changes:
        """Stop time being used, for `reason` (shown beside the clock). Refused unless the clock is running."""
        self._must_tick(_("暂停"))
        if self.paused_at:
            raise Refused(_("已在暂停计时，不能重复暂停。"))
        if not reason:
            raise Refused(_("请写明暂停计时的事由。"))
        self.paused_at, self.pause_reason = at or clock.now(), reason
        return self._changes("paused_at", "pause_reason")

    def resume(self, at: datetime | None = None) -> Changes:
        """Go on after a pause: the working days it took are added to the deadline. Refused unless paused."""
        if not self.paused_at:
            raise Refused(_("没有暂停计时，不需要恢复。"))
        begun, ended = _day(self.paused_at), _day(at or clock.now())
        self.paused_days += max(calendar.working_days_between(begun, ended), 0)
        self.paused_at, self.pause_reason = None, ""
        return self._changes("paused_at", "pause_reason", "paused_days") | self.recount()

    def extend(self, days: int) -> Changes:
        """Add working days, once, at most the original limit and 15. Refused otherwise (D§5.4)."""
        self._must_tick(_("延期"))
        if self.extended_days:
            raise Refused(_("已延期过一次，不能再次延期。"))
        most = min(self.limit_days or 0, LONGEST_EXTENSION)
        if not 1 <= days <= most:
            raise Refused(_("延期应为1至%(most)d个工作日。") % {"most": most})
        self.extended_days = days
        return self._changes("extended_days") | self.recount()

    def stop_clock(self, at: datetime | None = None) -> Changes:
        """The task is done (or needs no deadline any more). A pause ends with it. Harmless when nothing runs."""
        if not self.clock_started_at or self.clock_stopped_at:
            return {}
        moment = at or clock.now()
        changes = self.resume(moment) if self.paused_at else {}
        self.clock_stopped_at = moment
        return changes | self._changes("clock_stopped_at")

    def recount(self) -> Changes:
        """Set the due time anew from start, limit, pauses and extension by the calendar as it is now."""
        if self.clock_started_at and self.limit_days is not None:
            end, self.due_provisional = calendar.end_after(_day(self.clock_started_at), self._allowed_days)
            self.due_at = calendar.closing(end)
        return self._changes("due_at", "due_provisional")

    # --- Asking ------------------------------------------------------------------------------------------------------

    def due(self) -> Due | None:
        """The deadline with its reasoning day by day; None without a clock."""
        if not self.clock_started_at or self.limit_days is None:
            return None
        return calendar.due_after(_day(self.clock_started_at), self._allowed_days)

    @property
    def _allowed_days(self) -> int:
        return (self.limit_days or 0) + self.extended_days + self.paused_days

    def light(self, now: datetime) -> Light:
        """Green, yellow, red, paused or none at `now`.

        Yellow: limits of 5 working days and more with 3 or fewer left; shorter ones in their last quarter.
        """
        if not self.clock_started_at or not self.due_at or self.clock_stopped_at:
            return Light.NONE
        if self.paused_at:
            return Light.PAUSED
        if now > self.due_at:
            return Light.RED
        if (self.limit_days or 0) + self.extended_days >= SHORT_LIMIT:
            amber = self.working_days_left(now) <= AMBER_DAYS
        else:
            amber = self.used_share(now) >= AMBER_SHARE
        return Light.YELLOW if amber else Light.GREEN

    def working_days_left(self, now: datetime) -> int:
        """Working days after today up to the last one; negative when overdue by days; frozen while paused."""
        if not self.due_at:
            return 0
        return calendar.working_days_between(_day(self.paused_at or now), _day(self.due_at))

    def used_share(self, now: datetime) -> float:
        """Share of the allowed office time that is used, 0 to 1; stands still while paused and after the end."""
        if not self.clock_started_at or not self.due_at:
            return 0.0
        first = _day(self.clock_started_at) - timedelta(days=1)
        start, end, here = (
            _office_days(first, moment)
            for moment in (self.clock_started_at, self.due_at, self.clock_stopped_at or self.paused_at or now)
        )
        allowed = end - start - self.paused_days
        return min(max((here - start - self.paused_days) / allowed, 0.0), 1.0) if allowed > 0 else 1.0

    @property
    def in_time(self) -> bool:
        """Whether the clock was stopped before the deadline."""
        return bool(self.clock_stopped_at and self.due_at and self.clock_stopped_at <= self.due_at)

    def remaining_text(self, now: datetime) -> str:
        """剩1小时40分, 剩7小时, 剩1天6小时, 剩3天; 逾期1天3小时; 暂停计时; 按期办结; nothing without a clock."""
        if not self.due_at:
            return ""
        if self.clock_stopped_at:
            return _("按期办结") if self.in_time else _("逾期办结")
        if self.paused_at:
            return _("暂停计时")
        if now > self.due_at:
            return _("逾期%(span)s") % {"span": span(now - self.due_at)}
        return _("剩%(span)s") % {"span": span(self.due_at - now)}

    def _must_tick(self, verb: str) -> None:
        if not self.clock_started_at or self.clock_stopped_at:
            raise Refused(_("没有在计时，不能%(verb)s。") % {"verb": verb})

    def _changes(self, *names: str) -> Changes:
        return {name: getattr(self, name) for name in names}


def span(length: timedelta) -> str:
    """A stretch in words, the finer the shorter: 1小时40分 (< 3 h), 7小时 (< 24 h), 1天6小时 (< 2 days), 3天."""
    minutes = int(length.total_seconds() // 60)
    hours, days = minutes // 60, minutes // 1440
    if minutes < 60:
        return _("%(n)d分钟") % {"n": max(minutes, 1)}
    if hours < 3 and minutes % 60:
        return _("%(hours)d小时%(minutes)d分") % {"hours": hours, "minutes": minutes % 60}
    if days < 1:
        return _("%(n)d小时") % {"n": hours}
    if days < 2 and hours % 24:
        return _("%(days)d天%(hours)d小时") % {"days": days, "hours": hours % 24}
    return _("%(n)d天") % {"n": days}


def _day(moment: datetime) -> date:
    return clock.local(moment).date()


def _office_days(first: date, moment: datetime) -> float:
    """Working days from `first` (not counted) to `moment`, the last one by the share of it that has passed."""
    day = _day(moment)
    whole = calendar.working_days_between(first, day)
    return whole - 1 + calendar.office_time(moment) if calendar.is_working_day(day) else float(whole)
