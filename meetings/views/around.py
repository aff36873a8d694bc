"""What stands around a meeting's agenda on its page: who comes, the session, what was decided, the minutes, the report."""

from typing import Any

from meetings.enums.session import Reply
from meetings.models import Decision, Meeting
from meetings.rights import Right
from meetings.states.meeting import BEFORE_NOTICE, MeetingState


def around(user: Any, meeting: Meeting) -> dict[str, Any]:
    """Only what `user` may see (`meeting` as `with_papers` reads it): seats from the notice on, decisions and minutes through `visible_to`."""
    office = user.holds(Right.PREPARE)
    host = user.holds(Right.READ_ALL)
    seats = list(meeting.invitations.select_related("unit").order_by("part", "sort_order", "pk"))
    mine = next((seat for seat in seats if seat.user_id == user.pk), None)
    decisions = (
        Decision.objects.visible_to(user).filter(meeting=meeting).select_related("lead_unit").order_by("reference")
    )
    return {
        "seats": seats if host else [],
        "replied": sum(bool(seat.reply) for seat in seats),
        "coming": sum(seat.reply in (Reply.COMING, Reply.DEPUTY) for seat in seats),
        "mine": mine if meeting.state not in BEFORE_NOTICE else None,
        "reply_open": meeting.state == MeetingState.NOTIFIED,
        "console": office and meeting.state == MeetingState.IN_SESSION,
        "running": meeting.state == MeetingState.IN_SESSION,
        "notice": meeting.agenda_frozen_at is not None and bool(host or (mine and meeting.state not in BEFORE_NOTICE)),
        "decisions": list(decisions) if meeting.state not in (*BEFORE_NOTICE, MeetingState.NOTIFIED) else [],
        "report": meeting.report if meeting.seen_report else None,  # type: ignore[attr-defined]
        "may_report": office and meeting.state in BEFORE_NOTICE,
        "record": meeting.record if meeting.seen_record else None,  # type: ignore[attr-defined]
    }
