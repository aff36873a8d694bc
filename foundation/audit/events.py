"""How an audit event is called on screen."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import AuditRow
from foundation.core.contributions import modules
from foundation.outbox import notice

OWN: dict[str, str | Promise] = {
    "access.denied": _("访问被拒绝"),
    "user.added": _("开设账号"),
    "user.saved": _("修改账号"),
    "user.link_sent": _("发送设置密码链接"),
    "account.signed_in": _("登录"),
    "account.signed_out": _("退出其他设备"),
    "account.refused": _("登录未通过"),
    "account.locked": _("登录锁定"),
    "account.unlocked": _("解除登录锁定"),
    "account.disabled": _("停用久未使用的账号"),
    "account.invited": _("发出邀请"),
    "account.second_step_added": _("开启两步验证"),
    "account.second_step_removed": _("停用两步验证"),
    "account.recovery_codes_made": _("生成恢复码"),
    "account.password_set": _("设置密码"),
    "user.second_step_reset": _("重置两步验证"),
    "unit.added": _("登记单位"),
    "unit.saved": _("修改单位"),
    "grant.given": _("授予角色"),
    "grant.ended": _("收回角色"),
    "attachment.added": _("上传附件"),
    "attachment.downloaded": _("下载附件"),
    "number.issued": _("取得文号"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a record's history."""

    row: AuditRow
    label: str
    actor_name: str

    @property
    def at(self) -> Any:
        return self.row.at

    @property
    def event(self) -> str:
        return self.row.event

    @property
    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = self.row.facts
        return facts


def label(event: str) -> str:
    """The Chinese name of an event: an app's `contributions.EVENTS`, else its notice's label, else the code itself."""
    found = _labels().get(event)
    if found is None:
        declared = notice.find(event)
        found = declared.label if declared else event
    return str(found)


@lru_cache(maxsize=1)
def _labels() -> dict[str, str | Promise]:
    labels = dict(OWN)
    for module in modules("EVENTS"):
        labels |= module.EVENTS
    return labels
