"""Topics: raised from a cluster or drafted, screened, opined on, cleared by both hosts; and clusters of concerns."""

from concerns import services as concerns
from concerns.models import Concern
from meetings import services as meetings
from meetings.enums.topic import WORDS_NEEDED, Verdict
from meetings.models import Topic
from unionportal.demo import motions
from unionportal.demo.motions import Motion
from unionportal.demo.stage import Stage, Thread, again

SCREENER, UNION_LEADER, GOVERNMENT_HOST = "zheng.bangong", "xu.fuzhuxi", "tang.zhengfu"
ANSWERERS = {
    "RSJ": "ye.renshe", "ZJJ": "gong.zhujian", "JYJ": "cheng.jiaoyu", "CGJ": "lu.chengguan", "CZJ": "jian.caizheng",
    "GXSW": "peng.gongxin", "WJJ": "han.weijian",
}  # fmt: skip
"""Who answers for a department; the others have no account, and their deadline passes."""

ENDINGS = (
    (motions.REFORM, -1, "draft"), (motions.MINDS, -1, "submitted"), (motions.COMMUTE, -2, "screening"),
    (motions.NURSERY, -4, "consulting"), (motions.NURSERY_TWIN, -4, "merged"), (motions.LIBRARY, -6, "returned"),
    (motions.DRIVERS, -3, "consulting"), (motions.PARKING, -11, "consulting"), (motions.HOUSING, -16, "consolidated"),
    (motions.SKILLS, -11, "leader_review"), (motions.FUND, -12, "gov_office"), (motions.HARDSHIP, -34, "approved"),
    (motions.PENSION, -40, "deferred"), (motions.DOCTORS, -33, "approved"), (motions.STATIONS, -214, "approved"),
    (motions.TRIPARTITE, -215, "approved"), (motions.PRIVATE_UNIONS, -104, "approved"),
    (motions.CHECKUP, -103, "approved"), (motions.PALACE, -103, "approved"), (motions.SCHOLARSHIP, -101, "approved"),
    (motions.MODEL_WORKERS, -102, "approved"),
)  # fmt: skip
"""Topics, the working day they are drafted on, and how far they come before a meeting takes them."""
RAISED = ((motions.WAGES, -211), (motions.RIDERS, -100), (motions.CHILDCARE, -97), (motions.HEAT, -29))
CLUSTER_TITLES = {
    "wages": ("在建项目工资层层拖欠", "工资经包工头转付，专户未按规定使用，实名制考勤与工资表不符。"),
    "rest": ("商圈骑手缺少歇脚点", "商圈公共用房少，沿街网点共建没有统一安排。"),
    "care": ("双职工家庭假期托管难", "普惠托管供给不足，用人单位各自为战。"),
    "heat": ("户外班组高温津贴不到位", "发放时段和标准不明确，检查未形成合力。"),
    "station": ("驿站设施报修慢", "共建单位与工会维护责任不清。"),
}
RETURNED = "请补充园区意向场地的产权情况和运营主体，再行报送。"
MERGED = "与“推动园区母婴设施建设”同类，并入一并研究。"
DEFERRED = "省级参保补贴政策近期将调整，待新政策出台后再议。"
REDIRECTED = "属日常行政管理事项，转区市监局按职责办理，不列入联席会议。"
WITHDRAWN = "已由街道协调解决，申请撤回。"


def enter(stage: Stage) -> None:
    """Put topics and clusters on the stage."""
    for motion, day in RAISED:
        stage.enter(raising(stage, motion, day))
    for motion, day, ending in ENDINGS:
        stage.enter(topic(stage, motion, day, ending))
    stage.enter(_side_ways(stage))
    stage.enter(_gathering(stage))


def raising(stage: Stage, motion: Motion, day: int) -> Thread:
    """Like concerns are grouped, raised as a topic the next day, and cleared by both hosts."""
    yield stage.at(day - 1, 16, 10)
    title, cause = CLUSTER_TITLES[motion.cluster]
    by = stage.users[motion.by]
    rows = [again(row) for row in stage.props[motion.cluster]]
    cluster = concerns.group_into_cluster(
        by=by, unit=stage.units["ZGH"], title=title, concerns=rows, common_cause=cause
    )
    yield stage.at(day, 9, 25)
    row = meetings.raise_from_cluster(by=by, cluster=cluster, facts=_facts(stage, motion))
    stage.props[motion.title].append(row)
    yield from _through(stage, row, motion, day, "approved")


def topic(stage: Stage, motion: Motion, day: int, ending: str) -> Thread:
    """A topic drafted on `day`; `ending` is the state it is left in."""
    yield stage.at(day, 9, 40)
    by = stage.users[motion.by]
    row = meetings.draft_topic(by=by, facts=_facts(stage, motion))
    stage.props[motion.title].append(row)
    if ending == "draft":
        return
    yield stage.at(day, 10, 30)
    row = meetings.submit(topic=row, by=by)
    if ending == "submitted":
        return
    yield from _through(stage, row, motion, day, ending)


def _through(stage: Stage, row: Topic, motion: Motion, day: int, ending: str) -> Thread:
    office = stage.users[SCREENER]
    yield stage.at(day + 1, 9, 15)
    if ending == "merged":
        into = again(stage.props[motions.NURSERY.title][0])
        meetings.merge(topic=row, into=into, by=office, reason=MERGED)
        return
    row = meetings.accept(topic=row, by=office)
    if ending == "screening":
        return
    if ending == "returned":
        yield stage.at(day + 1, 16, 5)
        meetings.return_topic(topic=row, by=office, reason=RETURNED)
        return
    yield stage.at(day + 1, 10, 45)
    meetings.ask_opinions(
        topic=row, units=[stage.units[word.unit] for word in motion.words], by=office,
        question="请结合本单位职责，重点研究可行性和时间安排。",
    )  # fmt: skip
    yield from _opined(stage, row, motion, day + 1)
    if ending == "consulting":
        return
    yield stage.at(day + 7, 9, 30)
    _deal_with(stage, row, motion)
    row = meetings.consolidate(topic=again(row), by=office, summary=_summary(stage, row))
    if ending == "consolidated":
        return
    yield stage.at(day + 8, 9, 10)
    row = meetings.present(topic=row, by=office)
    if ending == "leader_review":
        return
    yield stage.at(day + 8, 16, 30)
    row = meetings.clear_topic(topic=row, by=stage.users[UNION_LEADER], host="union", verdict=Verdict.CLEARED)
    if ending == "gov_office":
        return
    yield stage.at(day + 9, 15, 40)
    if ending == "deferred":
        meetings.defer(topic=row, by=stage.users[GOVERNMENT_HOST], reason=DEFERRED)
        return
    meetings.clear_topic(topic=row, by=stage.users[GOVERNMENT_HOST], host="government", verdict=Verdict.CLEARED)


def _opined(stage: Stage, row: Topic, motion: Motion, asked: int) -> Thread:
    """The answers in the order of their days; whoever has none lets the deadline pass and is reported overdue."""
    opinions = {opinion.unit.code: opinion for opinion in row.opinions.select_related("unit")}
    answered = [word for word in motion.words if word.days is not None and word.unit in ANSWERERS]
    for word in sorted(answered, key=lambda word: word.days or 0):
        yield stage.at(asked + (word.days or 0), 14, 20 + motion.words.index(word) * 7)
        meetings.answer_opinion(
            opinion=opinions[word.unit], by=stage.users[ANSWERERS[word.unit]], answer=word.answer, text=word.text
        )
    late = [opinions[word.unit] for word in motion.words if word not in answered]
    if late:
        yield stage.at(asked + 5, 16, 5)
        for opinion in late:
            meetings.urge_opinion(opinion=opinion, by=stage.users[SCREENER])
        yield stage.at(asked + 6, 8, 10)
        for opinion in late:
            meetings.report_overdue(opinion=again(opinion))


def _deal_with(stage: Stage, row: Topic, motion: Motion) -> None:
    for word in motion.words:
        if word.answer in WORDS_NEEDED and word.days is not None:
            opinion = row.opinions.get(unit=stage.units[word.unit])
            meetings.adopt_opinion(
                opinion=opinion, by=stage.users[SCREENER], adoption=word.adoption, reason=word.reason
            )


def _summary(stage: Stage, row: Topic) -> str:
    """What the office writes above the list of opinions; silence is named as such."""
    opinions = list(row.opinions.select_related("unit").order_by("pk"))
    silent = [one.unit.short_name for one in opinions if not one.answer]
    text = f"共征求{len(opinions)}个单位意见，{len(opinions) - len(silent)}个单位按期反馈。"
    return f"{text}{'、'.join(silent)}逾期未反馈，不视为同意。" if silent else f"{text}意见已逐条研究吸收。"


def _facts(stage: Stage, motion: Motion) -> dict[str, object]:
    return {
        "title": motion.title, "kind": motion.kind, "origin": motion.origin, "background": motion.background,
        "data": motion.data, "legal_basis": motion.basis, "asked_decision": motion.ask,
        "lead_unit": stage.units[motion.lead], "assisting_units": [stage.units[code] for code in motion.assisting],
        "money": motion.money, "money_source": motion.money_source, "presenter": motion.presenter,
        "minutes": motion.minutes,
    }  # fmt: skip


def _side_ways(stage: Stage) -> Thread:
    """Two topics that never come to a meeting: redirected, and withdrawn by their proposer."""
    yield stage.at(-58, 9, 50)
    office = stage.users[SCREENER]
    first = meetings.draft_topic(by=stage.users[motions.DRIVERS.by], facts={
        **_facts(stage, motions.DRIVERS), "title": "关于整治二手电动车市场的议题",
    })  # fmt: skip
    first = meetings.submit(topic=first, by=stage.users[motions.DRIVERS.by])
    second = meetings.draft_topic(by=stage.users["guo.quanxiu"], facts={
        **_facts(stage, motions.COMMUTE), "title": "关于在泉秀商圈增设夜间公交停靠点的议题",
    })  # fmt: skip
    second = meetings.submit(topic=second, by=stage.users["guo.quanxiu"])
    yield stage.at(-56, 11, 5)
    meetings.redirect(topic=first, by=office, reason=REDIRECTED)
    meetings.withdraw_topic(topic=second, by=stage.users["guo.quanxiu"], reason=WITHDRAWN)


def _gathering(stage: Stage) -> Thread:
    """One cluster that is still gathering, one that was given up."""
    yield stage.at(-8, 10, 20)
    by = stage.users[motions.RIGHTS]
    title, cause = CLUSTER_TITLES["station"]
    rows = [again(row) for row in stage.props["station"]]
    concerns.group_into_cluster(by=by, unit=stage.units["ZGH"], title=title, concerns=rows, common_cause=cause)
    closed: list[Concern] = [one for one in map(again, stage.props["concerns"]) if one.state == "closed"]
    given_up = concerns.group_into_cluster(by=by, unit=stage.units["ZGH"], title="公租房轮候咨询", concerns=closed[:2])
    yield stage.at(-7, 11, 45)
    concerns.dissolve(cluster=given_up, by=by)
