"""Code lists of D§3.4, D§3.5 and D§4.4."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnionKind(models.TextChoices):
    SINGLE = "single", _("基层工会委员会")
    JOINT = "joint", _("联合基层工会")
    BRANCH = "branch", _("工会分会")
    GOVERNMENT = "government", _("机关工会")
    INSTITUTION = "institution", _("事业单位工会")
    INDUSTRY = "industry", _("行业工会联合会")
    AREA = "area", _("区域工会联合会")
    STREET = "street", _("街道总工会")
    VILLAGE = "village", _("村（社区）工会")


class Industry(models.TextChoices):
    """GB/T 4754 divisions, those met in the district."""

    MANUFACTURING = "C", _("制造业")
    CONSTRUCTION = "E", _("建筑业")
    WHOLESALE = "F", _("批发和零售业")
    TRANSPORT = "G", _("交通运输、仓储和邮政业")
    HOTELS = "H", _("住宿和餐饮业")
    INFORMATION = "I", _("信息传输、软件和信息技术服务业")
    REAL_ESTATE = "K", _("房地产业")
    LEASING = "L", _("租赁和商务服务业")
    RESIDENT = "O", _("居民服务、修理和其他服务业")
    EDUCATION = "P", _("教育")
    HEALTH = "Q", _("卫生和社会工作")
    CULTURE = "R", _("文化、体育和娱乐业")
    PUBLIC = "S", _("公共管理、社会保障和社会组织")
    OTHER = "Z", _("其他")


class WorkerGroup(models.TextChoices):
    """Employment situation or group of the applicant (fifth required field, D§4.1).

    The eight groups of 2018 and the four key groups of 2021 overlap and differ: see `EIGHT_GROUPS`, `KEY_GROUPS`.
    """

    EMPLOYED = "employed", _("在岗职工")
    RURAL = "rural", _("农民工")
    FLEXIBLE = "flexible", _("灵活就业人员")
    TRUCK = "truck", _("货车司机")
    RIDE_HAILING = "ride_hailing", _("网约车司机")
    COURIER = "courier", _("快递员")
    DELIVERY = "delivery", _("网约送餐员（外卖配送员）")
    CARE = "care", _("护工护理员")
    DOMESTIC = "domestic", _("家政服务员")
    SHOP = "shop", _("商场信息员")
    AGENT = "agent", _("房产中介员")
    GUARD = "guard", _("保安员")


EIGHT_GROUPS = frozenset(
    {
        WorkerGroup.TRUCK,
        WorkerGroup.COURIER,
        WorkerGroup.CARE,
        WorkerGroup.DOMESTIC,
        WorkerGroup.SHOP,
        WorkerGroup.DELIVERY,
        WorkerGroup.AGENT,
        WorkerGroup.GUARD,
    }
)
KEY_GROUPS = frozenset({WorkerGroup.TRUCK, WorkerGroup.RIDE_HAILING, WorkerGroup.COURIER, WorkerGroup.DELIVERY})
