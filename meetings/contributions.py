"""What the joint meeting shows elsewhere: 提请上会 on a cluster of concerns, search, names of audit events."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concerns.models import Cluster
from concerns.states import ClusterState
from foundation.core.policies import Refused
from foundation.core.workflow import Offer
from foundation.search.searchable import Searchable
from meetings.models import ActionItem, Decision, Meeting, Minutes, Opinion, Topic
from meetings.policies.topics import refuse_raising
from meetings.rights import Right
from meetings.states.meeting import MeetingState
from meetings.states.topic import TopicState


def offers(user: Any, records: Sequence[models.Model]) -> dict[Any, list[Offer]]:
    """提请上会 on clusters that gather; greyed with its reason. One query however many clusters."""
    clusters = [record for record in records if isinstance(record, Cluster) and record.state == ClusterState.GATHERING]
    if not clusters:
        return {}
    taken = set(Topic.objects.open().filter(cluster__in=clusters).values_list("cluster", flat=True))
    found = {}
    for cluster in clusters:
        refusal = None
        try:
            refuse_raising(user, taken=cluster.pk in taken)
        except Refused as refused:
            refusal = str(refused)
        url = reverse("meetings:raise_topic", args=[cluster.reference])
        found[cluster.pk] = [Offer("raise_topic", str(_("提请上会")), url, "primary", "meeting", refusal)]
    return found


SEARCHABLE = [
    Searchable(
        Topic,
        _("议题"),
        icon="file",
        title=attrgetter("title"),
        dated_at=attrgetter("created_at"),
        text=lambda topic: f"{topic.background}\n{topic.data}\n{topic.asked_decision}\n{topic.legal_basis}",
        listed=lambda topic: topic.state != TopicState.WITHDRAWN,
    ),
    Searchable(
        Meeting,
        _("联席会议"),
        icon="meeting",
        title=attrgetter("title"),
        dated_at=attrgetter("starts_at"),
        text=attrgetter("room"),
        numbers=lambda meeting: (meeting.ordinal_text,),
    ),
    Searchable(
        Decision,
        _("议定事项"),
        icon="stamp",
        title=lambda decision: decision.text[:60],
        text=attrgetter("text"),
        dated_at=attrgetter("decided_at"),
        listed=lambda decision: decision.meeting.state != MeetingState.IN_SESSION,
        related=("meeting",),
    ),
    Searchable(
        Minutes,
        _("会议纪要"),
        icon="file",
        title=attrgetter("title"),
        dated_at=attrgetter("signed_at"),
        text=lambda minutes: "\n".join([minutes.opening, *(section.text for section in minutes.sections.all())]),
        numbers=lambda minutes: (minutes.number.text,),
        listed=lambda minutes: minutes.number is not None,
        related=("meeting", "number"),
        lists=("sections",),
    ),
]

EVENTS = {
    "topic.drafted": _("起草议题"),
    "topic.raised": _("由诉求提请上会"),
    "topic.edited": _("修改议题"),
    "topic.submitted": _("提交议题"),
    "topic.accepted": _("初筛受理"),
    "topic.returned": _("退回修改"),
    "topic.redirected": _("转办，不列入会议"),
    "topic.merged": _("并案"),
    "topic.consolidated": _("汇总意见"),
    "topic.presented": _("报两家审定"),
    "topic.cleared": _("审定同意"),
    "topic.refused": _("审定退回"),
    "topic.reopened": _("改动后重新审定"),
    "topic.deferred": _("缓议"),
    "topic.resumed": _("恢复审定"),
    "topic.scheduled": _("列入会议"),
    "topic.withdrawn": _("撤回议题"),
    "topic.carried_over": _("转入下次会议"),
    "topic.archived": _("归档"),
    "paper.attached": _("上传材料"),
    "paper.removed": _("撤下材料"),
    "opinion.asked": _("征求意见"),
    "opinion.answered": _("答复意见"),
    "opinion.reasked": _("请按现稿确认"),
    "opinion.adopted": _("登记采纳情况"),
    "opinion.urged": _("催办"),
    "opinion.overdue": _("逾期未反馈"),
    "meeting.prepared": _("筹备会议"),
    "meeting.edited": _("修改会议"),
    "agenda.built": _("生成第1项议程"),
    "agenda.sent": _("议程送审"),
    "agenda.recalled": _("收回议程"),
    "agenda.cleared": _("审定议程"),
    "agenda.refused": _("退回议程"),
    "agenda.frozen": _("议程定稿"),
    "agenda.unfrozen": _("解除定稿"),
    "item.added": _("添加议程项"),
    "item.edited": _("修改议程项"),
    "item.moved": _("调整次序"),
    "item.removed": _("移出议程"),
    "item.reviewed": _("审阅议程项"),
    "item.reopened": _("改动后重新审阅"),
    "invitation.added": _("邀请参会"),
    "invitation.removed": _("取消邀请"),
    "invitation.replied": _("填写回执"),
    "invitation.arrived": _("签到"),
    "invitation.absent": _("改为未到"),
    "meeting.notified": _("发会议通知"),
    "meeting.opened": _("开会"),
    "item.started": _("开始审议"),
    "item.resulted": _("登记审议结果"),
    "decision.recorded": _("登记议定事项"),
    "meeting.ended": _("结束会议"),
    "meeting.rescheduled": _("延期"),
    "meeting.resumed": _("恢复筹备"),
    "meeting.cancelled": _("取消会议"),
    "meeting.concluded": _("议定事项全部办结"),
    "meeting.archived": _("归档"),
    "minutes.drafted": _("起草纪要"),
    "minutes.edited": _("修改纪要"),
    "minutes.sent": _("纪要送会签"),
    "minutes.countersigned": _("会签纪要"),
    "minutes.returned": _("退回纪要"),
    "minutes.signed": _("签发纪要"),
    "minutes.issued": _("印发纪要"),
    "action.registered": _("登记督办事项"),
    "action.dispatched": _("交办"),
    "action.accepted": _("签收"),
    "action.return_requested": _("申请退回"),
    "action.progressed": _("登记进展"),
    "action.extension_requested": _("申请延期"),
    "action.extension_granted": _("答复延期申请"),
    "action.reported": _("反馈办结"),
    "action.sent_back": _("退回补办"),
    "action.done": _("认可办结"),
    "action.closed": _("销号"),
    "action.made_long_term": _("转为长期推进"),
    "action.shelved": _("挂账"),
    "action.resumed": _("恢复办理"),
    "action.terminated": _("终止"),
    "report.compiled": _("汇编工作通报"),
    "report.explained": _("填写说明和意见"),
    "report.issued": _("工作通报定稿"),
}


def deadline_keepers(records: Sequence[models.Model]) -> set[tuple[int, str]]:
    """Units asked for an opinion or leading an action item, each with the right of its people who are told."""
    asked = {(record.unit_id, Right.ANSWER.value) for record in records if isinstance(record, Opinion)}
    return asked | {(record.lead_unit_id, Right.ACT.value) for record in records if isinstance(record, ActionItem)}
