"""What concerns show to the rest of the portal: what can be found, and how their audit events are called."""

from collections.abc import Sequence
from operator import attrgetter

from django.db import models
from django.utils.translation import gettext_lazy as _

from concerns.models import Assignment, Cluster, Concern
from concerns.rights import Right
from foundation.search.searchable import Searchable

SEARCHABLE = [
    Searchable(
        Concern,
        _("诉求"),
        icon="care",
        title=attrgetter("title"),
        dated_at=attrgetter("registered_at"),
        text=lambda concern: f"{concern.narrative}\n{concern.employer_name}",
        related=("employer",),
    ),
    Searchable(
        Cluster,
        _("同类诉求"),
        icon="link",
        title=attrgetter("title"),
        dated_at=attrgetter("grouped_at"),
        text=attrgetter("common_cause"),
    ),
]

EVENTS = {
    "concern.registered": _("登记诉求"),
    "concern.triaged": _("受理"),
    "concern.rejected": _("不予受理"),
    "concern.answered": _("直接答复"),
    "concern.referred_out": _("转办"),
    "concern.dispatched": _("派单"),
    "concern.reassigned": _("改派"),
    "concern.accepted": _("签收"),
    "concern.returned": _("退单"),
    "concern.progressed": _("记录进展"),
    "concern.reported": _("反馈结果"),
    "concern.report_accepted": _("办理结果通过"),
    "concern.sent_back": _("办理结果退回"),
    "concern.shelved": _("挂账"),
    "concern.resumed": _("恢复办理"),
    "concern.raised": _("随议题提请上会"),
    "concern.topic_withdrawn": _("议题未上会"),
    "concern.decision_received": _("收到议定事项"),
    "concern.callback_opened": _("开启回访"),
    "concern.called_back": _("登记回访"),
    "concern.closed": _("未果办结"),
    "concern.reopened": _("重开"),
    "concern.merged": _("并案"),
    "concern.withdrawn": _("撤诉"),
    "concern.attached": _("上传附件"),
    "concern.viewed": _("查看诉求"),
    "concern.revealed": _("查看受保护信息"),
    "cluster.grouped": _("归并同类诉求"),
    "cluster.extended": _("归入诉求"),
    "cluster.reduced": _("移出诉求"),
    "cluster.dissolved": _("解散归并"),
    "cluster.raised": _("提请上会"),
    "cluster.topic_withdrawn": _("撤回议题"),
    "cluster.decided": _("接收议定事项"),
    "cluster.followed_up": _("开启逐件回访"),
    "cluster.viewed": _("查看同类诉求"),
    "category.saved": _("修改诉求类别"),
}


def deadline_keepers(records: Sequence[models.Model]) -> set[tuple[int, str]]:
    """Units that have some of `records` in hand, each with the right of its people who are told."""
    concerns = [record for record in records if isinstance(record, Concern)]
    units = Assignment.objects.current().filter(concern__in=concerns).values_list("unit", flat=True) if concerns else ()
    return {(unit, Right.HANDLE.value) for unit in units}
