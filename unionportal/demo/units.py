"""Units of the story (D§9): the federation and its departments, streets, the government and its departments."""

from foundation.core.actors import SystemActor
from foundation.orgs import services as orgs
from foundation.orgs.enums import Kind, Side
from foundation.orgs.models import Post
from unionportal.demo.stage import Stage

SETUP = SystemActor("demo")

STREETS = (
    ("DH", "东湖街道"), ("FZ", "丰泽街道"), ("QX", "泉秀街道"), ("QY", "清源街道"),
    ("HD", "华大街道"), ("CD", "城东街道"), ("DHA", "东海街道"), ("BF", "北峰街道"),
)  # fmt: skip
"""Short code and name in the order of the division codes 350503001 to 350503008."""

FEDERATION = ("ZGH", "丰泽区总工会", "区总工会")
DEPARTMENTS = (
    ("ZGH-BGS", "办公室"), ("ZGH-ZZB", "组织部"), ("ZGH-QYB", "权益保障部"), ("ZGH-XJB", "宣传教育部"),
    ("ZGH-CWB", "财务部"), ("ZGH-NGB", "女职工部"), ("ZGH-JSB", "经费审查委员会办公室"),
)  # fmt: skip
CENTRE = ("ZGH-FWZX", "丰泽区职工服务中心", "职工服务中心")

GOVERNMENT = ("QZF", "丰泽区人民政府", "区政府")
GOVERNMENT_OFFICE = ("QZFB", "丰泽区人民政府办公室", "区政府办")
BUREAUS = (
    ("FGJ", "发展和改革局", "区发改局"), ("JYJ", "教育局", "区教育局"), ("GXSW", "工业信息化和商务局", "区工信商务局"),
    ("MZJ", "民政局", "区民政局"), ("SFJ", "司法局", "区司法局"), ("CZJ", "财政局", "区财政局"),
    ("RSJ", "人力资源和社会保障局", "区人社局"), ("ZJJ", "住房和城乡建设局", "区住建局"), ("CGJ", "城市管理局", "区城管局"),
    ("WLJ", "文化体育和旅游局", "区文旅局"), ("WJJ", "卫生健康局", "区卫健局"), ("YJJ", "应急管理局", "区应急局"),
    ("SJJ", "市场监督管理局", "区市监局"), ("XFJ", "信访局", "区信访局"),
)  # fmt: skip

POSTS = (
    ("QZF", "区长", "方正行"), ("QZF", "副区长", "谢云帆"), ("ZGH", "主席", "王启明"), ("ZGH", "常务副主席", "许文澜"),
    ("QZFB", "主任", "汤明远"), ("RSJ", "局长", "叶知秋"), ("ZJJ", "局长", "龚岳"), ("JYJ", "局长", "程景行"),
    ("CGJ", "局长", "卢一舟"), ("CZJ", "局长", "简清和"), ("WJJ", "局长", "韩素问"), ("GXSW", "局长", "彭越洋"),
)  # fmt: skip
"""Who holds which post, in the order of the office; not all of them have an account."""


def street_union(code: str) -> str:
    """Code of the street's union."""
    return f"JD-{code}"


def street_office(code: str) -> str:
    """Code of the street's government office."""
    return f"JDB-{code}"


def set_up(stage: Stage) -> None:
    """Make the tree and the posts. After: `stage.units` by code."""
    _union_side(stage)
    _government_side(stage)
    for order, (code, title, name) in enumerate(POSTS, start=1):
        Post.objects.create(unit=stage.units[code], title=title, holder_name=f"{name}（演示）", sort_order=order)


def add(stage: Stage, code: str, name: str, short: str, kind: str, parent: str = "", order: int = 0) -> None:
    """One unit below `parent` (a code), kept in `stage.units`."""
    above = stage.units[parent] if parent else None
    government = {Kind.GOVERNMENT, Kind.GOVERNMENT_OFFICE, Kind.DEPARTMENT, Kind.STREET_OFFICE}
    stage.units[code] = orgs.add_unit(
        by=SETUP, name=name, short_name=short, code=code, kind=kind, parent=above, sort_order=order,
        side=Side.GOVERNMENT if kind in government else Side.UNION,
    )  # fmt: skip


def _union_side(stage: Stage) -> None:
    top = FEDERATION[0]
    add(stage, *FEDERATION, Kind.FEDERATION)
    for order, (code, name) in enumerate(DEPARTMENTS, start=1):
        short = "经审办" if code == "ZGH-JSB" else name
        add(stage, code, f"{FEDERATION[1]}{name}", short, Kind.UNION_DEPARTMENT, top, order)
    add(stage, *CENTRE, Kind.SERVICE_CENTRE, top, 20)
    for order, (code, name) in enumerate(STREETS, start=30):
        add(stage, street_union(code), f"丰泽区{name}总工会", f"{name}总工会", Kind.STREET_UNION, top, order)


def _government_side(stage: Stage) -> None:
    top = GOVERNMENT[0]
    add(stage, *GOVERNMENT, Kind.GOVERNMENT)
    add(stage, *GOVERNMENT_OFFICE, Kind.GOVERNMENT_OFFICE, top, 1)
    for order, (code, name, short) in enumerate(BUREAUS, start=10):
        add(stage, code, f"丰泽区{name}", short, Kind.DEPARTMENT, top, order)
    for order, (code, name) in enumerate(STREETS, start=50):
        add(stage, street_office(code), f"丰泽区人民政府{name}办事处", f"{name}办事处", Kind.STREET_OFFICE, top, order)
