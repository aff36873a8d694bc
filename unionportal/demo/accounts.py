"""The accounts of the story: who signs in, in which unit, with which roles, and what to try with it.

Read by the replay, by the list `make demo` prints, and by the README's tour. Names are invented.
"""

from dataclasses import dataclass

from foundation.core.validators import INVENTED
from unionportal.demo.units import street_union

DOMAIN = "fengze.example"


@dataclass(frozen=True, slots=True)
class Account:
    """One person. `roles` are granted at `unit` unless written `role@UNIT`; `first` ones are printed by make demo."""

    username: str
    person: str
    unit: str
    title: str
    roles: tuple[str, ...]
    try_this: str
    first: bool = False

    @property
    def name(self) -> str:
        return f"{self.person}{INVENTED}"

    @property
    def email(self) -> str:
        return f"{self.username}@{DOMAIN}"

    def grants(self) -> list[tuple[str, str]]:
        """Role and unit code of each grant."""
        return [(role, unit or self.unit) for role, _at, unit in (entry.partition("@") for entry in self.roles)]


def _street(username: str, person: str, code: str, try_this: str) -> Account:
    return Account(username, person, street_union(code), "专职工会干事", ("street_cadre",), try_this)


def _liaison(username: str, person: str, unit: str, title: str, try_this: str, *, first: bool = False) -> Account:
    return Account(username, person, unit, title, ("liaison",), try_this, first)


TOP = "ZGH"
UNION_STAFF = (
    Account("wang.zhuxi", "王启明", TOP, "主席", ("union_leader",), "审定议题、签发纪要，收群体性诉求提醒", True),
    Account("xu.fuzhuxi", "许文澜", TOP, "常务副主席", ("union_leader", "final_reviewer"), "审定议题和议程，稿件终审"),
    Account(
        "lin.bangong", "林晓岚", "ZGH-BGS", "主任", (f"office_clerk@{TOP}",), "编排议程、送审、开会、起草纪要", True
    ),
    Account("zheng.bangong", "郑一帆", "ZGH-BGS", "一级科员", (f"office_clerk@{TOP}",), "初筛议题、征求意见、催办"),
    Account(
        "chen.quanyi", "陈思远", "ZGH-QYB", "部长", (f"rights_clerk@{TOP}",), "登记、受理、派单，归并诉求提请上会", True
    ),
    Account(
        "su.quanyi",
        "苏雨桐",
        "ZGH-QYB",
        "一级科员",
        (f"rights_clerk@{TOP}", "rights_clerk"),
        "审核办理结果，重开不满意的诉求",
    ),
    Account("qiu.nvgong", "邱静姝", "ZGH-NGB", "部长", ("liaison",), "办理派到女职工部的诉求"),
    Account(
        "wu.zuzhi",
        "吴海宁",
        "ZGH-ZZB",
        "四级主任科员",
        (f"organisation_clerk@{TOP}",),
        "审核入会申请，看会员台账",
        True,
    ),
    Account(
        "deng.zuzhi", "邓星野", "ZGH-ZZB", "组织员", (f"organisation_clerk@{TOP}",), "代职工填报入会申请，分配工会"
    ),
    Account(
        "cai.fuwu",
        "蔡清源",
        "ZGH-FWZX",
        "副主任",
        (f"service_clerk@{TOP}", "service_clerk"),
        "回访职工，登记满意度",
        True,
    ),
    Account("hong.fuwu", "洪秋实", "ZGH-FWZX", "窗口专员", (f"service_clerk@{TOP}",), "窗口登记来访诉求"),
    Account("huang.xuanjiao", "黄芷若", "ZGH-XJB", "编辑", (f"editor@{TOP}",), "由纪要起草新闻稿，粘贴整理旧稿", True),
    Account("zhuang.xuanjiao", "庄书语", "ZGH-XJB", "副部长", (f"first_reviewer@{TOP}",), "稿件初审"),
    Account("lyu.xuanjiao", "吕望舒", "ZGH-XJB", "部长", (f"second_reviewer@{TOP}",), "稿件复审"),
)

STREET_CADRES = (
    _street("ding.donghu", "丁若谷", "DH", "办理东湖街道的诉求，填报入会申请"),
    _street("guo.quanxiu", "郭安澜", "QX", "只看得到泉秀街道的诉求和会员"),
    _street("shi.fengze", "施云舒", "FZ", "审核基层报来的入会申请"),
    _street("ke.donghai", "柯海平", "DHA", "签收派到东海街道的诉求"),
    _street("yan.beifeng", "颜其琛", "BF", "提出街道的议题"),
)

GRASSROOTS = (
    Account("lai.kuaidi", "赖成舟", "GH-001", "工会主席", ("grassroots_cadre",), "审核本工会的入会申请，上报职工诉求"),
    Account("zeng.dianzi", "曾令仪", "GH-002", "工会副主席", ("grassroots_cadre",), "只看得到本企业的会员"),
    Account("he.jianzhu", "何砚青", "GH-003", "工会干事", ("grassroots_cadre",), "代职工填报入会申请"),
)

GOVERNMENT = (
    Account("tang.zhengfu", "汤明远", "QZFB", "主任", ("gov_office_liaison",), "代表区政府办会商议题、审定议程", True),
    Account("du.ducha", "杜若衡", "QZFB", "督查员", ("supervisor",), "交办、审核、销号督办事项", True),
    Account("fang.quzhang", "方正行", "QZF", "区长", ("reviewing_official",), "用手机逐项审阅下次会议议程", True),
    Account("xie.quzhang", "谢云帆", "QZF", "副区长", ("reviewing_official",), "看已审阅的议程和退回意见"),
    _liaison("gong.zhujian", "龚明轩", "ZJJ", "建管科科长", "签收诉求，办理督办事项", first=True),
    _liaison("ye.renshe", "叶佳宁", "RSJ", "劳动监察科科长", "办理派到人社局的诉求和督办事项"),
    _liaison("cheng.jiaoyu", "程安之", "JYJ", "基教科副科长", "签收诉求，答复征求意见"),
    _liaison("lu.chengguan", "卢一鸣", "CGJ", "办公室副主任", "看逾期的督办事项"),
    _liaison("jian.caizheng", "简若溪", "CZJ", "社保科科员", "答复征求意见"),
    _liaison("peng.gongxin", "彭越", "GXSW", "商贸科科长", "办理服务站点议定事项"),
    _liaison("han.weijian", "韩知远", "WJJ", "基层科科员", "答复征求意见"),
)

OTHERS = (
    Account(
        "admin.system", "江以宁", TOP, "系统管理员", ("system_admin",), "系统管理：单位、日历、时限、发送失败的通知"
    ),
    Account("admin.security", "俞承安", TOP, "安全管理员", ("security_admin",), "系统管理：开设账号、授予角色"),
    Account("admin.audit", "沈鉴之", TOP, "审计管理员", ("audit_admin",), "系统管理：查阅审计日志"),
    Account("tong.ji", "童数言", "ZGH-BGS", "统计员", (f"statistics_reader@{TOP}",), "没有个案权限的人看到什么"),
)

ACCOUNTS = (*UNION_STAFF, *GOVERNMENT, *STREET_CADRES, *GRASSROOTS, *OTHERS)
