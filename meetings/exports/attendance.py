"""签到表: the seats in the office's order, with room to sign."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.documents.paper import Cell, Kind, Paper, Paragraph, Table
from meetings.exports.notice import when
from meetings.models import Invitation, Meeting

SPARE = 5
"""Empty rows for people who come without being on the list."""


def attendance(meeting: Meeting) -> Paper:
    seats = Invitation.objects.filter(meeting=meeting).select_related("unit").order_by("part", "sort_order", "pk")
    rows: list[tuple[Any, ...]] = [
        (
            Cell(str(place), align="center"),
            seat.unit.name,
            seat.post,
            seat.name,
            Cell(seat.get_part_display(), align="center"),
            "",
            Cell(seat.get_reply_display() + (f"（{seat.deputy}）" if seat.deputy else "")),
        )
        for place, seat in enumerate(seats, start=1)
    ]
    rows += [(Cell(str(len(rows) + n), align="center"), "", "", "", "", "", "") for n in range(1, SPARE + 1)]
    return Paper(
        kind=Kind.TABLE,
        title=_("%(title)s签到表") % {"title": meeting.title},
        landscape=True,
        blocks=(
            Paragraph(
                _("时间：%(when)s　地点：%(room)s") % {"when": when(meeting), "room": meeting.room}, indent=False
            ),
            Table(
                (0.7, 3, 2.4, 1.8, 1, 2.2, 1.8),
                tuple(rows),
                head=(_("序号"), _("单位"), _("职务"), _("姓名"), _("参会方式"), _("签名"), _("备注")),
                row_lines=1.4,
            ),
        ),
    )
