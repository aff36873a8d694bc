"""The timeline as the page draws it: each event with its icon, tone and files."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef

from concerns.models import Concern, ConcernAttachment, ConcernEvent
from foundation.core.nested import nested, remember, unnest

_FACES = {
    "register": ("care", ""),
    "triage": ("check", ""),
    "dispatch": ("handoff", ""),
    "reassign": ("handoff", ""),
    "accept": ("check", ""),
    "report_progress": ("edit", "act"),
    "report": ("send", "act"),
    "review_report": ("stamp", "act"),
    "return_order": ("return", "bad"),
    "shelve": ("pause", "warn"),
    "resume": ("play", ""),
    "attach": ("clip", ""),
    "group_into_cluster": ("link", ""),
    "remove_from_cluster": ("link", ""),
    "merge": ("link", ""),
    "raise": ("escalate", "plum"),
    "resume_after_withdrawal": ("return", ""),
    "receive_decision": ("meeting", "plum"),
    "open_callback": ("phone", ""),
    "call_back": ("phone", "ok"),
    "close": ("ok", "ok"),
    "reopen": ("refresh", "warn"),
    "answer": ("msg", "ok"),
    "refer_out": ("arrow-r", ""),
    "reject": ("x", ""),
    "withdraw": ("minus", ""),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: `minor` ones carry no words of their own and are drawn small."""

    event: ConcernEvent
    icon: str
    tone: str
    minor: bool
    files: list[Any]


def told(concern: Concern) -> list[Line]:
    """Newest first; one query, whatever the length, which policies that ask for events use as well."""
    proof = ConcernAttachment.objects.filter(event=OuterRef("pk")).order_by("pk")
    events = list(
        concern.events.select_related("unit").annotate(proof=nested(proof, attachment=("key", "name", "size")))
    )
    for event in events:
        unnest(event, "files", event.proof)
    remember(concern, "events", events)
    return [_line(event) for event in events]


def _line(event: ConcernEvent) -> Line:
    icon, tone = _FACES.get(event.verb, ("info", ""))
    files = list(event.files.all())
    return Line(event, icon, tone, minor=not (tone or event.text or files), files=files)
