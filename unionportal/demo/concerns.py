"""Concerns: how one is taken in, goes through hands and ends, or waits where the story stops."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from concerns import services as concerns
from concerns.enums import Contact, Satisfaction, Solved
from concerns.models import Category, Concern
from foundation.accounts.models import User
from foundation.core.validators import INVENTED
from foundation.orgs.models import Unit
from members.models import Employer
from unionportal.demo.matters import Matter
from unionportal.demo.roll import CADRES, worker_of
from unionportal.demo.stage import Stage, Thread, again

HANDLERS = {
    "RSJ": "ye.renshe", "ZJJ": "gong.zhujian", "JYJ": "cheng.jiaoyu", "CGJ": "lu.chengguan", "GXSW": "peng.gongxin",
    "WJJ": "han.weijian", "ZGH-FWZX": "cai.fuwu", "ZGH-QYB": "su.quanyi", "ZGH-NGB": "qiu.nvgong", **CADRES,
}  # fmt: skip
"""Who signs for a unit."""
CENTRE = "ZGH-FWZX"
DISPATCHER, REVIEWER = "chen.quanyi", "su.quanyi"
CLERKS = {
    "visit": "hong.fuwu", "letter": "hong.fuwu", "web": "hong.fuwu", "hotline_12345": "su.quanyi",
    "hotline_12351": "chen.quanyi", "grassroots": "lai.kuaidi", "field": "ding.donghu",
}  # fmt: skip
"""Who takes a concern in that came this way."""
RETURN_BASIS = (
    "经核，用人单位实际经营地和社保参保地均不在我单位监管范围，按照属地管理、谁主管谁负责的原则，申请退回改派。"
)
NOT_SOLVED = "只补了一部分，剩下的没说什么时候给，希望继续帮助。"
SENT_BACK = "没有附发放凭证，也没有联系职工核实，请补充后再报。"
SHELVED = "用人单位已进入破产重整程序，须待管理人确认债权后办理，先行挂账。"
MORE_TO_SAY = {
    "reopened": "职工来电，承诺的补发只兑现一次，次月又停发，要求重新办理。",
    "withdrawn": "职工与单位自行协商解决，来电撤回诉求。",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a matter happens: the employer and street, how it is worded, who takes it in and who handles it."""

    matter: Matter
    employer: Employer
    number: int

    def words(self, text: str) -> str:
        name = self.employer.name.removesuffix(INVENTED)
        for tail in ("有限公司", "管理", "服务"):
            name = name.removesuffix(tail)
        street = self.employer.street.short_name.removesuffix("总工会")
        facets = self.matter.facets
        return text.format(e=name, s=street, n=self.people, f=facets[self.number % len(facets)])

    @property
    def people(self) -> int:
        """A few more or fewer than the matter says, never across the line of ten."""
        usual = self.matter.people
        return usual if usual in (1, 36) else max(2, min(9, usual + self.number % 3 - 1))


def concern(
    stage: Stage, matter: Matter, number: int, start: int, ending: str, prop: str = "", street: str = ""
) -> Thread:
    """One concern, taken in on working day `start`. `ending` is where it stops; `prop`: kept for a cluster; `street`:
    at an employer of that street's union."""
    yield stage.at(start, 8 + number % 8, (number * 17) % 50 + 5)
    setting = _setting(stage, matter, number, street)
    row = take_in(stage, setting)
    stage.props[prop or "concerns"].append(row)
    if ending == "registered":
        return
    yield _soon(stage, matter, 50)
    row = _triage(stage, row)
    if ending == "triage":
        return
    if ending in ("withdrawn", "merged"):
        yield stage.at(start + 1, 15, 20)
        _end_early(stage, row, ending)
        return
    yield _soon(stage, matter, 15)
    unit = _unit(stage, setting)
    row = concerns.dispatch(concern=row, by=stage.users[DISPATCHER], unit=unit, note="请在时限内联系诉求人并反馈。")
    if ending in ("dispatched", "returned", "reassigned"):
        yield from _hop(stage, row, start, ending)
        if ending != "reassigned":
            return
        unit = stage.units[CENTRE]
    yield from _handle(stage, row, setting, unit, start, ending)


def take_in(stage: Stage, setting: Setting) -> Concern:
    """Register the concern as its channel does: with a person of the roll, with name and phone, or anonymously."""
    matter, number = setting.matter, setting.number
    clerk = stage.users[CLERKS[matter.source]]
    if clerk.username == "ding.donghu":
        clerk = stage.users[CADRES.get(setting.employer.street.code, "ding.donghu")]
    known = stage.props["persons"]
    facts: dict[str, object] = {}
    if number % 9 == 4:
        facts["anonymous"] = True
    elif number % 3 == 0 and known:
        facts["person"] = known[(number * 7) % len(known)]
    else:
        worker = worker_of(stage)
        facts |= {"name": worker.name, "phone": worker.phone}
    return concerns.register(
        by=clerk, unit=clerk.unit, category=Category.objects.get(code=matter.category), title=setting.words(matter.title),
        narrative=setting.words(matter.narrative), source=matter.source, urgency=matter.urgency,
        complexity=matter.complexity, people_count=setting.people, employer=setting.employer,
        street_unit=setting.employer.street, **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def at_once(stage: Stage, matter: Matter, number: int, start: int, act: Callable[..., object]) -> Thread:
    """A concern that ends with the first look at it: answered, refused or referred."""
    yield stage.at(start, 9 + number % 6, (number * 13) % 55)
    row = take_in(stage, _setting(stage, matter, number))
    yield stage.now + dt.timedelta(minutes=35)
    act(concern=row)


def _setting(stage: Stage, matter: Matter, number: int, street: str = "") -> Setting:
    near = [one for one in stage.props["employers"] if not street or one.street.code == street]
    employers = [one for one in near if one.industry in matter.trades] or near
    return Setting(matter, employers[(number * 13 + int(matter.category)) % len(employers)], number)


def _triage(stage: Stage, row: Concern) -> Concern:
    return concerns.triage(
        concern=row, by=stage.users[DISPATCHER], category=row.category, urgency=row.urgency, complexity=row.complexity
    )


def _end_early(stage: Stage, row: Concern, ending: str) -> None:
    by = stage.users[DISPATCHER]
    if ending == "withdrawn":
        concerns.withdraw(concern=row, by=by, reason=MORE_TO_SAY["withdrawn"])
        return
    others = [again(one) for one in stage.props["concerns"]]
    into = next(one for one in reversed(others) if one.pk != row.pk and one.state in ("accepted", "handling", "triage"))
    concerns.merge(concern=row, by=by, into=into, reason="同一职工就同一事项分别拨打热线和到窗口反映，并案办理。")


def _hop(stage: Stage, row: Concern, start: int, ending: str) -> Thread:
    """Left unsigned, returned with a basis, or returned and given to the service centre."""
    if ending == "dispatched":
        return
    yield stage.at(start + 1, 10, 40)
    row = again(row)
    handler = stage.users[HANDLERS[row.lead.unit.code]]  # type: ignore[union-attr]
    row = concerns.return_order(concern=row, by=handler, basis=RETURN_BASIS)
    if ending == "reassigned":
        yield stage.at(start + 2, 9, 10)
        concerns.dispatch(concern=row, by=stage.users[DISPATCHER], unit=stage.units[CENTRE], note="请先行联系职工。")


def _handle(stage: Stage, row: Concern, setting: Setting, unit: Unit, start: int, ending: str) -> Thread:
    """In the hands of `unit`: signed, worked on, reported, judged, called back."""
    matter, number = setting.matter, setting.number
    handler = stage.users[HANDLERS[unit.code]]
    fast = matter.urgency == "critical"
    pace = 0 if fast else 1
    begun = start + (2 if ending == "reassigned" else 0)
    yield stage.at(begun, 17, 5) if fast else stage.at(begun + 1, 9, (number * 7) % 60)
    row = concerns.accept(concern=row, by=handler)
    if ending == "accepted":
        return
    yield stage.at(begun, 17, 20) if fast else stage.at(begun + 1, 15, (number * 3) % 60)
    row = concerns.report_progress(concern=row, by=handler, text=setting.words(matter.done), contacted=True)
    if ending in ("handling", "waiting"):
        return
    if ending == "shelved":
        yield stage.at(begun + 2, 10, 30)
        concerns.shelve(concern=row, by=stage.users[REVIEWER], reason=SHELVED)
        return
    yield stage.at(begun + pace + (1 if matter.urgency != "normal" else 3), 16, (number * 5) % 60)
    row = concerns.report(concern=row, by=handler, result=setting.words(matter.result))
    if ending == "reported":
        return
    day = begun + pace + (2 if matter.urgency != "normal" else 4)
    yield stage.at(day, 11, (number * 9) % 60)
    accepted = ending != "sent_back"
    note = "" if accepted else SENT_BACK
    reviewer = stage.users[DISPATCHER if handler.username == REVIEWER else REVIEWER]
    row = concerns.review_report(concern=row, by=reviewer, accepted=accepted, note=note)
    if ending in ("callback", "sent_back"):
        return
    yield from called_back(stage, row, day + 1, ending, reply=matter.reply, number=number)


def called_back(stage: Stage, row: Concern, day: int, ending: str, *, reply: str = "", number: int = 0) -> Thread:
    """The call-back and what comes of it: closed, not solved, never reached, refused; or reopened later."""
    yield stage.at(day, 10 + number % 5, (number * 19) % 60)
    row = again(row)
    by = _caller(stage, row)
    if ending == "unreachable":
        for try_ in range(3):
            concerns.call_back(concern=row, by=by, contact=Contact.NOT_REACHED, note="无人接听。")
            yield stage.at(day + try_ + 1, 9, 30)
        concerns.close(concern=again(row), by=by, reason="三次回访均未接通，已短信告知办理结果，予以办结。")
    elif ending == "refused":
        concerns.call_back(concern=row, by=by, contact=Contact.REFUSED, note="职工表示事情已办好，不接受回访。")
        yield stage.at(day, 17, 10)
        concerns.close(concern=again(row), by=by, reason="职工拒绝回访，依据单位反馈和凭证办结。")
    elif ending == "not_solved":
        concerns.call_back(
            concern=row, by=by, contact=Contact.REACHED, solved=Solved.NOT_SOLVED, satisfaction=Satisfaction.UNSATISFIED,
            note=NOT_SOLVED,
        )  # fmt: skip
    else:
        mark = Satisfaction.FAIRLY if number % 4 == 1 else Satisfaction.SATISFIED
        concerns.call_back(
            concern=row, by=by, contact=Contact.REACHED, solved=Solved.SOLVED, satisfaction=mark, note=reply
        )
        if ending == "reopened":
            yield stage.at(day + 6, 9, 50)
            concerns.reopen(concern=again(row), by=stage.users[DISPATCHER], reason=MORE_TO_SAY["reopened"])


def _caller(stage: Stage, row: Concern) -> User:
    """Somebody of the service centre who has not handled it."""
    lead = row.lead
    return stage.users["hong.fuwu" if lead is not None and lead.unit.code == CENTRE else "cai.fuwu"]


def _unit(stage: Stage, setting: Setting) -> Unit:
    """The matter's unit; for a matter of the street its union when it has a cadre, else the service centre."""
    code = setting.matter.unit or setting.employer.street.code
    return stage.units[code if code in HANDLERS else CENTRE]


def _soon(stage: Stage, matter: Matter, minutes: int) -> dt.datetime:
    """Some minutes on; in half an hour less when life or safety is at stake."""
    return stage.now + dt.timedelta(minutes=5 if matter.urgency == "critical" else minutes)
