"""Joint meetings: two held, one being prepared; and the work report between them."""

import datetime as dt
from dataclasses import dataclass

from foundation.core.validators import INVENTED
from meetings import services as meetings
from meetings.enums.agenda import ReviewAnswer
from meetings.enums.session import Reply, SectionKind
from meetings.models import AgendaItem, Invitation, Meeting, Minutes, Review
from meetings.states.action import FINISHED
from unionportal.demo import actions, deeds, motions
from unionportal.demo.deeds import Ruling
from unionportal.demo.stage import Stage, Thread, again
from unionportal.demo.topics import ANSWERERS

CLERK, SIGNER = "lin.bangong", "wang.zhuxi"
LEADERS = (
    ("fang.quzhang", "QZF", "区长"), ("xie.quzhang", "QZF", "副区长"), ("wang.zhuxi", "ZGH", "区总工会主席"),
    ("xu.fuzhuxi", "ZGH", "区总工会常务副主席"), ("tang.zhengfu", "QZFB", "区政府办公室主任"),
)  # fmt: skip
HEADS = (
    ("ZJJ", "区住建局局长", "龚岳"), ("RSJ", "区人社局局长", "叶知秋"), ("JYJ", "区教育局局长", "程景行"),
    ("CGJ", "区城管局局长", "卢一舟"), ("CZJ", "区财政局局长", "简清和"),
)  # fmt: skip
"""Heads of departments without an account: on the list by post and name."""
OBSERVERS = (
    "ye.renshe",
    "gong.zhujian",
    "cheng.jiaoyu",
    "lu.chengguan",
    "jian.caizheng",
    "peng.gongxin",
    "chen.quanyi",
)
ROOM = "区行政中心5号楼第一会议室"


@dataclass(frozen=True, slots=True)
class Plan:
    """A held meeting: number, working day, what was ruled, in which order."""

    ordinal: int
    day: int
    rulings: tuple[Ruling, ...]
    minutes_each: int


HELD = (Plan(1, -178, deeds.FIRST, 20), Plan(2, -62, deeds.SECOND, 12))
NEXT_DAY = 9
NEXT = (motions.HEAT, motions.HARDSHIP)


def enter(stage: Stage) -> None:
    """Put the meetings on the stage."""
    for plan in HELD:
        stage.enter(held(stage, plan))
    stage.enter(next_one(stage))
    stage.enter(actions.riders(stage))


def held(stage: Stage, plan: Plan) -> Thread:
    """One meeting from its preparation to the last signature; its action items go their own ways."""
    clerk = stage.users[CLERK]
    yield stage.at(plan.day - 22, 9, 20)
    meeting = _prepare(stage, plan.ordinal, plan.day)
    for ruling in plan.rulings:
        meetings.schedule(topic=again(stage.props[ruling.motion.title][0]), meeting=meeting, by=clerk)
    yield stage.at(plan.day - 20, 10, 10)
    officials = [stage.users["fang.quzhang"], stage.users["xie.quzhang"]]
    meetings.send_for_review(
        meeting=again(meeting), by=clerk, reviewers=officials, due_at=stage.at(plan.day - 16, 17, 30)
    )
    for day, official in zip((plan.day - 19, plan.day - 18), officials, strict=True):
        yield stage.at(day, 20, 15)
        for review in Review.objects.filter(item__meeting=meeting, reviewer=official).order_by("item__position"):
            meetings.review_item(review=review, by=official, answer=ReviewAnswer.AGREE)
    yield from _clear_and_notify(stage, meeting, plan.day)
    if plan.ordinal > 1:
        yield from _report(stage, meeting, plan.day - 4)
    yield from _hold(stage, meeting, plan)
    yield from _minute(stage, meeting, plan)


def _prepare(stage: Stage, ordinal: int, day: int) -> Meeting:
    starts = stage.at(day, 15)
    return meetings.prepare_meeting(by=stage.users[CLERK], facts={
        "ordinal": ordinal, "title": f"丰泽区人民政府与区总工会第{ordinal}次联席会议{INVENTED}", "starts_at": starts,
        "ends_at": starts + dt.timedelta(hours=2, minutes=30), "room": ROOM,
        "chair_post": f"区长方正行{INVENTED}", "chair_is_principal": True, "union_host": stage.units["ZGH"],
        "government_host": stage.units["QZF"], "contact": f"区总工会办公室 林晓岚{INVENTED}",
    })  # fmt: skip


def _clear_and_notify(stage: Stage, meeting: Meeting, day: int) -> Thread:
    clerk = stage.users[CLERK]
    yield stage.at(day - 15, 9, 30)
    meetings.clear_agenda(meeting=again(meeting), by=stage.users["xu.fuzhuxi"], host="union", verdict="cleared")
    yield stage.at(day - 14, 11)
    meetings.clear_agenda(meeting=again(meeting), by=stage.users["tang.zhengfu"], host="government", verdict="cleared")
    yield stage.at(day - 13, 9, 5)
    meetings.freeze(meeting=again(meeting), by=clerk)
    for username, unit, post in LEADERS:
        meetings.invite(
            meeting=meeting, by=clerk, unit=stage.units[unit], user=stage.users[username], post=post, part="attending"
        )
    for unit, post, name in HEADS:
        meetings.invite(
            meeting=meeting, by=clerk, unit=stage.units[unit], name=f"{name}{INVENTED}", post=post, part="attending"
        )
    for username in OBSERVERS:
        user = stage.users[username]
        meetings.invite(meeting=meeting, by=clerk, unit=user.unit, user=user, part="observing")
    yield stage.at(day - 12, 10)
    meetings.notify_meeting(meeting=again(meeting), by=clerk)
    for place, seat in enumerate(meeting.invitations.filter(user__isnull=False).order_by("part", "sort_order")):
        yield stage.at(day - 11 + place // 4, 9 + place % 4, 12 + place)
        _reply(seat)


def _reply(seat: Invitation) -> None:
    user = seat.user
    assert user is not None  # only people with an account reply
    if user.username == "jian.caizheng":
        meetings.reply(invitation=seat, by=user, reply=Reply.LEAVE, reason="参加市财政局业务培训")
    elif user.username == "lu.chengguan":
        meetings.reply(invitation=seat, by=user, reply=Reply.DEPUTY, deputy=f"区城管局综合科科长 白露{INVENTED}")
    else:
        meetings.reply(invitation=seat, by=user, reply=Reply.COMING)


def _report(stage: Stage, meeting: Meeting, day: int) -> Thread:
    """The work report about the meeting before, explained where something is unfinished, and frozen."""
    clerk = stage.users[CLERK]
    yield stage.at(day, 9, 45)
    report = meetings.compile_report(meeting=meeting, by=clerk)
    yield stage.at(day + 1, 15, 20)
    for line in report.lines.select_related("action__lead_unit").order_by("position"):
        if line.action is not None and line.status not in FINISHED:
            explanation, proposal = deeds.EXPLAINED[line.action.lead_unit.code]
            meetings.explain(line=line, by=clerk, explanation=explanation, proposal=proposal)
    yield stage.at(day + 2, 10, 30)
    meetings.issue_report(report=again(report), by=clerk)


def _hold(stage: Stage, meeting: Meeting, plan: Plan) -> Thread:
    """In session: arrivals, items in order, results and decisions; then the end, from which action items come."""
    clerk = stage.users[CLERK]
    yield stage.at(plan.day, 14, 40)
    meetings.open_meeting(meeting=again(meeting), by=clerk)
    for seat in meeting.invitations.exclude(reply=Reply.LEAVE).order_by("pk"):
        meetings.mark_arrival(invitation=seat, by=clerk)
    yield stage.at(plan.day, 15, 2)
    items = list(AgendaItem.objects.filter(meeting=meeting).in_order())
    meetings.start_item(item=items[0], by=clerk)
    yield stage.now + dt.timedelta(minutes=9)
    meetings.record_result(item=items[0], by=clerk, result="noted", note="听取通报，对未完成事项提出要求。")
    by_topic = {item.topic_id: item for item in items[1:]}
    for ruling in plan.rulings:
        item = by_topic[stage.props[ruling.motion.title][0].pk]
        meetings.start_item(item=item, by=clerk)
        yield stage.now + dt.timedelta(minutes=plan.minutes_each)
        for deed in ruling.deeds:
            lead = stage.units[deed.lead] if deed.lead else None
            decision = meetings.record_decision(
                item=item, by=clerk, text=deed.text, makes_action=lead is not None, lead_unit=lead,
                due_on=stage.days.day(deed.due) if lead else None,
            )  # fmt: skip
            stage.props["decisions"].append((deed, decision))
        meetings.record_result(item=item, by=clerk, result=ruling.result, note=ruling.note)
    yield stage.at(plan.day, 17, 25)
    meetings.end_meeting(meeting=again(meeting), by=clerk)
    actions.follow_clusters(stage, meeting, plan.day)


def _minute(stage: Stage, meeting: Meeting, plan: Plan) -> Thread:
    """Minutes drafted, completed, countersigned, signed, numbered and issued."""
    clerk = stage.users[CLERK]
    yield stage.at(plan.day + 1, 9, 10)
    minutes = meetings.draft_minutes(meeting=again(meeting), by=clerk)
    texts = {
        SectionKind.POINTED_OUT: deeds.POINTED_OUT, SectionKind.EMPHASISED: deeds.EMPHASISED,
        SectionKind.REQUIRED: deeds.REQUIRED,
    }  # fmt: skip
    yield stage.at(plan.day + 1, 11, 35)
    for section in minutes.sections.filter(kind__in=texts).order_by("position"):
        text = texts[SectionKind(section.kind)][plan.ordinal]
        meetings.edit_section(section=section, by=clerk, text=text)
    yield stage.at(plan.day + 2, 9, 15)
    asked = [unit for unit in ("ZJJ", "RSJ", "CGJ") if unit in ANSWERERS]
    meetings.send_to_countersign(minutes=again(minutes), by=clerk, units=[stage.units[unit] for unit in asked])
    for place, unit in enumerate(asked):
        yield stage.at(plan.day + 3, 10 + place, 20)
        meetings.countersign(minutes=again(minutes), by=stage.users[ANSWERERS[unit]])
    yield stage.at(plan.day + 4, 9, 50)
    meetings.sign_minutes(minutes=again(minutes), by=stage.users[SIGNER])
    yield stage.at(plan.day + 4, 15, 30)
    issued: Minutes = meetings.issue_minutes(minutes=again(minutes), by=clerk)
    stage.props["minutes"].append(issued)
    actions.enter(stage, meeting, plan.day + 5)


def next_one(stage: Stage) -> Thread:
    """The meeting being prepared: sent as version A, changed, sent as version B, half reviewed; its report begun."""
    clerk = stage.users[CLERK]
    yield stage.at(-14, 9, 35)
    meeting = _prepare(stage, len(HELD) + 1, NEXT_DAY)
    for motion in NEXT:
        meetings.schedule(topic=again(stage.props[motion.title][0]), meeting=meeting, by=clerk)
    meetings.add_item(meeting=again(meeting), by=clerk, facts={
        "title": "通报年度为民办实事项目申报安排", "unit": stage.units["QZFB"], "minutes": 10, "section": "other",
        "body": "区政府办通报下一年度为民办实事项目征集和申报时间安排。", "presenter": f"区政府办主任汤明远{INVENTED}",
    })  # fmt: skip
    yield stage.at(-9, 10, 5)
    officials = [stage.users["fang.quzhang"], stage.users["xie.quzhang"]]
    meetings.send_for_review(meeting=again(meeting), by=clerk, reviewers=officials, due_at=stage.at(1, 17, 30))
    yield stage.at(-8, 20, 40)
    _review(meeting, officials[1], {2: (ReviewAnswer.COMMENT, "请补充救助信息比对的数据安全措施。")})
    yield stage.at(-6, 9, 20)
    yield from _amend(stage)
    yield stage.at(-3, 10, 50)
    meetings.send_for_review(meeting=again(meeting), by=clerk)
    yield stage.at(-2, 15, 10)
    meetings.compile_report(meeting=meeting, by=clerk)
    yield stage.at(-2, 21, 5)
    _review(meeting, officials[1], {})
    yield stage.at(-1, 12, 30)
    _review(meeting, officials[0], {0: (ReviewAnswer.AGREE, "")}, only=1)


def _amend(stage: Stage) -> Thread:
    """The office takes the official's word up in the topic: both hosts clear the new text again."""
    topic = again(stage.props[motions.HARDSHIP.title][0])
    ask = f"{motions.HARDSHIP.ask}比对数据仅限核对用途，传输加密、留痕备查。"
    topic = meetings.edit_topic(
        topic=topic, by=stage.users[CLERK], facts={"asked_decision": ask}, why="按审阅意见补充数据安全要求"
    )
    yield stage.at(-5, 9, 40)
    topic = meetings.clear_topic(topic=again(topic), by=stage.users["xu.fuzhuxi"], host="union", verdict="cleared")
    yield stage.at(-4, 16, 10)
    meetings.clear_topic(topic=topic, by=stage.users["tang.zhengfu"], host="government", verdict="cleared")


def _review(meeting: Meeting, official: object, words: dict[int, tuple[str, str]], only: int = 99) -> None:
    """Answer what waits, in the order of the agenda: 同意 unless `words` has another for that place."""
    waiting = Review.objects.filter(item__meeting=meeting).of(official).waiting().order_by("item__position")
    for place, review in enumerate(list(waiting)[:only]):
        answer, text = words.get(place, (ReviewAnswer.AGREE, ""))
        meetings.review_item(review=review, by=official, answer=answer, text=text)  # type: ignore[arg-type]
