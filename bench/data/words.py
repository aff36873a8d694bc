"""Words of the invented district. Names are put together from parts and marked （演示）; no list of real people is used."""

import datetime as dt
import random
import uuid
from typing import Final

from foundation.core import clock
from foundation.core.validators import INVENTED

SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏付方邹熊白孟秦邱侯江尹薛闫段雷"
GIVEN: Final = "明芳伟敏静丽强磊洋艳勇军杰娟涛超霞平刚桂英华玉兰春梅海波建国志文晓红亚宁思远雨桐启澜若溪知秋清和景行素问安之衡舟越岳承言"
STREETS: Final = (
    ("DH", "东湖街道"), ("FZ", "丰泽街道"), ("QX", "泉秀街道"), ("QY", "清源街道"),
    ("HD", "华大街道"), ("CD", "城东街道"), ("DHA", "东海街道"), ("BF", "北峰街道"),
)  # fmt: skip
BUREAUS: Final = (
    ("RSJ", "人社局"), ("ZJJ", "住建局"), ("JYJ", "教育局"), ("FGJ", "发改局"), ("GXSW", "工信商务局"),
    ("MZJ", "民政局"), ("SFJ", "司法局"), ("CZJ", "财政局"), ("CGJ", "城管局"), ("WLJ", "文旅局"),
    ("WJJ", "卫健局"), ("YJJ", "应急局"), ("SJJ", "市监局"), ("XFJ", "信访局"),
)  # fmt: skip
DEPARTMENTS: Final = (
    ("BGS", "办公室"), ("ZZB", "组织部"), ("QYB", "权益保障部"), ("XJB", "宣传教育部"), ("CWB", "财务部"), ("NGB", "女职工部"),
)  # fmt: skip
PLACES: Final = (
    "刺桐",
    "洛江",
    "清源",
    "涂门",
    "聚宝",
    "法石",
    "后渚",
    "草埔",
    "浔美",
    "津淮",
    "田安",
    "坪山",
    "云鹿",
    "宝洲",
)
TRADES: Final = (
    "快递",
    "电子",
    "食品",
    "纺织",
    "建筑",
    "物流",
    "餐饮",
    "家政",
    "物业",
    "机械",
    "鞋服",
    "商贸",
    "软件",
    "医疗器械",
)

MATTERS: Final = (
    ("职工反映{month}月工资未按期足额发放", "{count}名职工反映{employer}自{month}月起未按劳动合同约定的日期发放工资，拖欠{days}天。单位答复资金周转困难，职工要求尽快支付并说明时间。"),
    ("夜班加班工资未按实际工时计算", "职工代表反映{employer}{month}月以来夜间加班按固定补贴发放，未按实际工时计算加班工资，涉及{count}人，要求核对考勤后补发。"),
    ("高温作业未发放防暑降温津贴", "{employer}露天作业班组{count}名职工反映，{month}月高温期间未发放防暑降温津贴，现场也没有饮水和遮阳设施。"),
    ("解除劳动合同经济补偿有争议", "职工反映{employer}于{month}月口头通知解除劳动合同，未出具书面证明，也未支付经济补偿，双方协商{days}天未果。"),
    ("未依法缴纳社会保险费", "{count}名职工反映{employer}自{month}月入职以来未办理社会保险登记，要求补缴并提供缴费记录。"),
    ("女职工哺乳期工间休息未落实", "{employer}女职工反映，{month}月返岗后单位未安排每日哺乳时间，班组长以产量任务为由不予准许。"),
    ("外卖配送站点无处休息和饮水", "{place}一带{count}名配送员反映站点撤并后没有休息场所，希望就近设置服务站点，提供饮水、充电和应急药品。"),
    ("因病致困申请帮扶救助", "{employer}职工反映{month}月住院治疗后家庭支出较大，收入减少，申请困难职工帮扶和医疗互助。"),
    ("工伤认定材料单位不予配合", "职工反映{month}月在{employer}车间受伤，单位{days}天未提交工伤认定申请，也不提供考勤和事故经过材料。"),
    ("职工子女入学积分材料咨询", "{place}片区{count}名务工人员咨询子女秋季入学积分材料，反映{employer}迟迟不出具就业证明。"),
)  # fmt: skip
"""Title and narrative of a concern; blanks are filled from the seed."""


def person_name(rng: random.Random) -> str:
    given = "".join(rng.sample(GIVEN, rng.choice((1, 2))))
    return f"{rng.choice(SURNAMES)}{given}{INVENTED}"


def key(rng: random.Random) -> uuid.UUID:
    """A row key from the seed."""
    return uuid.UUID(int=rng.getrandbits(128), version=4)


def working_moment(rng: random.Random, day: dt.date) -> dt.datetime:
    """A moment in office hours of `day`."""
    return dt.datetime.combine(day, dt.time(8, 30), clock.SHANGHAI) + dt.timedelta(minutes=rng.randrange(540))
