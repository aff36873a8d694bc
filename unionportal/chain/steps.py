"""The eleven steps of a chain, computed from its facts: where it stands, who has it, how many working days it took.

At most one step is stuck: the earliest open one whose limit or milestone has passed.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerns.enums import Contact
from concerns.states import DONE as CONCERN_DONE
from concerns.states import State as ConcernState
from foundation.core import clock
from foundation.orgs.enums import Side
from meetings.enums.session import Result
from meetings.enums.topic import Answer, Verdict
from meetings.states.action import FINISHED
from meetings.states.opinion import OpinionState
from meetings.states.topic import CLEARED, DECIDED
from unionportal.chain.course import Task
from unionportal.chain.duration import spent_on
from unionportal.chain.facts import Facts, calls_of
from unionportal.chain.people import ends_of, solved
from unionportal.chain.picture import Chain, Mark, Step, day_of, days_between


def chain_of(facts: Facts) -> Chain:
    """Lay the facts out in the order of time."""
    now = clock.now()
    steps = [
        _concerns(facts),
        _cluster(facts),
        _topic(facts),
        _opinions(facts, now),
        _clearances(facts),
        _decision(facts),
        _actions(facts, now),
        _returned(facts),
        _callbacks(facts),
        _report(facts),
        _release(facts),
    ]
    _find_stuck(steps)
    title = facts.topic.title if facts.topic else facts.cluster.title if facts.cluster else facts.concerns[0].title
    return Chain(
        title=title,
        steps=steps,
        ends=ends_of(facts),
        spent=spent_on(steps, clock.local(now).date()),
        concern_count=len(facts.concerns),
        solved_count=sum(solved(concern) for concern in facts.concerns),
        now=now,
        facts=facts,
    )


def _find_stuck(steps: Iterable[Step]) -> None:
    """Only the earliest passed limit counts as where it is stuck; later ones wait for it."""
    found = False
    for step in steps:
        if step.state == "stuck":
            if found:
                step.state, step.stuck_text = "todo", ""
            found = True


# --- The way out ---------------------------------------------------------------------------------------------------------


def _concerns(facts: Facts) -> Step:
    step = Step(1, "concerns", _("职工诉求"), _("诉求"), "care")
    if facts.concerns:
        first = min(facts.concerns, key=lambda concern: concern.registered_at)
        step.state, step.date = "done", day_of(first.registered_at)
        step.url = facts.concerns[0].get_absolute_url()
        step.brief = _("%(n)d件") % {"n": len(facts.concerns)}
        step.lines = [_("%(n)d件诉求") % {"n": len(facts.concerns)}]
    elif facts.cluster_sealed:
        step.state, step.brief = "sealed", _("封存")
    else:
        step.shown = False
    return step


def _cluster(facts: Facts) -> Step:
    step = Step(2, "cluster", _("归并"), _("归并"), "link")
    if facts.cluster is not None:
        step.state, step.date = "done", day_of(facts.cluster.grouped_at)
        step.url, step.who = facts.cluster.get_absolute_url(), facts.cluster.unit.short_name
        streets = {concern.street_unit_id for concern in facts.concerns if concern.street_unit_id}
        step.lines = [
            _("同类%(n)d件，涉及%(streets)d个街道") % {"n": len(facts.concerns), "streets": len(streets)}
            if streets
            else _("同类%(n)d件") % {"n": len(facts.concerns)}
        ]
        joined = [concern.registered_at for concern in facts.concerns]
        step.days = days_between(day_of(max(joined)) if joined else None, step.date)
    elif facts.cluster_sealed:
        step.state, step.brief = "sealed", _("封存")
    elif facts.topic is not None:
        step.shown = False
    return step


def _topic(facts: Facts) -> Step:
    step = Step(3, "topic", _("议题"), _("议题"), "file")
    topic = facts.topic
    if topic is not None:
        step.url, step.who, step.lines = topic.get_absolute_url(), topic.unit.short_name, [topic.title]
        step.date = day_of(topic.submitted_at)
        step.state = "done" if topic.submitted_at else "todo"
        step.days = days_between(day_of(facts.cluster.grouped_at) if facts.cluster else None, step.date)
        if not topic.submitted_at:
            step.brief = topic.get_state_display()
    return step


_WORDS = {
    Answer.AGREE: ("done", gettext_lazy("同意")),
    Answer.AGREE_WITH_CHANGES: ("done", gettext_lazy("改后同意")),
    Answer.DISAGREE: ("returned", gettext_lazy("不同意")),
    Answer.NO_COMMENT: ("done", gettext_lazy("无意见")),
    Answer.NOT_OURS: ("wait", gettext_lazy("非本职责")),
}


def _opinions(facts: Facts, now: dt.datetime) -> Step:
    step = Step(4, "opinions", _("征求意见"), _("意见"), "msg")
    if facts.topic is None or not facts.opinions:
        if facts.topic is not None and facts.topic.state in (*CLEARED, *DECIDED):
            step.state, step.lines = "done", [_("没有征求意见")]
        return step
    step.url = f"{facts.topic.get_absolute_url()}#opinions"
    given = [opinion for opinion in facts.opinions if opinion.state == OpinionState.GIVEN]
    for opinion in facts.opinions:
        late = opinion.due_at is not None and (opinion.given_at or now) > opinion.due_at
        if opinion.state == OpinionState.GIVEN:
            sign, said = _WORDS[Answer(opinion.answer)]
            sign, words = ("due", _("逾期后%(words)s") % {"words": said}) if late else (sign, str(said))
        else:
            sign, words = ("overdue", _("逾期未答复")) if late else ("wait", _("待答复"))
        step.marks.append(Mark(sign, f"{opinion.unit} {words}"))
    step.brief = f"{len(given)}/{len(facts.opinions)}"
    if len(given) == len(facts.opinions) or facts.topic.state in (*CLEARED, *DECIDED):
        step.state = (
            "done"  # cleared with an answer missing: the missing one stays marked as overdue, nothing waits for it
        )
        step.date = day_of(max((opinion.given_at for opinion in given if opinion.given_at), default=None))
        step.days = days_between(day_of(facts.topic.submitted_at), step.date)
    else:
        waiting = [o for o in facts.opinions if o.state == OpinionState.ASKED and o.due_at and o.due_at < now]
        if waiting:
            _stick(
                step,
                min(waiting, key=lambda o: o.due_at or now),
                _("等%(unit)s答复") % {"unit": waiting[0].unit},
                now,
            )
    return step


def _stick(step: Step, record: Any, words: str, now: dt.datetime, since: dt.date | None = None) -> None:
    """Mark a step as stuck at `record`, since its deadline or the `since` given."""
    start = since or day_of(record.due_at)
    days = days_between(start, day_of(now)) or 0
    step.state = "stuck"
    step.days = days
    step.stuck_text = words
    step.stuck_reference = record.reference
    step.stuck_due = record.due_at
    step.date = start
    step.brief = _("卡%(n)d日") % {"n": days}


def _clearances(facts: Facts) -> Step:
    step = Step(5, "clearances", _("两家审定"), _("审定"), "stamp")
    topic = facts.topic
    if topic is None:
        return step
    step.url = f"{topic.get_absolute_url()}#clearance"
    last = {}
    returned = 0
    for clearance in facts.clearances:
        if clearance.verdict == Verdict.RETURNED:
            returned += 1
        last[clearance.host] = clearance
    names = {Side.UNION: _("区总工会"), Side.GOVERNMENT: _("区政府办")}
    cleared = [c for c in last.values() if c.verdict == Verdict.CLEARED and _still_counts(c, topic)]
    for host, name in names.items():
        found = last.get(host)
        if found is None:
            if last or topic.state in ("leader_review", "gov_office"):
                step.marks.append(Mark("wait", _("%(name)s 待审定") % {"name": name}))
        elif found in cleared:
            step.marks.append(Mark("done", f"{name} {_md(day_of(found.decided_at))}"))
        else:
            sign = "returned" if found.verdict == Verdict.RETURNED else "due"
            words = _("退回") if found.verdict == Verdict.RETURNED else _("文稿已改，待重审")
            step.marks.append(Mark(sign, f"{name} {words}"))
    if returned:
        step.lines.append(_("退回补充%(n)d次") % {"n": returned})
    if len(cleared) == 2 or topic.state in (*CLEARED, *DECIDED):
        step.state, step.brief = "done", _("两家")
        if cleared:
            step.date = day_of(max(c.decided_at for c in cleared))
            answered = [o.given_at for o in facts.opinions if o.given_at]
            step.days = days_between(day_of(max(answered)) if answered else day_of(topic.submitted_at), step.date)
    elif step.marks:
        missing = [name for host, name in names.items() if host not in {c.host for c in cleared}]
        step.brief = _("待%(name)s") % {"name": missing[0][-3:]} if missing else ""
    return step


def _still_counts(clearance: Any, topic: Any) -> bool:
    return clearance.text_hash == topic.text_hash or topic.state in DECIDED


def _md(day: dt.date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""


def _decision(facts: Facts) -> Step:
    step = Step(6, "decision", _("会议议定"), _("议定"), "meeting")
    meeting = facts.meeting
    if meeting is not None:
        step.url = meeting.get_absolute_url()
        step.date = day_of(meeting.starts_at)
        step.lines = [meeting.ordinal_text]
    if facts.decisions:
        decision = facts.decisions[0]
        step.state, step.date, step.url = "done", day_of(decision.decided_at), decision.url
        if decision.result:
            step.marks.append(Mark("done", str(Result(decision.result).label)))
        step.lines = [_("%(meeting)s第%(n)d项") % {"meeting": decision.ordinal_text, "n": decision.position}]
        cleared = [c.decided_at for c in facts.clearances if c.verdict == Verdict.CLEARED]
        step.days = days_between(day_of(max(cleared)) if cleared else None, step.date)
    step.brief = _md(step.date)
    return step


# --- The way back ----------------------------------------------------------------------------------------------------------


def _actions(facts: Facts, now: dt.datetime) -> Step:
    step = Step(7, "actions", _("督办落实"), _("督办"), "track")
    if facts.decisions and not any(decision.makes_action for decision in facts.decisions):
        step.state, step.lines, step.brief = "done", [_("议定事项不列入督办")], _("不需督办")
        return step
    if not facts.actions:
        return step
    action = _earliest_open(facts.actions)
    step.url = action.url
    step.who = _("%(lead)s牵头") % {"lead": action.lead}
    if action.helpers:
        step.who += _("，%(helps)s协办") % {"helps": "、".join(action.helpers)}
    if all(action.state in FINISHED for action in facts.actions):
        closed = [a.closed_at for a in facts.actions if a.closed_at]
        step.state, step.date = "done", day_of(max(closed)) if closed else None
        step.brief = _("销号")
        step.days = days_between(day_of(facts.decisions[0].decided_at), step.date)
        return step
    step.brief = f"{action.progress}%"
    step.lines = [_("期限%(day)s，进度%(n)d%%") % {"day": _md(action.due_on), "n": action.progress}]
    if action.clock_stopped_at is not None or action.paused_at is not None:
        return step  # reported, long-term or shelved: no deadline is running
    milestone = action.next_stage
    today = clock.local(now).date()
    if milestone is not None and milestone.due_on < today:
        _stick(
            step,
            action,
            _("等%(unit)s%(title)s") % {"unit": action.lead, "title": milestone.title},
            now,
            since=milestone.due_on,
        )
    elif action.due_at is not None and action.due_at < now:
        _stick(step, action, _("等%(unit)s办结") % {"unit": action.lead}, now)
    return step


def _earliest_open(actions: list[Task]) -> Task:
    still = [action for action in actions if action.state not in FINISHED]
    return min(still or actions, key=lambda action: action.due_on)


def _returned(facts: Facts) -> Step:
    step = Step(8, "returned", _("回到诉求"), _("回诉求"), "return")
    if not facts.concerns:
        step.shown = False
        return step
    step.url = facts.cluster.get_absolute_url() if facts.cluster else ""
    counted = {
        _("已办结"): sum(c.state in CONCERN_DONE for c in facts.concerns),
        _("待回访"): sum(c.state == ConcernState.CALLBACK for c in facts.concerns),
        _("随议题暂停计时"): sum(c.paused_at is not None for c in facts.concerns),
        _("办理中"): sum(
            c.state not in CONCERN_DONE and c.state != ConcernState.CALLBACK and c.paused_at is None
            for c in facts.concerns
        ),
    }
    step.lines = [_("%(n)d件%(state)s") % {"n": n, "state": state} for state, n in counted.items() if n]
    came_back = facts.decisions or facts.topic is None
    if came_back and all(c.state in CONCERN_DONE or c.state == ConcernState.CALLBACK for c in facts.concerns):
        step.state = "done"
    return step


def _callbacks(facts: Facts) -> Step:
    step = Step(9, "callbacks", _("回访"), _("回访"), "phone")
    if not facts.concerns:
        if facts.cluster_sealed:
            step.state, step.brief = "sealed", _("封存")
        else:
            step.shown = False
        return step
    reached = sum(any(cb.contact == Contact.REACHED for cb in calls_of(c)) for c in facts.concerns)
    step.brief = f"{reached}/{len(facts.concerns)}"
    if all(concern.state in CONCERN_DONE for concern in facts.concerns):
        calls = [call.called_at for concern in facts.concerns for call in calls_of(concern)]
        step.state, step.date = "done", day_of(max(calls, default=None))
    return step


def _report(facts: Facts) -> Step:
    step = Step(10, "report", _("工作通报"), _("通报"), "sheet")
    if facts.report_lines:
        report = facts.report_lines[0]
        step.url, step.date = report.url, report.figures_on
        step.state = "done" if report.issued_at else "todo"
        step.marks.append(Mark(report.look, report.state_text))
        step.lines = [_("编入%(meeting)s第1项") % {"meeting": report.ordinal_text}]
    return step


def _release(facts: Facts) -> Step:
    step = Step(11, "release", _("新闻发布"), _("公开"), "news")
    step.brief = _("未开始")
    if facts.releases:
        release = facts.releases[0]
        step.url, step.date = release.url, day_of(release.published_at)
        step.state = "done" if release.live else "todo"
        step.marks.append(Mark("done" if release.live else "wait", release.state_text))
        step.brief = _md(step.date) if release.live else release.state_text
    return step
