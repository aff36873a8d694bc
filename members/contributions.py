"""What the members app tells the rest of the portal about itself."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "application.filed": _("填报入会申请"),
    "application.submitted": _("提交入会申请"),
    "application.placed": _("分配工会"),
    "application.taken_up": _("开始审核"),
    "application.returned": _("退回补正"),
    "application.refused": _("不予通过"),
    "application.approved": _("批准入会"),
    "application.marked_duplicate": _("标为重复申请"),
    "application.withdrawn": _("撤回入会申请"),
    "membership.joined": _("建立会籍"),
    "membership.entered": _("按原名册登记会籍"),
    "employer.added": _("登记用人单位"),
    "union.added": _("登记工会"),
    "person.added": _("登记职工"),
    "person.viewed": _("查看职工信息"),
    "person.revealed": _("查看受保护信息"),
}
"""How events of the audit log are called."""
