"""会议通知 after GB/T 9704 (D§2.8): topics, time, place, who takes part, materials, reply, contact."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.documents.paper import (
    Annex,
    Cell,
    Entries,
    Entry,
    Heading,
    Imprint,
    Kind,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from meetings.enums.session import Part
from meetings.models import AgendaItem, Invitation, Meeting

WEEKDAYS = "一二三四五六日"


def notice(meeting: Meeting, *, reader: Any) -> Paper:
    """The notice of a meeting whose agenda is final, with the items its `reader` may see. Its 文号 is given by the office
    when it seals the paper."""
    items = list(AgendaItem.objects.visible_to(reader).filter(meeting=meeting).in_order().select_related("unit"))
    seats = list(Invitation.objects.filter(meeting=meeting).select_related("unit").order_by("part", "sort_order", "pk"))
    told_on = clock.local(seats[0].invited_at).date() if seats else clock.today()
    return Paper(
        kind=Kind.NOTICE,
        title=_("关于召开%(title)s的通知") % {"title": meeting.title},
        urgency=_("加急") if meeting.urgent_reason else "",
        mark=(_("%(unit)s文件") % {"unit": meeting.union_host.name},),
        salutation="、".join(dict.fromkeys(seat.unit.name for seat in seats)) or _("各有关单位"),
        blocks=(
            Paragraph(
                _("经研究，定于%(when)s召开%(title)s。现将有关事项通知如下：")
                % {"when": _day(meeting), "title": meeting.title}
            ),
            Heading(1, _("会议时间和地点")),
            Entries((Entry(_("时间"), when(meeting)), Entry(_("地点"), meeting.room))),
            Heading(1, _("会议议题")),
            *(
                Paragraph(f"{place}.{item.title}" + (f"（{item.unit.name}汇报）" if item.unit else ""))
                for place, item in enumerate(items, start=1)
            ),
            Heading(1, _("参会人员")),
            Entries(
                tuple(Entry(str(part.label), "；".join(_names(seats, part))) for part in Part if _names(seats, part))
            ),
            Heading(1, _("有关要求")),
            Paragraph(
                _("（一）请各参会单位于会前登录工作门户填写参会回执；因故不能参会的，应说明事由并明确替会人员。")
            ),
            Paragraph(_("（二）汇报单位围绕议题准备汇报材料，每项议题汇报时间按议程安排控制。")),
            Paragraph(_("（三）请提前10分钟到会签到，会议期间将手机置于静音状态。")),
            Paragraph(_("联系人：%(contact)s。") % {"contact": meeting.contact or _contact(meeting)}),
        ),
        attachments=(_("参会回执"),),
        signature=Signature((meeting.union_host.name,), told_on, sealed=True),
        imprint=Imprint(issuer=meeting.union_host.name, issued=told_on, copies=meeting.government_host.name),
        annexes=(Annex(_("参会回执"), (_receipt(),)),),
    )


def when(meeting: Meeting) -> str:
    """2026年12月3日（星期四）15:00至17:00."""
    start, end = clock.local(meeting.starts_at), clock.local(meeting.ends_at)
    return _("%(day)s（星期%(weekday)s）%(start)s至%(end)s") % {
        "day": _day(meeting),
        "weekday": WEEKDAYS[start.weekday()],
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
    }


def _day(meeting: Meeting) -> str:
    start = clock.local(meeting.starts_at)
    return _("%(y)d年%(m)d月%(d)d日") % {"y": start.year, "m": start.month, "d": start.day}


def _names(seats: list[Invitation], part: str) -> list[str]:
    return [f"{seat.unit.name}{seat.post}{seat.name}" for seat in seats if seat.part == part]


def _contact(meeting: Meeting) -> str:
    return f"{meeting.union_host.name}{meeting.prepared_by.display_name}"


def _receipt() -> Table:
    """单位、姓名、职务、手机、是否参会、替会人、请假事由 (D§2.8)."""

    def label(text: str) -> Cell:
        return Cell(text, label=True, align="center")

    return Table(
        (1.2, 2, 1.2, 2),
        (
            (label(_("单位")), Cell("", span=3)),
            (label(_("姓名")), "", label(_("职务")), ""),
            (label(_("手机")), "", label(_("是否参会")), _("□参加　□请假")),
            (label(_("替会人")), "", label(_("职务")), ""),
            (label(_("请假事由")), Cell("", span=3)),
        ),
        row_lines=1.6,
    )
