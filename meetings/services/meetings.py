"""Meetings: preparing one, taking topics in."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.policies import Refused, Stale
from foundation.search import services as search
from meetings import notices
from meetings.enums.agenda import ItemKind, Section
from meetings.models import AgendaItem, Meeting, Topic
from meetings.policies import meetings as may
from meetings.policies.topics import check_meeting_takes_topics
from meetings.services.numbering import next_number
from meetings.services.texts import last_position, next_reference, refresh_agenda
from meetings.states.meeting import BEFORE_NOTICE
from meetings.workflow import MEETING, TOPIC

MEETING_FIELDS = (
    "ordinal",
    "title",
    "starts_at",
    "ends_at",
    "room",
    "form",
    "chair_post",
    "chair_is_principal",
    "union_host",
    "government_host",
    "contact",
)


@transaction.atomic
def prepare_meeting(*, by: User, facts: Mapping[str, Any]) -> Meeting:
    """Begin a meeting: number LX-year-nn, 第N次, state 筹备, agenda with item 1 alone.

    `facts`: all of `MEETING_FIELDS` but `ordinal`, which follows the last meeting unless given. Raises `Refused`
    without the right to prepare.
    """
    may.check_can_prepare(by)
    starts_at = facts["starts_at"]
    year = clock.local(starts_at).year
    meeting = Meeting(year=year, prepared_by=by, **{name: facts[name] for name in MEETING_FIELDS if name in facts})
    meeting.number = next_number(Meeting, year)
    if not facts.get("ordinal"):
        meeting.ordinal = (Meeting.objects.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    meeting.reference = f"LX-{year}-{meeting.number:02d}"
    meeting.save()
    audit.record("meeting.prepared", by=by, about=meeting, unit=meeting.union_host)
    build_agenda(meeting=meeting, by=by)
    search.index(meeting)
    return meeting


@transaction.atomic
def edit_meeting(*, meeting: Meeting, by: User, facts: Mapping[str, Any], version: int | None = None) -> Meeting:
    """Change time, place or chair while nobody has been notified."""
    row = _locked(meeting, version)
    may.check_can_prepare(by)
    if row.state not in BEFORE_NOTICE:
        raise Refused(_("会议已经通知，改时间地点请办理延期。"))
    changed = [name for name in MEETING_FIELDS if name in facts]
    for name in changed:
        setattr(row, name, facts[name])
    row.version += 1
    row.save(update_fields=["version", *changed])
    search.index(row)
    audit.record("meeting.edited", by=by, about=row, unit=row.union_host)
    return row


@transaction.atomic
def build_agenda(*, meeting: Meeting, by: User) -> AgendaItem:
    """Make sure item 1 is there and says what it must: the last meeting's decisions, or that there was no meeting yet.

    D§1.4: 上次议定事项落实情况 is always item 1. Its words are generated, never typed; running it again updates them.
    """
    row = MEETING.lock(meeting)
    previous = Meeting.objects.held().before(row).first()
    if previous is None:
        title = _("通报上次联席会议议定事项落实情况")
        body = _("本次为首次会议，没有上一次联席会议议定事项。")
    else:
        title = _("通报%(ordinal)s联席会议议定事项落实情况") % {"ordinal": previous.ordinal_text}
        body = _("%(title)s（%(reference)s）议定事项逐项落实情况。") % {
            "title": previous.title,
            "reference": previous.reference,
        }
    item = AgendaItem.objects.filter(meeting=row, kind=ItemKind.PROGRESS).first()
    if item is None:
        item = AgendaItem(
            meeting=row,
            position=1,
            kind=ItemKind.PROGRESS,
            section=Section.REPORTS,
            unit=row.union_host,
            minutes=10,
            reference=f"{row.reference}-01",
        )
    item.title, item.body = title, body
    item.item_hash = item.hash_of_item()
    item.save()
    refresh_agenda(row)
    audit.record("agenda.built", by=by, about=row, unit=row.union_host)
    return item


@transaction.atomic
def schedule(*, topic: Topic, meeting: Meeting, by: User, version: int | None = None) -> AgendaItem:
    """列入会议: a cleared topic becomes the last item of an open agenda. Its proposer is told.

    Added after the agenda was sent for review it is marked late and waits for its own review.
    """
    row = _locked(meeting, None)
    check_meeting_takes_topics(row)
    taken = TOPIC.advance(topic, "schedule", by=by, version=version, meeting=row)
    item = AgendaItem(
        meeting=row,
        position=last_position(row) + 1,
        kind=ItemKind.TOPIC,
        section=Section.STUDY,
        topic=taken,
        title=taken.title,
        unit=taken.unit,
        presenter=taken.presenter,
        minutes=taken.minutes,
        is_late=row.agenda_versions.exists(),
        reference=next_reference(row),
    )
    item.item_hash = item.hash_of_item()
    item.save()
    refresh_agenda(row)
    audit.record("topic.scheduled", by=by, about=taken, unit=taken.unit, meeting=row)
    outbox.put(notices.TOPIC_SCHEDULED, about=taken, to=[taken.filed_by], by=by)
    return item


def _locked(meeting: Meeting, version: int | None) -> Meeting:
    row: Meeting = MEETING.lock(meeting)
    if version is not None and row.version != version:
        raise Stale
    return row
