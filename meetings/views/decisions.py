"""One thing decided, and what came before and after it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from foundation.core.http import allow, reads
from foundation.core.partials import render
from meetings.models import ActionItem, Decision, Meeting, Minutes, Topic
from meetings.rights import READERS


@reads
@allow(*READERS)
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """What was decided where, by which minutes, and how far its action item is. Links only to what the viewer sees."""
    rows = Decision.objects.visible_to(request.user).select_related("meeting", "item", "lead_unit", "decided_by")
    row = get_object_or_404(rows, reference=reference)
    user = request.user
    context = {
        "decision": row,
        "meeting": Meeting.objects.visible_to(user).filter(pk=row.meeting_id).first(),
        "topic": Topic.objects.visible_to(user).filter(pk=row.topic_id).first() if row.topic_id else None,
        "minutes": Minutes.objects.visible_to(user)
        .select_related("meeting", "number")
        .filter(meeting=row.meeting_id)
        .first(),
        "actions": list(
            ActionItem.objects.visible_to(user).filter(decision=row).select_related("lead_unit").order_by("pk")
        ),
    }
    return render(request, "meetings/decision.html", context)
