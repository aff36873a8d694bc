"""Holding the meeting: who is asked, the notice, opening, results, decisions, the end."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from concerns import services as concerns
from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.actors import SystemActor
from foundation.core.policies import Refused, Stale
from foundation.orgs.models import Unit
from foundation.search import services as search
from meetings import notices
from meetings.enums.session import Reply, Result
from meetings.models import AgendaItem, Decision, Invitation, ItemResult, Meeting
from meetings.policies import session as may
from meetings.services.actions import register_action
from meetings.services.topics import archive
from meetings.states.topic import OUTCOMES, TopicState
from meetings.workflow import MEETING, TOPIC

CLERK = SystemActor("session")
"""Moves topics and meetings along with what the clerk recorded; no person decides it twice."""

OUTCOME = {
    Result.AGREED: TopicState.RESOLVED,
    Result.AGREED_IN_PRINCIPLE: TopicState.AGREED_IN_PRINCIPLE,
    Result.POSTPONED: TopicState.POSTPONED,
    Result.NOT_AGREED: TopicState.NOT_ADOPTED,
    Result.NOTED: TopicState.NOTED,
    Result.TRANSFERRED: TopicState.NOTED,
}
"""The topic's outcome follows from the result code (quality §9)."""


def _lock(meeting: Meeting, version: int | None) -> Meeting:
    row: Meeting = MEETING.lock(meeting)
    if version is not None and row.version != version:
        raise Stale
    return row


@transaction.atomic
def invite(
    *,
    meeting: Meeting,
    by: User,
    unit: Unit,
    user: User | None = None,
    name: str = "",
    post: str = "",
    part: str = "attending",
) -> Invitation:
    """Put a seat on the list: a user of the portal, or somebody by post and name. The order is that of inviting.

    A seat added after the notice went out is told at once.
    """
    row = _lock(meeting, None)
    may.check_can_invite(by, row)
    if user is None and not name:
        raise Refused(_("请选择账号，或填写姓名。"))
    seat = Invitation.objects.create(
        meeting=row,
        unit=unit,
        user=user,
        name=user.display_name if user else name,
        post=post or (user.title if user else ""),
        part=part,
        sort_order=row.invitations.count() + 1,
    )
    audit.record("invitation.added", by=by, about=seat, unit=unit, meeting=row.reference)
    if row.state == "notified" and user is not None:
        outbox.put(notices.MEETING_NOTIFIED, about=seat, to=[user], by=by, once=f"sequence-{seat.sequence}")
    return seat


@transaction.atomic
def uninvite(*, invitation: Invitation, by: User) -> None:
    """Take a seat off the list before the notice goes out."""
    row = _lock(invitation.meeting, None)
    may.check_can_invite(by, row)
    if row.state == "notified":
        raise Refused(_("会议通知已发出，不能移出名单；不能参会的请其填报请假。"))
    audit.record("invitation.removed", by=by, about=invitation, unit=invitation.unit, meeting=row.reference)
    invitation.delete()


@transaction.atomic
def notify_meeting(*, meeting: Meeting, by: User, urgent_reason: str = "", version: int | None = None) -> Meeting:
    """发会议通知: everybody on the list with an account gets the notice, by e-mail with an iCalendar REQUEST.

    Later than the house asks for (limit `notice`) it needs `urgent_reason`, which stays with the meeting. Whoever was told that the meeting is put off gets a REQUEST with a higher SEQUENCE than that CANCEL (RFC 5546).
    """
    row: Meeting = MEETING.advance(meeting, "notify", by=by, version=version, urgent_reason=urgent_reason)
    may.check_notice_in_time(row, urgent_reason)
    seats = list(row.invitations.select_for_update(of=("self",), no_key=True).select_related("user").order_by("pk"))
    for seat in seats:
        if seat.sequence:
            seat.sequence += 1
            seat.save(update_fields=["sequence"])
        if seat.user is not None:
            outbox.put(notices.MEETING_NOTIFIED, about=seat, to=[seat.user], by=by, once=f"sequence-{seat.sequence}")
    audit.record(
        "meeting.notified", by=by, about=row, unit=row.union_host, seats=len(seats), urgent=bool(urgent_reason)
    )
    return row


@transaction.atomic
def reply(
    *, invitation: Invitation, by: User, reply: str, reason: str = "", deputy: str = "", version: int | None = None
) -> Invitation:
    """回执: coming, on leave with a reason, or a deputy. May be changed until the meeting opens."""
    seat = (
        Invitation.objects.select_for_update(of=("self",), no_key=True).select_related("meeting").get(pk=invitation.pk)
    )
    if version is not None and seat.version != version:
        raise Stale
    may.check_can_reply(by, seat)
    seat.reply, seat.replied_at, seat.version = reply, clock.now(), seat.version + 1
    seat.reply_reason = reason if reply == Reply.LEAVE else ""
    seat.deputy = deputy if reply == Reply.DEPUTY else ""
    seat.save(update_fields=["reply", "replied_at", "version", "reply_reason", "deputy"])
    audit.record("invitation.replied", by=by, about=seat, unit=seat.unit, reply=reply)
    return seat


@transaction.atomic
def mark_arrival(*, invitation: Invitation, by: User, arrived: bool = True) -> Invitation:
    """签到, by the clerk: repeatable, the first time counts."""
    seat = (
        Invitation.objects.select_for_update(of=("self",), no_key=True).select_related("meeting").get(pk=invitation.pk)
    )
    may.check_in_session(by, seat.meeting)
    seat.arrived_at = (seat.arrived_at or clock.now()) if arrived else None
    seat.save(update_fields=["arrived_at"])
    audit.record("invitation.arrived" if arrived else "invitation.absent", by=by, about=seat, unit=seat.unit)
    return seat


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: User, version: int | None = None) -> Meeting:
    """开会: from now on the clerk records what is said to each item."""
    row: Meeting = MEETING.advance(meeting, "open", by=by, version=version)
    audit.record("meeting.opened", by=by, about=row, unit=row.union_host)
    return row


@transaction.atomic
def start_item(*, item: AgendaItem, by: User) -> ItemResult:
    """The meeting takes up `item`; whatever item was open before ends."""
    row = _lock(item.meeting, None)
    may.check_in_session(by, row)
    now = clock.now()
    ItemResult.objects.filter(item__meeting=row, started_at__isnull=False, ended_at=None).exclude(item=item).update(
        ended_at=now
    )
    outcome, _made = ItemResult.objects.get_or_create(item=item, defaults={"recorded_by": by})
    outcome.started_at, outcome.ended_at = outcome.started_at or now, None
    outcome.save(update_fields=["started_at", "ended_at"])
    audit.record("item.started", by=by, about=item, unit=row.union_host)
    return outcome


@transaction.atomic
def record_result(*, item: AgendaItem, by: User, result: str, note: str = "", go_on: bool = False) -> ItemResult:
    """What the meeting said to `item`. May be corrected until the meeting ends; the topic's outcome follows then.

    With `go_on` the meeting takes up the following item at once.
    """
    row = _lock(item.meeting, None)
    may.check_in_session(by, row)
    now = clock.now()
    outcome, _made = ItemResult.objects.get_or_create(item=item, defaults={"recorded_by": by})
    outcome.started_at, outcome.ended_at = outcome.started_at or now, outcome.ended_at or now
    outcome.result, outcome.note, outcome.recorded_by = result, note, by
    outcome.save(update_fields=["started_at", "ended_at", "result", "note", "recorded_by"])
    audit.record("item.resulted", by=by, about=item, unit=row.union_host, result=result)
    following = AgendaItem.objects.filter(meeting=row, position__gt=item.position).in_order().first()
    if go_on and following is not None:
        start_item(item=following, by=by)
    return outcome


@transaction.atomic
def record_decision(
    *,
    item: AgendaItem,
    by: User,
    text: str,
    makes_action: bool = True,
    lead_unit: Unit | None = None,
    due_on: dt.date | None = None,
) -> Decision:
    """One sentence of what was decided, while it is spoken. It counts once the meeting has ended.

    A decision that makes an action item names the unit and the day.
    """
    row = _lock(item.meeting, None)
    may.check_in_session(by, row)
    if makes_action and (lead_unit is None or due_on is None):
        raise Refused(_("列入督办的议定事项应写明牵头单位和完成时限。"))
    if due_on is not None and due_on <= clock.today():
        raise Refused(_("完成时限应晚于今天。"))
    number = row.decisions.count() + 1
    decision = Decision.objects.create(
        reference=f"YD-{row.reference.partition('-')[2]}-{number:02d}",
        meeting=row,
        item=item,
        topic=item.topic,
        text=text,
        makes_action=makes_action,
        lead_unit=lead_unit if makes_action else None,
        due_on=due_on if makes_action else None,
        decided_by=by,
    )
    audit.record("decision.recorded", by=by, about=decision, unit=row.union_host, item=item.reference)
    return decision


@transaction.atomic
def end_meeting(*, meeting: Meeting, by: User, version: int | None = None) -> Meeting:
    """结束会议: results become the topics' outcomes, decisions reach their concerns, action items come into being.

    After: every topic has its outcome; each decision on a cluster is an event of each of its concerns, whose clocks go
    on; each decision that makes an action is a pending action item; units involved are told.
    Refused while an item has no result.
    """
    row: Meeting = MEETING.advance(meeting, "end", by=by, version=version)
    now = clock.now()
    ItemResult.objects.filter(item__meeting=row, ended_at=None).update(ended_at=now)
    for outcome in ItemResult.objects.filter(item__meeting=row, item__topic__isnull=False).select_related(
        "item__topic"
    ):
        _conclude_topic(outcome)
    for decision in row.decisions.select_related("meeting", "topic__cluster", "lead_unit").order_by("reference"):
        _carry_out(decision, by=by)
        search.index(decision)
    audit.record("meeting.ended", by=by, about=row, unit=row.union_host, decisions=row.decisions.count())
    return row


def _conclude_topic(outcome: ItemResult) -> None:
    topic = TOPIC.advance(outcome.item.topic, "discuss", by=CLERK)
    TOPIC.advance(topic, "decide", by=CLERK, target=OUTCOME[Result(outcome.result)], state_note=outcome.note[:500])


def _carry_out(decision: Decision, *, by: User) -> None:
    if decision.makes_action:
        register_action(decision=decision, by=by)
    cluster = decision.topic.cluster if decision.topic else None
    if cluster is not None:
        concerns.receive_decision(
            cluster=cluster,
            by=by,
            decision_reference=decision.reference,
            text=decision.text,
            opens_callback=not decision.makes_action,
        )


def _stop(meeting: Meeting, verb: str, by: User, version: int | None, reason: str, notice: Any) -> Meeting:
    row: Meeting = MEETING.lock(meeting)
    told = row.state == "notified"
    row = MEETING.advance(row, verb, by=by, version=version, state_note=reason)
    if told:
        for seat in row.invitations.select_for_update(of=("self",), no_key=True).select_related("user").order_by("pk"):
            seat.sequence += 1
            seat.save(update_fields=["sequence"])
            if seat.user is not None:
                outbox.put(notice, about=seat, to=[seat.user], by=by, once=f"sequence-{seat.sequence}")
    return row


@transaction.atomic
def reschedule(*, meeting: Meeting, by: User, reason: str, version: int | None = None) -> Meeting:
    """延期: everybody told of the meeting is told that it does not take place then."""
    row = _stop(meeting, "reschedule", by, version, reason, notices.MEETING_CANCELLED)
    audit.record("meeting.rescheduled", by=by, about=row, unit=row.union_host)
    return row


@transaction.atomic
def resume_meeting(*, meeting: Meeting, by: User, version: int | None = None) -> Meeting:
    """Take up a postponed meeting again; its agenda can change and is reviewed anew. Replies to the old date are void."""
    row: Meeting = MEETING.advance(meeting, "resume", by=by, version=version, state_note="", agenda_frozen_at=None)
    row.invitations.update(reply="", reply_reason="", deputy="", replied_at=None)
    audit.record("meeting.resumed", by=by, about=row, unit=row.union_host)
    return row


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: User, reason: str, version: int | None = None) -> Meeting:
    """取消会议: its topics are cleared and in the pool again; everybody told of it is told."""
    row = _stop(meeting, "cancel", by, version, reason, notices.MEETING_CANCELLED)
    for item in row.items.filter(topic__isnull=False).select_related("topic").order_by("pk"):
        if item.topic is not None and item.topic.state == TopicState.SCHEDULED:
            TOPIC.advance(item.topic, "unschedule", by=CLERK, meeting=None)
    audit.record("meeting.cancelled", by=by, about=row, unit=row.union_host)
    return row


@transaction.atomic
def archive_meeting(*, meeting: Meeting, by: User, version: int | None = None) -> Meeting:
    """归档, once everything decided is done; its topics with it."""
    row: Meeting = MEETING.advance(meeting, "archive", by=by, version=version)
    for topic in row.topics.filter(state__in=OUTCOMES).order_by("pk"):
        archive(topic=topic, by=by)
    audit.record("meeting.archived", by=by, about=row, unit=row.union_host)
    return row
