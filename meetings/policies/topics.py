"""Topics: filing, screening, consulting, presenting, withdrawing."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.policies import Refused
from foundation.orgs.models import Unit
from meetings.enums.topic import WORDS_NEEDED
from meetings.models import Meeting, Topic
from meetings.rights import Right
from meetings.states.meeting import BEFORE_NOTICE, MeetingState
from meetings.states.opinion import OpinionState
from meetings.states.topic import BEING_WRITTEN, CLEARED, EDITABLE, TopicState


def check_can_draft(user: Any) -> None:
    if not user.holds(Right.FILE):
        raise Refused(_("报送议题由各级工会经办和区政府办联络员办理，您没有这项权限。"))


def check_can_raise(user: Any, cluster: Any) -> None:
    """Only who keeps the clusters raises one, and only once."""
    refuse_raising(user, taken=Topic.objects.open().filter(cluster=cluster).exists())


def refuse_raising(user: Any, *, taken: bool) -> None:
    """The rule itself; `taken`: the cluster is in an open topic already."""
    if not user.holds(Right.RAISE):
        raise Refused(_("提请上会由区总工会权益保障部办理。"))
    if taken:
        raise Refused(_("这组诉求已经提请上会，议题尚未办结。"))


def check_can_edit(user: Any, topic: Topic) -> None:
    """A draft belongs to its unit; from submission on the office edits too. A frozen agenda closes its topics."""
    if topic.state not in EDITABLE:
        raise Refused(_("议题%(state)s，文稿不能再改。") % {"state": topic.get_state_display()})
    if topic.state == TopicState.DRAFT or not user.holds(Right.SCREEN):
        if not user.holds(Right.FILE, unit=topic.unit):
            raise Refused(_("议题由提出单位和区总工会办公室修改。"))
        if topic.state not in BEING_WRITTEN:
            raise Refused(_("议题已经提交，要改动请联系区总工会办公室。"))
    if topic.meeting is not None and topic.meeting.agenda_frozen_at is not None:
        raise Refused(_("所在会议的议程已经定稿，先解除定稿才能改动议题。"))


def check_can_submit(user: Any, topic: Topic) -> None:
    if not user.holds(Right.FILE, unit=topic.unit):
        raise Refused(_("议题由提出单位提交。"))
    if topic.lead_unit_id is None:
        raise Refused(_("还没有填写拟主办单位，填好才能提交。"))


def check_can_screen(user: Any, topic: Topic) -> None:
    if not user.holds(Right.SCREEN):
        raise Refused(_("初筛由区总工会办公室办理。"))


def check_can_return(user: Any, topic: Topic) -> None:
    """The office before clearing; each host while it is its turn."""
    right = {TopicState.LEADER_REVIEW: Right.CLEAR_UNION, TopicState.GOV_OFFICE: Right.CLEAR_GOVERNMENT}.get(
        TopicState(topic.state), Right.SCREEN
    )
    if not user.holds(right):
        raise Refused(_("当前环节的退回由%(host)s办理。") % {"host": _turn(topic)})


def check_can_consult(user: Any, topic: Topic) -> None:
    if not user.holds(Right.SCREEN):
        raise Refused(_("征求部门意见由区总工会办公室办理。"))


def check_can_consolidate(user: Any, topic: Topic) -> None:
    """After the last answer or the last deadline; silence is counted as overdue. Substantive opinions are dealt with."""
    if not user.holds(Right.SCREEN):
        raise Refused(_("意见汇总由区总工会办公室办理。"))
    now = clock.now()
    opinions = list(topic.opinions.current().select_related("unit"))
    waiting = [o for o in opinions if o.state == OpinionState.ASKED and not o.is_overdue(now)]
    if waiting:
        raise Refused(
            _("还有%(n)d个单位在期限内未答复（%(units)s），答复或到期后才能汇总。")
            % {"n": len(waiting), "units": "、".join(o.unit.short_name for o in waiting)}
        )
    open_ones = [o for o in opinions if o.answer in WORDS_NEEDED and not o.adoption]
    if open_ones:
        raise Refused(
            _("%(units)s的意见还没有登记采纳情况。") % {"units": "、".join(o.unit.short_name for o in open_ones)}
        )


def check_can_present(user: Any, topic: Topic) -> None:
    if not user.holds(Right.SCREEN):
        raise Refused(_("报审由区总工会办公室办理。"))


def check_can_clear_for_union(user: Any, topic: Topic) -> None:
    if not user.holds(Right.CLEAR_UNION):
        raise Refused(_("工会一方由区总工会分管领导审定。"))


def check_can_clear_for_government(user: Any, topic: Topic) -> None:
    if not user.holds(Right.CLEAR_GOVERNMENT):
        raise Refused(_("政府一方由区政府办审定。"))


def check_can_defer(user: Any, topic: Topic) -> None:
    if not (user.holds(Right.SCREEN) or user.holds(Right.CLEAR_UNION) or user.holds(Right.CLEAR_GOVERNMENT)):
        raise Refused(_("缓议由两家主办单位决定。"))
    check_not_on_agenda(topic)


def check_can_schedule(user: Any, topic: Topic) -> None:
    if not user.holds(Right.PREPARE):
        raise Refused(_("列入议程由区总工会办公室办理。"))


def check_meeting_takes_topics(meeting: Meeting) -> None:
    """While its agenda is open; afterwards nothing is added quietly."""
    if meeting.state not in BEFORE_NOTICE:
        raise Refused(_("会议%(state)s，不能再改议程。") % {"state": meeting.get_state_display()})
    if meeting.agenda_frozen_at is not None:
        raise Refused(_("议程已经定稿，先解除定稿才能改动。"))


def check_can_unschedule(user: Any, topic: Topic) -> None:
    check_can_schedule(user, topic)
    if topic.meeting is not None and topic.meeting.state != MeetingState.CANCELLED:
        check_meeting_takes_topics(topic.meeting)


def check_can_withdraw(user: Any, topic: Topic) -> None:
    if not (user.holds(Right.FILE, unit=topic.unit) or user.holds(Right.SCREEN)):
        raise Refused(_("撤回由提出单位或区总工会办公室办理。"))
    check_not_on_agenda(topic)


def check_not_on_agenda(topic: Topic) -> None:
    if topic.meeting_id is not None or topic.state in CLEARED[1:]:
        raise Refused(_("议题已列入会议议程，先从议程中移出。"))


def check_by_session(user: Any, topic: Topic) -> None:
    """What happens to a topic in and after the meeting is done by the clerks of the meeting."""
    if not user.holds(Right.PREPARE):
        raise Refused(_("会上和会后的办理由区总工会办公室登记。"))


def filing_unit(user: Any) -> Unit:
    """The unit a topic of this user's is filed for: his own, else the first where he may file."""
    if user.holds(Right.FILE, unit=user.unit):
        return user.unit
    unit = Unit.objects.within(user.paths(Right.FILE)).first()
    if unit is None:
        raise Refused(_("报送议题由各级工会经办和区政府办联络员办理，您没有这项权限。"))
    return unit


def _turn(topic: Topic) -> str:
    if topic.state == TopicState.LEADER_REVIEW:
        return _("区总工会分管领导")
    return _("区政府办") if topic.state == TopicState.GOV_OFFICE else _("区总工会办公室")
