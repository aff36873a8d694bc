"""Employers of the district: sixty, in all streets and industries, and the unions among them."""

import datetime as dt

from foundation.core import clock
from foundation.core.fictional import demo_credit_code
from foundation.core.validators import INVENTED
from foundation.orgs.enums import Kind
from members import services as members
from members.enums import UnionKind
from members.models import Employer, Union
from unionportal.demo.stage import Stage, Thread
from unionportal.demo.units import SETUP, STREETS, add, street_union

BY_INDUSTRY = {
    "C": "海丝电子科技有限公司 刺桐树脂工艺厂 清源饮料食品有限公司 华光数控机械有限公司 北峰鞋服制造有限公司 城东卫浴科技有限公司 闽南印务有限公司 东海精密模具有限公司",
    "E": "泉安建设工程有限公司 丰盛建筑劳务有限公司 东海湾市政工程有限公司 恒筑装饰工程有限公司 城东安置房总承包项目部",
    "F": "泉秀生鲜超市有限公司 东湖百货商场有限公司 清源茶业贸易行 刺桐便利连锁有限公司 海丝跨境电商有限公司",
    "G": "迅达快递丰泽分拨中心 闽远物流有限公司 城北公共交通有限公司 顺路网约车服务有限公司 同城即送配送站 泉达货运信息部",
    "H": "海蚵小筑餐饮管理有限公司 东湖假日酒店 古早面线糊连锁餐饮店 清源山居酒店 泉秀火锅食府",
    "I": "云栖数据科技有限公司 丰软信息技术有限公司 鲸跃互动传媒有限公司 东海数字客服中心",
    "K": "安居房产经纪有限公司 和园物业服务有限公司 东海湾物业管理有限公司 仁风物业服务部",
    "L": "正和人力资源服务有限公司 平盾保安服务有限公司 启明会计师事务所 海丝会展服务有限公司",
    "O": "巾帼家政服务有限公司 净美保洁服务有限公司 泉秀汽车维修厂 暖阳护理服务站",
    "P": "启航托管教育中心 圣湖幼儿园 丰泽职业技术学校 艺海培训学校",
    "Q": "丰泽康复医院 华大社区卫生服务中心 安心养老服务中心 铭湖口腔门诊部",
    "R": "刺桐文化演艺有限公司 海丝健身俱乐部 梨园木偶演艺中心",
    "S": "丰泽社会工作服务中心 北峰社会组织服务中心",
    "Z": "源和创意园管理有限公司 东海农产品合作社",
}
PLATFORMS = ("顺路网约车服务有限公司", "同城即送配送站", "迅达快递丰泽分拨中心")
EMPLOYERS = [(name, industry) for industry, names in BY_INDUSTRY.items() for name in names.split()]
JOINT = (4, 11, 17, 22, 28)
"""Numbers of grassroots unions that cover several small employers."""
UNIONED_FIRST = ("迅达快递丰泽分拨中心", "海丝电子科技有限公司", "泉安建设工程有限公司")
ROADS = ("津淮街", "田安北路", "丰泽街", "东湖街", "坪山路", "安吉路", "滨海街", "普贤路", "刺桐北路", "府东路")
FOUNDED_BEFORE = 24
"""Grassroots unions that exist when the story begins; the others are founded during it."""


def set_up(stage: Stage) -> None:
    """Enter employers, street unions, two industry unions and the grassroots unions that exist already."""
    for number, (name, industry) in enumerate(EMPLOYERS, start=1):
        street = stage.units[street_union(STREETS[(number * 5) % len(STREETS)][0])]
        employer = members.add_employer(
            by=SETUP, name=f"{name}{INVENTED}", street=street, uscc=demo_credit_code(number), industry=industry,
            address=f"{street.short_name.removesuffix('总工会')}{ROADS[number % len(ROADS)]}{number * 7 % 290 + 1}号",
            worker_count=stage.random.choice((8, 14, 19, 23, 28, 36, 45, 62, 88, 130, 210)) + number % 5,
            platform=name in PLATFORMS,
        )  # fmt: skip
        stage.props["employers"].append(employer)
    for code, name in STREETS:
        _union(stage, f"泉州市丰泽区{name}总工会", UnionKind.STREET, street_union(code), [], years=12)
    for code, name in (("HY-KD", "快递行业"), ("HY-WM", "外卖配送行业")):
        title = f"丰泽区{name}工会联合会{INVENTED}"
        add(stage, code, title, f"{name}工会联合会", Kind.INDUSTRY_UNION, "ZGH", 40)
        _union(stage, title, UnionKind.INDUSTRY, code, [], years=2)
    for number in range(1, FOUNDED_BEFORE + 1):
        found(stage, number, years=1 + number % 5)


def founding(stage: Stage, number: int) -> Thread:
    """A grassroots union is founded in the course of the story."""
    yield stage.at(-12 * (31 - number) - 4, 15, 30)
    found(stage, number)


def found(stage: Stage, number: int, *, years: int = 0) -> Union:
    """Grassroots union `number` (1 to 30) at its employer, or joint for three of them."""
    employer, others = _covered(stage, number)
    name = employer.name.removesuffix(INVENTED)
    joint = number in JOINT
    title = f"{name}等单位联合工会委员会{INVENTED}" if joint else f"{name}工会委员会{INVENTED}"
    code = f"GH-{number:03d}"
    add(stage, code, title, f"{name}工会"[:40], Kind.GRASSROOTS_UNION, employer.street.code, 100 + number)
    kind = UnionKind.JOINT if joint else UnionKind.INSTITUTION if employer.industry in "PQ" else UnionKind.SINGLE
    union = _union(stage, title, kind, code, [employer, *others], years=years)
    stage.props["unions"].append(union)
    stage.employer_of[union.pk] = employer
    return union


def _covered(stage: Stage, number: int) -> tuple[Employer, list[Employer]]:
    """The employer of a union and, for a joint one, two of its neighbours in the same street."""
    by_name = {one.name.removesuffix(INVENTED): one for one in stage.props["employers"]}
    if number <= len(UNIONED_FIRST):
        return by_name[UNIONED_FIRST[number - 1]], []
    rest = [name for name, _industry in EMPLOYERS if name not in UNIONED_FIRST]
    employer = by_name[rest[(number - 4) * 2]]
    if number not in JOINT:
        return employer, []
    near = [one for one in (by_name[name] for name in rest[1::2]) if one.street_id == employer.street_id]
    return employer, near[:2]


def _union(stage: Stage, name: str, kind: str, code: str, employers: list[Employer], *, years: int) -> Union:
    founded = clock.today() - dt.timedelta(days=365 * years)
    return members.add_union(
        by=SETUP, name=name, kind=kind, unit=stage.units[code], employers=employers, founded_on=founded,
        term_ends_on=_in_years(founded, 5 * (years // 5 + 1)),
    )  # fmt: skip


def _in_years(day: dt.date, years: int) -> dt.date:
    """The same day some years on; 29 February becomes the 28th."""
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)
