"""Everybody who takes part in the walk from a worker's concern to the published release, in units of their own."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from foundation.accounts.models import User
from foundation.core import clock
from foundation.orgs.enums import Kind, Side
from foundation.orgs.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.members import EmployerFactory
from tests.factories.orgs import UnitFactory

LONG_AGO = dt.timedelta(days=30)

UNITS: tuple[tuple[str, str, str, Kind, str], ...] = (
    ("ZGH", "丰泽区总工会（演示）", "区总工会", Kind.FEDERATION, ""),
    ("ZGH-BGS", "丰泽区总工会办公室（演示）", "办公室", Kind.UNION_DEPARTMENT, "ZGH"),
    ("ZGH-QYB", "丰泽区总工会权益保障部（演示）", "权益保障部", Kind.UNION_DEPARTMENT, "ZGH"),
    ("ZGH-XJB", "丰泽区总工会宣传教育部（演示）", "宣传教育部", Kind.UNION_DEPARTMENT, "ZGH"),
    ("ZGH-FWZX", "丰泽区职工服务中心（演示）", "职工服务中心", Kind.SERVICE_CENTRE, "ZGH"),
    ("JD-DH", "丰泽区东湖街道总工会（演示）", "东湖街道总工会", Kind.STREET_UNION, "ZGH"),
    ("JD-QX", "丰泽区泉秀街道总工会（演示）", "泉秀街道总工会", Kind.STREET_UNION, "ZGH"),
    ("QZF", "丰泽区人民政府（演示）", "区政府", Kind.GOVERNMENT, ""),
    ("QZFB", "丰泽区人民政府办公室（演示）", "区政府办", Kind.GOVERNMENT_OFFICE, "QZF"),
    ("RSJ", "丰泽区人力资源和社会保障局（演示）", "区人社局", Kind.DEPARTMENT, "QZF"),
    ("ZJJ", "丰泽区住房和城乡建设局（演示）", "区住建局", Kind.DEPARTMENT, "QZF"),
)
"""Code, name, short name, kind, code of the unit above."""

PEOPLE: tuple[tuple[str, str, str, str, str], ...] = (
    ("chen", "陈思远（演示）", "ZGH-QYB", "部长", "rights_clerk@ZGH"),
    ("cai", "蔡清源（演示）", "ZGH-FWZX", "副主任", "service_clerk@ZGH"),
    ("lin", "林晓岚（演示）", "ZGH-BGS", "主任", "office_clerk@ZGH"),
    ("wang", "王启明（演示）", "ZGH", "主席", "union_leader@ZGH"),
    ("tang", "汤明远（演示）", "QZFB", "主任", "gov_office_liaison@QZFB"),
    ("du", "杜若衡（演示）", "QZFB", "督查员", "supervisor@QZFB"),
    ("fang", "方正行（演示）", "QZF", "区长", "reviewing_official@QZF"),
    ("xie", "谢云帆（演示）", "QZF", "副区长", "reviewing_official@QZF"),
    ("ye", "叶佳宁（演示）", "RSJ", "劳动监察科科长", "liaison@RSJ"),
    ("gong", "龚明轩（演示）", "ZJJ", "建管科科长", "liaison@ZJJ"),
    ("huang", "黄芷若（演示）", "ZGH-XJB", "编辑", "editor@ZGH"),
    ("zhuang", "庄书语（演示）", "ZGH-XJB", "副部长", "first_reviewer@ZGH"),
    ("lyu", "吕望舒（演示）", "ZGH-XJB", "部长", "second_reviewer@ZGH"),
    ("ding", "丁若谷（演示）", "JD-DH", "专职工会干事", "street_cadre@JD-QX"),
)
"""Account, name, unit, post, role@unit. The last one belongs to another street: to her none of it exists."""


def make_cast() -> SimpleNamespace:
    """Units by code and users by account, there since a month; one employer in the ledger."""
    with clock.at(clock.now() - LONG_AGO):
        units = _units()
        users = {name: _user(units, name, *rest) for name, *rest in PEOPLE}
        EmployerFactory(name="刺桐快运分拨中心（演示）", street=units["JD-DH"])
    return SimpleNamespace(units=units, **users)


def _units() -> dict[str, Unit]:
    made: dict[str, Unit] = {}
    for order, (code, name, short, kind, above) in enumerate(UNITS):
        made[code] = UnitFactory(
            code=code, name=name, short_name=short, kind=kind, sort_order=order, parent=made.get(above),
            side=Side.UNION if code.startswith(("ZGH", "JD")) else Side.GOVERNMENT,
        )  # fmt: skip
    return made


def _user(units: dict[str, Unit], username: str, name: str, unit: str, title: str, grant: str) -> User:
    role, _, scope = grant.partition("@")
    facts: dict[str, Any] = {"roles": [role], "roles__scope": units[scope], "unit": units[unit], "title": title}
    user: User = UserFactory(username=username, display_name=name, **facts)
    return user
