"""核稿提示: what an editor would ask about a draft of minutes before it goes round."""

from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.orgs.models import Unit
from meetings.enums.session import SectionKind
from meetings.models import Minutes, MinutesSection


def hints(row: Minutes, sections: list[MinutesSection], *, untracked: int) -> list[dict[str, str]]:
    """Tone, title and sentence of each; nothing here hinders anything. `untracked`: decisions without an action item."""
    text = "\n".join([row.opening, *(f"{section.heading}\n{section.text}" for section in sections)])
    return [*_missing(sections, untracked), *_short_names(row, text)]


def _missing(sections: list[MinutesSection], untracked: int) -> list[dict[str, str]]:
    found = []
    empty = [section.get_kind_display() for section in sections if not section.text.strip()]
    if empty:
        found.append(
            {
                "tone": "act",
                "title": _("%(parts)s还没有内容") % {"parts": "、".join(f"“{name}”" for name in empty)},
                "text": _("留空的部分不出现在正文中。"),
            }
        )
    if not any(section.kind == SectionKind.DECIDED for section in sections):
        found.append({"tone": "warn", "title": _("没有议定事项"), "text": _("会议没有记录议定事项，请核对会议记录。")})
    if untracked:
        found.append(
            {
                "tone": "act",
                "title": _("%(n)d项议定事项不列入督办") % {"n": untracked},
                "text": _("没有牵头单位和完成时限的事项不能督办，请核对是否遗漏。"),
            }
        )
    return found


def _short_names(row: Minutes, text: str) -> list[dict[str, str]]:
    """Units that take part and appear by their short name only."""
    units = Unit.objects.filter(
        Q(pk__in=row.meeting.decisions.order_by().exclude(lead_unit=None).values("lead_unit"))
        | Q(pk__in=row.meeting.invitations.order_by().values("unit"))
    ).order_by("path")
    return [
        {
            "tone": "warn",
            "title": _("“%(name)s”建议写全称") % {"name": unit.short_name},
            "text": _("首次出现时写“%(name)s”。") % {"name": unit.name},
        }
        for unit in units
        if not unit.name.startswith(unit.short_name) and unit.short_name in text and unit.name not in text
    ]
