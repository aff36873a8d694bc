"""What the meeting is at, for those in the room."""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from foundation.core import clock
from foundation.core.http import keep_awake, polls, reads, signed_in
from foundation.core.partials import render
from meetings.models import AgendaItem, Meeting
from meetings.rights import Right
from meetings.states.meeting import MeetingState
from meetings.views.course import Stage, course, current, item_clock
from meetings.views.meetings import visible_meeting

RUNNING = (MeetingState.NOTIFIED, MeetingState.IN_SESSION)
"""The page goes on asking: the meeting is about to begin or is being held."""


@polls
@reads
@signed_in
def live(request: HttpRequest, reference: str) -> HttpResponse:
    """The item in hand, its clock, decisions as they are recorded: asked every three seconds, 304 while nothing changed.

    Whoever does not see the whole agenda sees the items that involve him, without numbers and times.
    """
    meeting = visible_meeting(request, reference)
    if meeting.state == MeetingState.IN_SESSION:
        keep_awake(request)
    stages = course(AgendaItem.objects.visible_to(request.user), meeting)
    etag = _etag(request, meeting, stages)
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
    else:
        response = render(request, "meetings/live.html", _context(request, meeting, stages, etag), fragment="live")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _context(request: HttpRequest, meeting: Meeting, stages: list[Stage], etag: str) -> dict[str, Any]:
    now = current(stages)
    user: Any = request.user
    return {
        "meeting": meeting,
        "stages": stages,
        "current": now,
        "clock": item_clock(now),
        "now": clock.now(),
        "etag_json": json.dumps({"If-None-Match": etag}),
        "running": meeting.state in RUNNING,
        "whole": user.holds(Right.READ_ALL),
        "decided": sum(len(stage.decisions) for stage in stages),
    }


def _etag(request: HttpRequest, meeting: Meeting, stages: list[Stage]) -> str:
    """Over all that is shown, the minute on the clock included: the page tells its age by it."""
    minute = int(clock.now().timestamp() // 60) if meeting.state in RUNNING else 0
    seen = (meeting.version, meeting.state, minute, [stage.stamp for stage in stages], request.headers.get("HX-Target"))
    return '"' + hashlib.sha256(repr(seen).encode()).hexdigest()[:32] + '"'
