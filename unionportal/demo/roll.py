"""Members: the old roll taken over at the start, joining applications in the course of the year."""

import datetime as dt

from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.validators import DocumentKind
from foundation.orgs.models import Unit
from members import services as members
from members.enums import WorkerGroup
from members.models import Application, Union
from unionportal.demo.people import Crowd, Worker
from unionportal.demo.stage import Stage, Thread, again

OLD, JOINED = 330, 70
SMALL_OLD, SMALL_JOINED = 30, 8
GROUPS = (
    WorkerGroup.COURIER, WorkerGroup.EMPLOYED, WorkerGroup.DELIVERY, WorkerGroup.RURAL, WorkerGroup.RIDE_HAILING,
    WorkerGroup.EMPLOYED, WorkerGroup.DOMESTIC, WorkerGroup.GUARD, WorkerGroup.TRUCK, WorkerGroup.FLEXIBLE,
)  # fmt: skip
CADRES = {
    "JD-DH": "ding.donghu", "JD-QX": "guo.quanxiu", "JD-FZ": "shi.fengze", "JD-DHA": "ke.donghai", "JD-BF": "yan.beifeng",
    "GH-001": "lai.kuaidi", "GH-002": "zeng.dianzi", "GH-003": "he.jianzhu",
}  # fmt: skip
"""Who looks after a unit: its street cadre or its own."""

RETURNED = "手机号少一位，请与本人核对后重新提交。"
REFUSED = "经核实，本人已于上月离开本单位，现单位在鲤城区，请向现单位工会申请。"


def set_up(stage: Stage) -> None:
    """Take over the roll of the unions that exist: members of one to six years' standing."""
    stage.props["crowd"].append(Crowd(1900))
    unions = stage.props["unions"]
    today = clock.today()
    for number in range(SMALL_OLD if stage.small else OLD):
        union = unions[(number * number + 3 * number) % len(unions)]
        worker = worker_of(stage)
        membership = members.enter_roll(
            by=stage.users["wu.zuzhi"], union=union, name=worker.name, id_kind=DocumentKind.RESIDENT,
            id_number=worker.id_number, phone=worker.phone, employer=stage.employer_of[union.pk],
            joined_on=today - dt.timedelta(days=stage.random.randint(5, 5 * 365)), basis="原会员名册",
        )  # fmt: skip
        stage.props["persons"].append(membership.person)


def worker_of(stage: Stage) -> Worker:
    """Somebody nobody has met yet."""
    return stage.props["crowd"][0].next()


def applying(stage: Stage, number: int, day: int, ending: str) -> Thread:
    """One application, filed on working day `day`, and how far it comes: `ending` names its last state.

    Those that wait for their union's review are filed by the organisation department, so that its cadre may review.
    """
    yield stage.at(day, 9 + number % 7, (number * 11) % 60)
    unions = stage.props["unions"]
    waits = ending == "placed"
    union = unions[number % 3 if waits or number % 4 == 0 else (number * 5) % len(unions)]
    application = _file(stage, union, number, placed=ending != "unplaced", filer="deng.zuzhi" if waits else "")
    reviewer = stage.users["wu.zuzhi"]
    if ending in ("unplaced", "placed"):
        return
    yield stage.at(day + 1, 10, (number * 7) % 60)
    if ending == "withdrawn":
        members.withdraw(application=application, by=_filer(stage, union.unit))
        return
    application = members.take_up(application=application, by=reviewer)
    if ending == "reviewing":
        return
    yield stage.at(day + 2, 14, (number * 13) % 60)
    if ending == "returned":
        members.return_application(application=application, by=reviewer, reason=RETURNED)
    elif ending == "refused":
        members.refuse(application=application, by=reviewer, reason=REFUSED)
    elif ending == "duplicate":
        members.mark_duplicate(application=application, by=reviewer)
    else:
        membership = members.approve(application=again(application), by=reviewer)
        stage.props["persons"].append(membership.person)


def enter(stage: Stage) -> None:
    """Put the year's applications on the stage: those admitted, then some in every state an application rests in."""
    admitted = SMALL_JOINED if stage.small else JOINED
    number = 0
    for number in range(1, admitted + 1):
        stage.enter(applying(stage, number, -6 - (number * 230) // admitted, "enrolled"))
    for ending, days in {
        "unplaced": (-1, -2, -4), "placed": (-1, -1, -2, -5), "reviewing": (-2, -3, -4), "returned": (-5, -9),
        "refused": (-8, -31), "duplicate": (-6,), "withdrawn": (-7, -44),
    }.items():  # fmt: skip
        for day in days:
            number += 1
            stage.enter(applying(stage, number, day, ending))


def _file(stage: Stage, union: Union, number: int, *, placed: bool, filer: str = "") -> Application:
    worker = worker_of(stage)
    scope = union.unit if placed else street_of(union)
    return members.file_application(
        by=stage.users[filer] if filer else _filer(stage, scope), name=worker.name, id_kind=DocumentKind.RESIDENT, id_number=worker.id_number,
        phone=worker.phone, group=GROUPS[number % len(GROUPS)], scope=scope, union=union if placed else None,
        employer=stage.employer_of[union.pk] if placed else None,
    )  # fmt: skip


def street_of(union: Union) -> Unit:
    """The unit above a grassroots union."""
    return union.unit.parent or union.unit


def _filer(stage: Stage, scope: Unit) -> User:
    """The cadre of the union, else of its street, else a clerk of the organisation department."""
    above = scope.parent.code if scope.parent else ""
    return stage.users[CADRES.get(scope.code) or CADRES.get(above) or "deng.zuzhi"]
