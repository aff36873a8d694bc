"""纪要 in the form of GB/T 9704-2012, 10.3 (D§2.6): mark, number, body in the house structure, attendance, 分送."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.documents.paper import Block, Heading, Imprint, Kind, Paper, Paragraph, Roll
from foundation.orgs.enums import Kind as UnitKind
from foundation.orgs.models import Unit
from meetings.enums.session import Part, Reply, SectionKind
from meetings.models import Invitation, Meeting, Minutes


def minutes(record: Minutes, *, typed: Mapping[int, tuple[str, str]] | None = None) -> Paper:
    """The minutes as they stand; the number and the dates are empty until they are signed and issued.

    `typed`: heading and text by position, of parts that are being written and not saved.
    """
    meeting = record.meeting
    signed_on = clock.local(record.signed_at).date() if record.signed_at else None
    return Paper(
        kind=Kind.MINUTES,
        title=record.title,
        mark=(f"{_government(meeting).name}　{meeting.union_host.name}", _("联席会议纪要")),
        number=record.number.text if record.number else "",
        date=signed_on,
        blocks=(Paragraph(record.opening), *_body(record, typed or {})),
        rolls=_rolls(record),
        imprint=Imprint(
            copies=record.distribution,
            copies_label=_("分送"),
            issuer=meeting.government_host.name if record.issued_on else "",
            issued=record.issued_on,
        )
        if record.distribution or record.issued_on
        else None,
    )


def _government(meeting: Meeting) -> Unit:
    """In whose name the government sits: its office prepares, the government itself is the party."""
    host = meeting.government_host
    return host.parent if host.kind == UnitKind.GOVERNMENT_OFFICE and host.parent is not None else host


def _body(record: Minutes, typed: Mapping[int, tuple[str, str]]) -> list[Block]:
    """Plain parts are paragraphs; every decided item is a numbered heading with its sentences."""
    blocks: list[Block] = []
    for section in sorted(record.sections.all(), key=lambda section: section.position):
        heading, text = typed.get(section.position, (section.heading, section.text))
        if text.strip() and heading and section.kind == SectionKind.DECIDED:
            blocks.append(Heading(1, heading))
        blocks += [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
    return blocks


def _rolls(record: Minutes) -> tuple[Roll, ...]:
    """出席, 请假, 列席 in the office's order; a deputy stands for whom he replaces."""
    seats = list(
        Invitation.objects.filter(meeting=record.meeting_id).select_related("unit").order_by("part", "sort_order", "pk")
    )
    away = [seat for seat in seats if seat.reply == Reply.LEAVE and seat.arrived_at is None]
    there = [seat for seat in seats if seat not in away]

    def names(rows: list[Invitation]) -> tuple[str, ...]:
        return tuple(seat.unit.name + (seat.deputy or f"{seat.post}{seat.name}") for seat in rows)

    rolls = (
        (_("出席"), names([seat for seat in there if seat.part == Part.ATTENDING])),
        (_("请假"), names(away)),
        (_("列席"), names([seat for seat in there if seat.part == Part.OBSERVING])),
    )
    return tuple(Roll(label, entries) for label, entries in rolls if entries)
