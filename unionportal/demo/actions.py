"""Action items go their ways; the concerns behind a decision are called back."""

import datetime as dt
from collections.abc import Generator

from django.core.files.base import ContentFile

from concerns import services as concerns
from concerns.models import Concern
from concerns.states import State
from foundation.accounts.models import User
from meetings import services as meetings
from meetings.models import ActionItem, Meeting
from unionportal.demo import matters
from unionportal.demo.concerns import DISPATCHER, called_back
from unionportal.demo.deeds import Deed
from unionportal.demo.stage import Stage, Thread, again
from unionportal.demo.topics import ANSWERERS

SUPERVISOR = "du.ducha"
SENT_BACK = "汇总表只列36家，与60家不符，且缺整改回访情况，请补办后再报。"
CALLED = {"care": ("closed", "closed", "closed", "refused", "waiting", "waiting"),
          "wages": ("closed", "closed", "closed", "closed", "unreachable", "not_solved", "closed")}  # fmt: skip
"""How the call-backs of a cluster ended, in the order of its concerns."""
REPLIES = {"care": matters.CARE.reply, "wages": matters.WAGES.reply}


def enter(stage: Stage, meeting: Meeting, day: int) -> None:
    """The action items of a meeting, dispatched from working day `day` on."""
    for number, (deed, decision) in enumerate(stage.props["decisions"]):
        action = ActionItem.objects.filter(decision=decision, decision__meeting=meeting).first()
        if action is not None:
            stage.enter(action_item(stage, deed, action, day, number))


def action_item(stage: Stage, deed: Deed, action: ActionItem, day: int, number: int) -> Thread:
    """Dispatched, signed for, worked on; then as its deed says."""
    supervisor, worker = stage.users[SUPERVISOR], stage.users[ANSWERERS[deed.lead]]
    yield stage.at(day, 10, number % 50)
    row = meetings.dispatch_action(
        action=action, by=supervisor, standard=deed.standard, assisting=[stage.units[code] for code in deed.assisting],
        milestones=[(title, stage.days.day(due)) for title, due in deed.stages], note="请于2个工作日内签收。",
    )  # fmt: skip
    if deed.ending == "returned":
        yield stage.at(deed.until, 14, 25)
        meetings.return_action(action=row, by=worker, reason=deed.result)
        return
    yield stage.at(day + 1 + number % 2, 15, number % 50)
    row = meetings.accept_action(action=row, by=worker)
    for when, percent, words in deed.story:
        if when > deed.until and deed.until and deed.ending != "long_term":
            break
        if deed.ending == "long_term" and when > deed.until and row.state != "long_term":
            row = yield from _make_long_term(stage, row, deed)
        yield stage.at(when, 11, number % 50)
        met = list(row.milestones.filter(due_on__lte=stage.days.day(when)))
        row = meetings.report_progress(
            action=row, by=worker, text=words, progress=percent, met=met if deed.ending != "red" else met[:1]
        )
    yield from _end(stage, row, deed, worker)


def _make_long_term(stage: Stage, row: ActionItem, deed: Deed) -> Generator[dt.datetime, None, ActionItem]:
    yield stage.at(deed.until, 16, 30)
    return meetings.make_long_term(action=row, by=stage.users[SUPERVISOR], reason=deed.result)


def _end(stage: Stage, row: ActionItem, deed: Deed, worker: User) -> Thread:
    supervisor = stage.users[SUPERVISOR]
    if deed.ending == "extension":
        yield stage.at(deed.until, 10, 40)
        meetings.request_extension(action=row, by=worker, reason=deed.result, until=stage.days.day(deed.due + 15))
    elif deed.ending == "shelved":
        yield stage.at(deed.until, 15, 55)
        meetings.shelve(action=row, by=supervisor, reason=deed.result)
    elif deed.ending in ("closed", "late", "reported", "rework"):
        yield stage.at(deed.until, 9, 30)
        row = meetings.report_done(action=row, by=worker, text=deed.result, files=[_evidence(deed)])
        if deed.ending == "reported":
            return
        yield stage.at(deed.until + 1, 16, 45)
        if deed.ending == "rework":
            meetings.send_back(action=row, by=supervisor, reason=SENT_BACK)
            return
        row = meetings.accept_report(action=row, by=supervisor)
        yield stage.at(deed.until + 2, 9, 20)
        meetings.close_action(action=row, by=supervisor, note="佐证材料齐全，同意销号。")
        _call_back(stage, row, deed.until + 3)


def _evidence(deed: Deed) -> ContentFile:  # type: ignore[type-arg]
    """A small ledger as it would be handed in."""
    lines = [
        "序号,事项,完成情况,备注",
        *(f"{n},{words},{p}%," for n, (_day, p, words) in enumerate(deed.story, start=1)),
    ]
    return ContentFile("\n".join(lines).encode("utf-8-sig"), name=f"{deed.paper}.csv")


def riders(stage: Stage) -> Thread:
    """Of the riders' concerns those whose shopping street has its station are reported, judged and called back."""
    yield stage.at(-24, 10, 15)
    worker = stage.users[ANSWERERS["CGJ"]]
    rows = [again(row) for row in stage.props["rest"][:4]]
    for row in rows:
        concerns.report(concern=row, by=worker, result="所在商圈站点已建成开放，可歇脚、饮水、充电。")
    yield stage.at(-23, 9, 40)
    for place, row in enumerate(rows):
        judged = concerns.review_report(concern=again(row), by=stage.users[DISPATCHER], accepted=True)
        stage.enter(called_back(stage, judged, -22 + place // 2, "closed", reply=matters.REST.reply, number=place))


def follow_clusters(stage: Stage, meeting: Meeting, day: int) -> None:
    """Concerns whose decision made no action item are called back from the day after the meeting."""
    rows = Concern.objects.filter(cluster_link__cluster__topics__meeting=meeting, state=State.CALLBACK).select_related(
        "cluster_link__cluster"
    )
    _enter_calls(stage, list(rows.order_by("pk")), day + 1)


def _call_back(stage: Stage, row: ActionItem, day: int) -> None:
    topic = row.decision.topic
    if topic is not None and topic.cluster is not None:
        rows = Concern.objects.filter(cluster_link__cluster=topic.cluster, state=State.CALLBACK)
        _enter_calls(stage, list(rows.order_by("pk")), day)


def _enter_calls(stage: Stage, rows: list[Concern], day: int) -> None:
    for place, row in enumerate(rows):
        prop = next(name for name in CALLED if any(one.pk == row.pk for one in stage.props[name]))
        ending = CALLED[prop][place]
        if ending != "waiting":
            stage.enter(_call(stage, row, day + place // 3, ending, REPLIES[prop], place))


def _call(stage: Stage, row: Concern, day: int, ending: str, reply: str, number: int) -> Thread:
    """One call-back; what was not solved is worked on again and called back again."""
    yield from called_back(stage, row, day, ending, reply=reply, number=number)
    if ending != "not_solved":
        return
    row = again(row)
    lead = row.lead
    assert lead is not None  # it was closed by a unit
    worker = stage.users[ANSWERERS[lead.unit.code]]
    yield stage.at(day + 2, 10, 10)
    row = concerns.report_progress(
        concern=row, by=worker, text="再次核对，差额系一名工人考勤漏记，已补。", contacted=True
    )
    yield stage.at(day + 4, 9, 45)
    row = concerns.report(concern=row, by=worker, result="差额已由专户补发，职工签字确认。")
    yield stage.at(day + 4, 16, 20)
    row = concerns.review_report(concern=row, by=stage.users[DISPATCHER], accepted=True)
    yield from called_back(stage, row, day + 5, "closed", reply=reply, number=number)
