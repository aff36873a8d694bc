"""Minutes: assembled from the record, edited by section, countersigned, signed and numbered, issued."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.actors import SystemActor
from foundation.core.policies import Refused, Stale
from foundation.documents import services as documents
from foundation.orgs.models import Unit
from foundation.search import services as search
from meetings import notices
from meetings.enums.agenda import ItemKind
from meetings.enums.session import SectionKind
from meetings.models import (
    ActionItem,
    AgendaItem,
    Countersignature,
    Decision,
    Invitation,
    Meeting,
    Minutes,
    MinutesSection,
)
from meetings.models.text import fingerprint
from meetings.policies import minutes as may
from meetings.rights import Right
from meetings.states.action import FINISHED
from meetings.states.minutes import MinutesState
from meetings.workflow import MEETING, MINUTES

RECORD = SystemActor("record")
"""Lets the meeting's state follow its minutes."""


@transaction.atomic
def draft_minutes(*, meeting: Meeting, by: User, version: int | None = None) -> Minutes:
    """起草纪要: assemble the house structure (听取、指出、强调、要求、议定事项) from what was recorded.

    After: one section a part, those that the record does not fill are empty for the clerk to write.
    """
    row: Meeting = MEETING.advance(meeting, "draft_minutes", by=by, version=version)
    items = list(
        row.items.in_order().select_related("topic", "unit", "outcome").prefetch_related("decisions__lead_unit")
    )
    minutes = Minutes.objects.create(
        reference=f"JY-{row.reference.partition('-')[2]}",
        meeting=row,
        title=_title(row),
        opening=_opening(row, items),
        distribution=_distribution(row),
    )
    parts = [
        (SectionKind.HEARD, "", _heard(items)),
        (SectionKind.POINTED_OUT, "", ""),
        (SectionKind.EMPHASISED, "", ""),
        (SectionKind.REQUIRED, "", ""),
        *((SectionKind.DECIDED, item.title, _decided(item)) for item in items if item.decisions.all()),
    ]
    MinutesSection.objects.bulk_create(
        MinutesSection(minutes=minutes, position=place, kind=kind, heading=heading, text=text, edited_by="")
        for place, (kind, heading, text) in enumerate(parts, start=1)
    )
    audit.record("minutes.drafted", by=by, about=minutes, unit=row.union_host)
    return minutes


def _title(meeting: Meeting) -> str:
    """…联席会议纪要; a remark in brackets stays behind it."""
    name, bracket, remark = meeting.title.partition("（") if meeting.title.endswith("）") else (meeting.title, "", "")
    return _("%(title)s纪要") % {"title": name} + bracket + remark


def _subject(item: AgendaItem) -> str:
    """What a topic is about, as it is named inside a sentence: without 关于 and 的议题."""
    return item.title.removeprefix("关于").replace("的议题", "", 1)


def _opening(meeting: Meeting, items: list[AgendaItem]) -> str:
    """The usual first sentence (D§2.6)."""
    day = clock.local(meeting.starts_at)
    topics = "、".join(_subject(item) for item in items if item.kind == ItemKind.TOPIC)
    return _(
        "%(y)d年%(m)d月%(d)d日，%(chair)s在%(room)s主持召开%(title)s，专题研究%(topics)s。现将议定事项纪要如下："
    ) % {
        "y": day.year,
        "m": day.month,
        "d": day.day,
        "chair": meeting.chair_post,
        "room": meeting.room,
        "title": meeting.title,
        "topics": topics or _("有关工作"),
    }


def _heard(items: list[AgendaItem]) -> str:
    heard = [
        _("%(unit)s关于%(title)s的汇报")
        % {"unit": item.unit.name if item.unit else _("区总工会"), "title": _subject(item)}
        for item in items
        if item.kind != ItemKind.OTHER
    ]
    return _("会议听取了%(reports)s。") % {"reports": "，".join(heard)} if heard else ""


def _decided(item: AgendaItem) -> str:
    lines = []
    for decision in item.decisions.all():
        sentence = decision.text.rstrip("。；")
        if decision.makes_action and decision.lead_unit is not None and decision.due_on is not None:
            due = decision.due_on
            sentence += _("。由%(unit)s牵头，于%(y)d年%(m)d月%(d)d日前完成") % {
                "unit": decision.lead_unit.name,
                "y": due.year,
                "m": due.month,
                "d": due.day,
            }
        lines.append(f"{sentence}。")
    return "\n".join(lines)


def _distribution(meeting: Meeting) -> str:
    names = dict.fromkeys(
        Invitation.objects.filter(meeting=meeting).order_by("part", "sort_order").values_list("unit__name", flat=True)
    )
    return "，".join(names)[:300]


def text_hash(minutes: Minutes) -> str:
    """The fingerprint of the exact text a countersignature or signature stands under."""
    sections = list(minutes.sections.order_by("position").values_list("kind", "heading", "text"))
    return fingerprint(
        {"title": minutes.title, "opening": minutes.opening, "sections": sections, "distribution": minutes.distribution}
    )


@transaction.atomic
def edit_minutes(
    *, minutes: Minutes, by: User, title: str, opening: str, distribution: str, version: int | None = None
) -> Minutes:
    """Save title, first sentence and 分送. Raises `Stale` when somebody saved them, or sent the minutes on, meanwhile."""
    row = _editable(minutes, by)
    if version is not None and row.version != version:
        raise Stale(_("标题和开头刚刚被其他人改动过。下面同时显示您写的和已保存的，请核对后再保存。"))
    row.title, row.opening, row.distribution, row.version = title, opening.strip(), distribution, row.version + 1
    row.save(update_fields=["title", "opening", "distribution", "version"])
    audit.record("minutes.edited", by=by, about=row, unit=row.meeting.union_host, section=0)
    return row


def _editable(minutes: Minutes, by: User) -> Minutes:
    """The minutes, locked: they stand still once they were sent round."""
    row: Minutes = MINUTES.lock(minutes)
    may.check_can_edit_minutes(by, row)
    if row.state != MinutesState.DRAFTING:
        raise Refused(_("纪要%(state)s，退回起草后才能修改。") % {"state": row.get_state_display()})
    return row


@transaction.atomic
def edit_section(
    *, section: MinutesSection, by: User, text: str, heading: str | None = None, version: int | None = None
) -> MinutesSection:
    """Save one section. Raises `Stale` when somebody saved it meanwhile: nobody's text is lost, both are shown."""
    minutes = _editable(section.minutes, by)
    row = MinutesSection.objects.select_for_update(no_key=True).get(pk=section.pk)
    if version is not None and row.version != version:
        raise Stale(_("这一部分刚刚被其他人改动过。下面同时显示您写的和已保存的，请核对后再保存。"))
    row.text, row.edited_by, row.version = text.strip(), by.actor_reference, row.version + 1
    if heading is not None:
        row.heading = heading
    row.save(update_fields=["text", "heading", "edited_by", "version"])
    audit.record("minutes.edited", by=by, about=minutes, unit=minutes.meeting.union_host, section=row.position)
    return row


@transaction.atomic
def send_to_countersign(*, minutes: Minutes, by: User, units: Iterable[Unit], version: int | None = None) -> Minutes:
    """送会签: the text stands still; every unit asked signs for exactly it, in parallel."""
    asked = list({unit.pk: unit for unit in units}.values())
    if not asked:
        raise Refused(_("请至少选择一个会签单位。"))
    row: Minutes = MINUTES.advance(minutes, "send_to_countersign", by=by, version=version, return_note="")
    row.countersignatures.all().delete()
    Countersignature.objects.bulk_create(
        Countersignature(minutes=row, unit=unit, asked_at=clock.now()) for unit in asked
    )
    MEETING.advance(row.meeting, "countersign", by=RECORD)
    for unit in asked:
        outbox.put(
            notices.MINUTES_TO_COUNTERSIGN,
            about=row,
            to=User.objects.at(unit, Right.ANSWER),
            by=by,
            once=f"{row.version}-{unit.pk}",
        )
    audit.record("minutes.sent", by=by, about=row, unit=row.meeting.union_host, units=len(asked))
    return row


@transaction.atomic
def countersign(*, minutes: Minutes, by: User, seen: str = "", version: int | None = None) -> Minutes:
    """会签 for one's unit; with the last unit the minutes wait for the signature.

    `seen` is the `text_hash` of the text the person read: minutes that were returned, changed and sent again meanwhile
    are not signed unread (`Stale`). `version` is not compared, because units sign in parallel.
    """
    row: Minutes = MINUTES.lock(minutes)
    if seen and seen != text_hash(row):
        raise Stale(_("正文在您打开之后改动过，请返回核对后再会签。"))
    mine = may.open_countersignature(by, row)
    if mine is None:
        raise Refused(_("没有等您单位会签的内容。"))
    others = row.countersignatures.filter(signed_at=None).exclude(pk=mine.pk).exists()
    goal = MinutesState.COUNTERSIGNING if others else MinutesState.SIGNING
    row = MINUTES.advance(row, "countersign", by=by, target=goal)
    Countersignature.objects.filter(pk=mine.pk).update(signed_at=clock.now(), signed_by=by, text_hash=text_hash(row))
    audit.record("minutes.countersigned", by=by, about=row, unit=mine.unit)
    if not others:
        MEETING.advance(row.meeting, "send_to_sign", by=RECORD)
        outbox.put(
            notices.MINUTES_TO_SIGN, about=row, to=User.objects.holding(Right.SIGN), by=by, once=str(row.version)
        )
    return row


@transaction.atomic
def return_minutes(*, minutes: Minutes, by: User, reason: str, version: int | None = None) -> Minutes:
    """退回修改, saying what: signatures given so far no longer count."""
    row: Minutes = MINUTES.advance(minutes, "return_minutes", by=by, version=version, return_note=reason)
    row.countersignatures.update(signed_at=None, signed_by=None, text_hash="")
    MEETING.advance(row.meeting, "return_minutes", by=RECORD)
    outbox.put(
        notices.MINUTES_RETURNED, about=row, to=User.objects.holding(Right.PREPARE), by=by, once=str(row.version)
    )
    audit.record("minutes.returned", by=by, about=row, unit=row.meeting.union_host)
    return row


@transaction.atomic
def sign_minutes(*, minutes: Minutes, by: User, version: int | None = None) -> Minutes:
    """签发: fixes the text by its hash and takes the 文号 in the same transaction (D§1.5).

    Two who sign at once: one signs, the other is told the state has changed; one number is given out.
    """
    row: Minutes = MINUTES.lock(minutes)
    if version is not None and row.version != version:
        raise Stale
    MINUTES.action("sign_minutes").check(by, row)
    if row.state != MinutesState.SIGNING:
        raise Refused(_("当前状态是“%(state)s”，不能签发纪要。") % {"state": row.get_state_display()})
    number = documents.take_number(series="minutes", by=by, about=row)
    row = MINUTES.advance(
        row, "sign_minutes", by=by, signed_at=clock.now(), signed_by=by, text_hash=text_hash(row), number=number
    )
    search.index(row)
    audit.record("minutes.signed", by=by, about=row, unit=row.meeting.union_host, number=number.text)
    return row


@transaction.atomic
def issue_minutes(*, minutes: Minutes, by: User, version: int | None = None) -> Minutes:
    """印发: everybody who took part can read the minutes; the meeting is under supervision until all is done."""
    row: Minutes = MINUTES.advance(minutes, "issue_minutes", by=by, version=version, issued_on=clock.today())
    meeting = MEETING.advance(row.meeting, "issue", by=RECORD)
    actions = ActionItem.objects.filter(decision__meeting=meeting)
    if actions.exists():
        meeting = MEETING.advance(meeting, "supervise", by=RECORD)
    if not actions.exclude(state__in=FINISHED).exists():
        MEETING.advance(meeting, "conclude", by=RECORD)
    told = User.objects.active().filter(invitations__meeting=meeting).distinct()
    outbox.put(notices.MINUTES_ISSUED, about=row, to=told, by=by)
    audit.record("minutes.issued", by=by, about=row, unit=meeting.union_host)
    return row


def parts_of(minutes: Minutes) -> list[tuple[str, str, str]]:
    """The sections in order as (kind, heading, text): what papers and a draft release are made from."""
    return list(minutes.sections.exclude(text="").order_by("position").values_list("kind", "heading", "text"))


def decisions_of(minutes: Minutes) -> Any:
    """The decisions the minutes record, in order."""
    return Decision.objects.filter(meeting=minutes.meeting_id).order_by("reference")
