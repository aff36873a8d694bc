"""工作台: what waits for a person, by deadline, across all features.

Each feature says what waits through `QuerySet.waiting_for(user)`; its list page, the number in the navigation and this
page all use that one method, so that counts equal lists.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerns.models import Concern
from foundation.core import clock
from foundation.core.pages import capped_counts
from foundation.notifications.services.inbox import unread_of
from meetings.models import ActionItem, Invitation, Minutes, Opinion, Review, Topic
from members.models import Application
from news.models import Release

SHOWN = 40  # of each feature; the rest is one link away


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do. `record` carries the clock when it has one."""

    feature: str
    icon: str
    title: str
    url: str
    facts: tuple[str, ...]
    sign: str
    state: str
    button: str
    record: Any = None
    due_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    """A kind of work: its rows for a user, how one row reads, where the whole list is."""

    code: str
    label: str | Promise
    icon: str
    rows: Callable[[Any], QuerySet[Any]]
    line: Callable[["Feature", Any], Line]
    url: Callable[[], str]
    by_due: bool = True

    def waiting(self, user: Any) -> list[Line]:
        """The most urgent rows, at most `SHOWN`."""
        rows = self.rows(user)
        rows = rows.order_by(F("due_at").asc(nulls_last=True), "pk") if self.by_due else rows.order_by("-pk")
        return [self.line(self, row) for row in rows[:SHOWN]]


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    lines: list[Line]


def group_by_deadline(lines: Iterable[Line], now: dt.datetime) -> list[Group]:
    """已逾期, 今天到期, 本周, 以后, 没有期限: empty groups are left out; within a group the earliest first."""
    today = clock.local(now).date()
    sunday = today + dt.timedelta(days=6 - today.weekday())
    buckets: dict[str, list[Line]] = {"late": [], "today": [], "week": [], "later": [], "open": []}
    for line in sorted(lines, key=lambda line: (line.due_at is None, line.due_at or now)):
        buckets[_bucket(line.due_at, now, today, sunday)].append(line)
    labels = {
        "late": _("已逾期"),
        "today": _("今天到期"),
        "week": _("本周"),
        "later": _("以后"),
        "open": _("没有期限"),
    }
    return [Group(labels[name], found) for name, found in buckets.items() if found]


def _bucket(due: dt.datetime | None, now: dt.datetime, today: dt.date, sunday: dt.date) -> str:
    if due is None:
        return "open"
    if due < now:
        return "late"
    day = clock.local(due).date()
    if day == today:
        return "today"
    return "week" if day <= sunday else "later"


def _clocked(
    feature: Feature, row: Any, *, title: str, facts: tuple[str, ...], sign: str, state: str, button: str
) -> Line:
    running = row.due_at is not None and row.paused_at is None and row.clock_stopped_at is None
    return Line(
        feature=feature.code,
        icon=feature.icon,
        title=title,
        url=row.get_absolute_url(),
        facts=facts,
        sign=sign,
        state=state,
        button=button,
        record=row if row.due_at else None,
        due_at=row.due_at if running else None,
    )


def counts_for(user: Any) -> dict[str, int]:
    """How much waits in each feature: what navigation shows. Capped, never an unbounded count."""
    return _numbers(user)[0]


def unread_for(user: Any) -> int:
    """How many notices she has not read; 100 means more than are shown."""
    return _numbers(user)[1]


def _numbers(user: Any) -> tuple[dict[str, int], int]:
    """Both numbers of the shell, counted together: one query a request, and one for the kinds of unread notices."""
    if not hasattr(user, "waiting_counts"):
        lists = {feature.code: feature.rows(user) for feature in FEATURES}
        counts = capped_counts(lists | {"unread": unread_of(user)})
        user.unread_count = counts.pop("unread")
        user.waiting_counts = counts
    return user.waiting_counts, user.unread_count


def desk_for(user: Any, only: str = "") -> "Desk":
    """What waits for `user`, of every feature or `only` one of them."""
    counts = counts_for(user)
    features = [feature for feature in FEATURES if counts[feature.code] and (not only or feature.code == only)]
    lines = [line for feature in features for line in feature.waiting(user)]
    now = clock.now()
    return Desk(groups=group_by_deadline(lines, now), counts=counts, only=only, now=now)


@dataclass(frozen=True, slots=True)
class Desk:
    """The page's facts. `counts` are of the whole lists, `groups` of the rows shown."""

    groups: list[Group]
    counts: dict[str, int]
    only: str
    now: dt.datetime

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def _lines(self, label: str) -> list[Line]:
        return next((group.lines for group in self.groups if group.label == label), [])

    @property
    def late(self) -> list[Line]:
        return self._lines(_("已逾期"))

    @property
    def today(self) -> list[Line]:
        return self._lines(_("今天到期"))


# --- How one row of each feature reads ---------------------------------------------------------------------------------


def _concern(feature: Feature, row: Any) -> Line:
    facts = (row.reference, str(row.category), row.street_unit.short_name if row.street_unit else "")
    return _clocked(
        feature, row, title=row.title, facts=facts, sign=row.sign, state=row.get_state_display(), button=_("去办理")
    )


def _opinion(feature: Feature, row: Any) -> Line:
    title = _("答复议题征求意见：%(title)s") % {"title": row.topic.title}
    return _clocked(
        feature,
        row,
        title=title,
        facts=(row.topic.reference, row.unit.short_name),
        sign="wait",
        state=row.get_state_display(),
        button=_("去答复"),
    )


def _review(feature: Feature, row: Any) -> Line:
    meeting = row.item.meeting
    return Line(
        feature=feature.code,
        icon=feature.icon,
        title=_("审阅议程：%(title)s") % {"title": row.item.title},
        url=reverse("meetings:review", args=[meeting.reference]),
        facts=(meeting.ordinal_text, row.item.presenter),
        sign="wait",
        state=_("待审阅"),
        button=_("去审阅"),
        due_at=meeting.review_due_at,
    )


def _invitation(feature: Feature, row: Any) -> Line:
    return Line(
        feature=feature.code,
        icon=feature.icon,
        title=_("填写回执：%(title)s") % {"title": row.meeting.title},
        url=row.get_absolute_url(),
        facts=(row.meeting.ordinal_text, row.meeting.room),
        sign="wait",
        state=_("未回执"),
        button=_("去填写"),
        due_at=row.meeting.starts_at,
    )


def _application(feature: Feature, row: Any) -> Line:
    return Line(
        feature=feature.code,
        icon=feature.icon,
        title=_("审核%(name)s的入会申请") % {"name": row.masked_name},
        url=row.get_absolute_url(),
        facts=(row.reference, row.union.name),
        sign=row.sign,
        state=row.get_state_display(),
        button=_("去审核"),
    )


def _topic(feature: Feature, row: Any) -> Line:
    return Line(
        feature=feature.code,
        icon=feature.icon,
        title=_("议题：%(title)s") % {"title": row.title},
        url=row.get_absolute_url(),
        facts=(row.reference, row.unit.short_name),
        sign=row.look,
        state=row.get_state_display(),
        button=_("去办理"),
    )


def _action(feature: Feature, row: Any) -> Line:
    facts = (row.reference, row.decision.meeting.ordinal_text, _("%(unit)s牵头") % {"unit": row.lead_unit.short_name})
    return _clocked(
        feature,
        row,
        title=_("督办：%(title)s") % {"title": row.task},
        facts=facts,
        sign=row.look,
        state=row.get_state_display(),
        button=_("去办理"),
    )


def _minutes(feature: Feature, row: Any) -> Line:
    return Line(
        feature=feature.code,
        icon=feature.icon,
        title=row.title,
        url=row.get_absolute_url(),
        facts=(row.meeting.ordinal_text,),
        sign=row.look,
        state=row.get_state_display(),
        button=_("去办理"),
    )


def _release(feature: Feature, row: Any) -> Line:
    return Line(
        feature=feature.code,
        icon=feature.icon,
        title=_("审阅稿件《%(title)s》") % {"title": row.current.title},
        url=row.get_absolute_url(),
        facts=(row.reference, row.unit.short_name),
        sign="wait",
        state=row.get_state_display(),
        button=_("去审稿"),
    )


def _list(name: str, query: str = "") -> Callable[[], str]:
    return lambda: reverse(name) + query


FEATURES = [
    Feature(
        "concerns",
        gettext_lazy("诉求"),
        "care",
        lambda user: Concern.objects.waiting_for(user).for_list(),
        _concern,
        _list("concerns:queue"),
    ),
    Feature(
        "opinions",
        gettext_lazy("征求意见"),
        "msg",
        lambda user: Opinion.objects.waiting_for(user).select_related("topic", "unit"),
        _opinion,
        _list("meetings:topics"),
    ),
    Feature(
        "topics",
        gettext_lazy("议题"),
        "file",
        lambda user: Topic.objects.waiting_for(user).select_related("unit"),
        _topic,
        _list("meetings:topics"),
        by_due=False,
    ),
    Feature(
        "reviews",
        gettext_lazy("议程审阅"),
        "meeting",
        lambda user: Review.objects.of(user).waiting().select_related("item__meeting"),
        _review,
        _list("meetings:meetings"),
        by_due=False,
    ),
    Feature(
        "invitations",
        gettext_lazy("回执"),
        "cal",
        lambda user: Invitation.objects.waiting_for(user).select_related("meeting"),
        _invitation,
        _list("meetings:meetings"),
        by_due=False,
    ),
    Feature(
        "minutes",
        gettext_lazy("纪要"),
        "stamp",
        lambda user: Minutes.objects.waiting_for(user).select_related("meeting"),
        _minutes,
        _list("meetings:meetings"),
        by_due=False,
    ),
    Feature(
        "actions",
        gettext_lazy("督办"),
        "track",
        lambda user: ActionItem.objects.waiting_for(user).select_related("lead_unit", "decision__meeting"),
        _action,
        _list("meetings:actions", "?tab=mine"),
    ),
    Feature(
        "members",
        gettext_lazy("会员"),
        "org",
        lambda user: Application.objects.waiting_for(user).select_related("union"),
        _application,
        _list("members:queue", "?tab=mine"),
        by_due=False,
    ),
    Feature(
        "news",
        gettext_lazy("稿件"),
        "news",
        lambda user: Release.objects.waiting_for(user).with_texts(),
        _release,
        _list("news:queue"),
        by_due=False,
    ),
]
