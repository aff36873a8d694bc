"""A release out of signed minutes, in the house structure (D§6.5). Only what the record states; the editor does the rest."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.policies import Refused
from meetings.enums.agenda import ItemKind
from meetings.enums.session import Part as Seat
from meetings.enums.session import SectionKind
from meetings.models import Meeting, Minutes, MinutesSection
from news.enums import Origin, Part, Place
from news.models import Column, Release
from news.paragraphs import OPENINGS, Paragraph
from news.policies import check_can_draft_from_minutes
from news.services.writing import Text, write

MEETINGS_COLUMN = "lianxi"
PARTS: dict[str, tuple[str, str]] = {
    SectionKind.HEARD: (Part.HEARD, "会议听取"),
    SectionKind.POINTED_OUT: (Part.POINTED_OUT, "会议指出，"),
    SectionKind.EMPHASISED: (Part.EMPHASISED, "会议强调，"),
    SectionKind.REQUIRED: (Part.REQUIRED, "会议要求，"),
}


@transaction.atomic
def draft_from_minutes(*, minutes: Minutes, by: Any) -> Release:
    """Begin a release from minutes.

    Before: the minutes are signed, `by` may write, nobody drafted from them yet. After: a draft linked to the minutes,
    with a working title; people stand in the order of the seats, only those who came; parts the minutes leave empty
    are left out. Nobody is told.
    """
    locked = Minutes.objects.select_for_update(of=("self",), no_key=True).select_related("meeting").get(pk=minutes.pk)
    check_can_draft_from_minutes(by, locked)
    meeting = locked.meeting
    paragraphs = [
        Paragraph(Part.LEAD, _lead(meeting)),
        Paragraph(Part.ATTENDANCE, _attendance(meeting)),
        *_body(list(locked.sections.order_by("position"))),
    ]
    text = Text(title=_title(meeting), paragraphs=paragraphs, title_is_working=True)
    return write(text=text, column=_column(), by=by, origin=Origin.MINUTES, minutes=locked)


def _title(meeting: Meeting) -> str:
    return (_("%(title)s召开") % {"title": meeting.title})[:80]


def _lead(meeting: Meeting) -> str:
    """When, which meeting, what for."""
    day = clock.local(meeting.starts_at)
    topics = meeting.items.filter(kind=ItemKind.TOPIC).order_by("pk").values_list("title", flat=True)
    facts = {"y": day.year, "m": day.month, "d": day.day, "title": meeting.title, "topics": "、".join(topics)}
    if not topics:
        return _("%(y)d年%(m)d月%(d)d日，%(title)s召开。") % facts
    return _("%(y)d年%(m)d月%(d)d日，%(title)s召开，研究%(topics)s等事项。") % facts


def _attendance(meeting: Meeting) -> str:
    """Chair and those who came, in the order given by the office (never sorted anew)."""
    seats = meeting.invitations.filter(part=Seat.ATTENDING, arrived_at__isnull=False).order_by("sort_order", "pk")
    chair = meeting.chair_post
    people = [f"{seat.post}{seat.name}" for seat in seats if seat.name not in chair]
    if not people:
        return _("%(chair)s主持会议。") % {"chair": chair}
    return _("%(chair)s主持会议，%(people)s参加。") % {"chair": chair, "people": "、".join(people)}


def _body(sections: list[MinutesSection]) -> list[Paragraph]:
    """The minutes' own words, each part with its opening; what was decided as plain paragraphs behind it."""
    found: list[Paragraph] = []
    decided: list[Paragraph] = []
    for section in sections:
        lines = [line.strip() for line in section.text.split("\n") if line.strip()]
        if section.kind == SectionKind.DECIDED:
            decided += [Paragraph(Part.PLAIN, _("会议议定，%(text)s") % {"text": line}) for line in lines]
        elif lines:
            found += _opened(*PARTS[section.kind], lines)
    return found + decided


def _opened(part: str, opening: str, lines: list[str]) -> list[Paragraph]:
    first, *rest = lines
    if not OPENINGS[Part(part)].match(first):
        first = f"{opening}{first}"
    return [Paragraph(part, first), *(Paragraph(part, line) for line in rest)]


def _column() -> Column:
    columns = Column.objects.open()
    column = columns.filter(slug=MEETINGS_COLUMN).first() or columns.filter(place=Place.HEADLINE).first()
    column = column or columns.first()
    if column is None:
        raise Refused(_("还没有可用的栏目，请先在系统管理里设置栏目。"))
    return column
