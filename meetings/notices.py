"""What people are told about topics, opinions and agendas (event matrix D§7.5).

Each notice says when it has lost its point; a reader who may no longer see the record is not told (outbox).
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.outbox.notice import Notice
from meetings import ical
from meetings.models import Meeting, Opinion, Topic
from meetings.policies.minutes import open_countersignature
from meetings.states.meeting import MeetingState
from meetings.states.minutes import MinutesState
from meetings.states.opinion import OpinionState
from meetings.states.topic import TopicState


def _topic_in(*states: str) -> Any:
    def due(record: Topic, user: Any) -> bool:
        return record.state in states

    return due


def _still_asked(record: Opinion, user: Any) -> bool:
    return record.state == OpinionState.ASKED


def _still_reviewing(record: Meeting, user: Any) -> bool:
    """The agenda is out for review and something of it waits for this official."""
    if record.state != MeetingState.AGENDA_REVIEW or record.agenda_frozen_at is not None:
        return False
    return any(
        review.item_hash != review.item.item_hash
        for review in user.reviews.filter(item__meeting=record).select_related("item")
    )


TOPIC_SUBMITTED = Notice(
    "topic.submitted",
    _("有议题待初筛"),
    channels=("inbox",),
    still_due=_topic_in(TopicState.SUBMITTED),
    icon="meeting",
    do=_("去初筛"),
)
TOPIC_RETURNED = Notice(
    "topic.returned",
    _("议题被退回"),
    still_due=_topic_in(TopicState.RETURNED),
    tone="bad",
    icon="return",
    do=_("去修改"),
)
TOPIC_REDIRECTED = Notice("topic.redirected", _("议题转办，不列入会议"), tone="mute", icon="handoff", do=_("查看议题"))
TOPIC_MERGED = Notice("topic.merged", _("议题已并案"), tone="mute", icon="link", do=_("查看议题"))
TOPIC_DEFERRED = Notice("topic.deferred", _("议题缓议"), tone="mute", icon="pause", do=_("查看议题"))
TOPIC_PRESENTED = Notice(
    "topic.presented",
    _("有议题待工会审定"),
    still_due=_topic_in(TopicState.LEADER_REVIEW),
    icon="stamp",
    do=_("去审定"),
)
TOPIC_CLEARED_BY_UNION = Notice(
    "topic.cleared_by_union",
    _("有议题待区政府办审定"),
    still_due=_topic_in(TopicState.GOV_OFFICE),
    icon="stamp",
    do=_("去审定"),
)
TOPIC_CLEARED = Notice("topic.cleared", _("议题审定通过"), tone="ok", icon="check", do=_("查看议题"))
TOPIC_REOPENED = Notice(
    "topic.reopened",
    _("议题改动后须重新审定"),
    still_due=_topic_in(TopicState.LEADER_REVIEW),
    tone="warn",
    icon="refresh",
    do=_("看改动"),
)
TOPIC_SCHEDULED = Notice(
    "topic.scheduled", _("议题已列入会议"), channels=("inbox",), tone="plum", icon="cal", do=_("查看议题")
)
OPINION_ASKED = Notice("opinion.asked", _("征求意见"), still_due=_still_asked, icon="msg", do=_("去答复"))
OPINION_REASKED = Notice(
    "opinion.reasked", _("请按现稿确认意见"), still_due=_still_asked, tone="warn", icon="refresh", do=_("去确认")
)
OPINION_URGED = Notice(
    "opinion.urged", _("催办：征求意见"), still_due=_still_asked, tone="warn", icon="clock", do=_("去答复")
)
OPINION_OVERDUE = Notice(
    "opinion.overdue", _("征求意见逾期未反馈"), still_due=_still_asked, tone="bad", icon="alert", do=_("查看意见")
)
OPINION_ANSWERED = Notice(
    "opinion.answered", _("部门已答复意见"), channels=("inbox",), tone="ok", icon="msg", do=_("查看意见")
)
OPINION_ADOPTED = Notice("opinion.adopted", _("意见采纳情况"), channels=("inbox",), icon="check", do=_("查看意见"))
AGENDA_SENT = Notice("agenda.sent", _("请审阅会议议程"), still_due=_still_reviewing, icon="meeting", do=_("去审阅"))
AGENDA_REOPENED = Notice(
    "agenda.reopened",
    _("议程改动，请重新审阅"),
    still_due=_still_reviewing,
    tone="warn",
    icon="refresh",
    do=_("去审阅"),
)
AGENDA_REVIEWED = Notice("agenda.reviewed", _("领导审阅意见"), channels=("inbox",), icon="check", do=_("查看会议"))
AGENDA_CLEARED = Notice(
    "agenda.cleared", _("议程审定情况"), channels=("inbox",), tone="ok", icon="stamp", do=_("查看会议")
)


def _action_in(*states: str) -> Any:
    def due(record: Any, user: Any) -> bool:
        return record.state in states

    return due


def _calendar_part(method: str) -> Any:
    def attachments(record: Any, user: Any) -> list[tuple[str, str, bytes]]:
        return [("invite.ics", f"text/calendar; method={method}; charset=utf-8", ical.calendar_for(record, method))]

    return attachments


def _still_called(record: Any, user: Any) -> bool:
    """`record` is a seat: the meeting is still to take place at the time told."""
    return record.meeting.state == MeetingState.NOTIFIED


def _still_to_countersign(record: Any, user: Any) -> bool:
    """One of the user's units has not signed the minutes yet."""
    return record.state == MinutesState.COUNTERSIGNING and open_countersignature(user, record) is not None


def _minutes_in(*states: str) -> Any:
    def due(record: Any, user: Any) -> bool:
        return record.state in states

    return due


MEETING_NOTIFIED = Notice(
    "meeting.notified",
    _("会议通知"),
    still_due=_still_called,
    tone="plum",
    icon="meeting",
    do=_("填写回执"),
    attachments=_calendar_part("REQUEST"),
)
MEETING_CANCELLED = Notice(
    "meeting.cancelled",
    _("会议延期或取消"),
    tone="warn",
    icon="cal",
    do=_("查看会议"),
    attachments=_calendar_part("CANCEL"),
)
MINUTES_TO_COUNTERSIGN = Notice(
    "minutes.countersigning", _("纪要待会签"), still_due=_still_to_countersign, icon="stamp", do=_("去会签")
)
MINUTES_TO_SIGN = Notice(
    "minutes.signing", _("纪要待签发"), still_due=_minutes_in(MinutesState.SIGNING), icon="stamp", do=_("去签发")
)
MINUTES_RETURNED = Notice(
    "minutes.returned",
    _("纪要退回修改"),
    still_due=_minutes_in(MinutesState.DRAFTING),
    tone="bad",
    icon="return",
    do=_("去修改"),
)
MINUTES_ISSUED = Notice(
    "minutes.issued", _("会议纪要已印发"), channels=("inbox",), tone="ok", icon="file", do=_("查看纪要")
)
ACTION_DISPATCHED = Notice(
    "action.dispatched",
    _("督办事项交办"),
    still_due=_action_in("dispatched"),
    tone="plum",
    icon="track",
    do=_("去签收"),
)
ACTION_RETURNED = Notice("action.return_requested", _("督办事项申请退回"), tone="warn", icon="return", do=_("去处理"))
ACTION_EXTENSION = Notice(
    "action.extension_requested", _("督办事项申请延期"), tone="warn", icon="clock", do=_("去审批")
)
ACTION_EXTENSION_DECIDED = Notice(
    "action.extension_decided", _("延期申请已答复"), channels=("inbox",), icon="clock", do=_("查看事项")
)
ACTION_REPORTED = Notice(
    "action.reported", _("督办事项已反馈，待审核"), still_due=_action_in("reported"), icon="track", do=_("去审核")
)
ACTION_SENT_BACK = Notice("action.sent_back", _("督办事项退回补办"), tone="bad", icon="return", do=_("去补办"))
ACTION_CLOSED = Notice(
    "action.closed", _("督办事项已销号"), channels=("inbox",), tone="ok", icon="check", do=_("查看事项")
)
