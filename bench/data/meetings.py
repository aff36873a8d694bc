"""Joint meetings of twenty years; the last two are the largest there is: 30 items, 30 papers, 34 units."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from bench.data import words
from bench.data.copying import copy, numbers
from bench.data.district import District
from foundation.core import clock
from foundation.documents.models import Attachment
from meetings.enums.agenda import ItemKind, ReviewAnswer, Section
from meetings.enums.session import Part, Reply, Result
from meetings.enums.topic import Origin
from meetings.models import (
    ActionItem,
    AgendaItem,
    AgendaVersion,
    Decision,
    Invitation,
    ItemResult,
    Meeting,
    Review,
    Topic,
    TopicPaper,
    TopicVersion,
)
from meetings.models.text import fingerprint
from meetings.states.action import ActionState
from meetings.states.meeting import MeetingState
from meetings.states.topic import TopicState

PER_YEAR = 20
ITEMS: Final = 5
MOST_ITEMS, PAPERS, UNITS = 30, 30, 34
MODELS = (
    Meeting,
    Topic,
    TopicVersion,
    Attachment,
    TopicPaper,
    AgendaItem,
    AgendaVersion,
    Review,
    Invitation,
    ItemResult,
    Decision,
    ActionItem,
)


@dataclass(slots=True)
class _Tables:
    """Rows by model, each numbered when it is added."""

    keys: dict[Any, Iterator[int]]
    rows: dict[Any, list[Any]] = field(default_factory=lambda: {model: [] for model in MODELS})

    def add(self, model: Any, **facts: Any) -> Any:
        row = model(pk=next(self.keys[model]), **facts)
        self.rows[model].append(row)
        return row


def make(district: District) -> dict[str, int]:
    """Past meetings are archived with what they decided; one is about to begin and one is being held."""
    most = district.sizes.meetings * ITEMS + 2 * MOST_ITEMS
    tables = _Tables({model: iter(numbers(model, most * 3)) for model in MODELS})
    for ordinal in range(1, district.sizes.meetings + 1):
        left = district.sizes.meetings - ordinal
        state = (MeetingState.IN_SESSION, MeetingState.NOTIFIED)[left] if left < 2 else MeetingState.ARCHIVED
        _meeting(district, tables, ordinal, state)
    return {model._meta.model_name or "": copy(model, tables.rows[model]) for model in MODELS}


def _meeting(district: District, tables: _Tables, ordinal: int, state: MeetingState) -> None:
    rng, today, office = district.rng, clock.today(), district.users["bench.office"]
    left = district.sizes.meetings - ordinal
    year, number = today.year - left // PER_YEAR, PER_YEAR - left % PER_YEAR
    past = state == MeetingState.ARCHIVED
    day = today if not past else dt.date(year, 1 + (number - 1) * 12 // PER_YEAR, 1 + number % 28)
    starts = dt.datetime.combine(day, dt.time(9), clock.SHANGHAI) + dt.timedelta(
        days=7 * (state == MeetingState.NOTIFIED)
    )
    meeting = tables.add(
        Meeting,
        key=words.key(rng),
        reference=f"LX-{year}-{number:02d}",
        year=year,
        number=number,
        ordinal=ordinal,
        title=f"区政府与区总工会第{ordinal}次联席会议（演示）",
        state=state,
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=8 if not past else 2),
        room="区行政中心第一会议室",
        chair_post="区人民政府区长（演示）",
        union_host=district.units["ZGH"],
        government_host=district.units["QZFB"],
        prepared_by=office,
        agenda_frozen_at=starts - dt.timedelta(days=3),
        created_at=starts - dt.timedelta(days=30),
    )
    count = ITEMS if past else MOST_ITEMS
    items = [_item(district, tables, meeting, position, past=past) for position in range(1, count + 1)]
    _version(tables, meeting, items, office)
    _invitations(district, tables, meeting, UNITS if not past else 6)
    if not past:
        _reviews(district, tables, items)
    if state == MeetingState.IN_SESSION:
        _course(tables, meeting, items[:12], office, under_way=True)
    if past:
        _course(tables, meeting, items, office, under_way=False)
        _actions(district, tables, meeting, items)


def _item(district: District, tables: _Tables, meeting: Meeting, position: int, *, past: bool) -> AgendaItem:
    rng = district.rng
    topic = None if position == 1 else _topic(district, tables, meeting, past=past, second=position == 2)
    item: AgendaItem = tables.add(
        AgendaItem,
        key=words.key(rng),
        reference=f"{meeting.reference}-{position:02d}",
        meeting=meeting,
        position=position,
        section=Section.STUDY if topic else Section.REPORTS,
        kind=ItemKind.TOPIC if topic else ItemKind.PROGRESS,
        topic=topic,
        title=topic.title if topic else "上次会议议定事项落实情况",
        body="" if topic else "由区政府督查室通报。",
        unit=topic.unit if topic else district.units["QZFB"],
        presenter="主任（演示）",
        created_at=meeting.created_at,
    )
    item.item_hash = item.hash_of_item()
    return item


def _topic(district: District, tables: _Tables, meeting: Meeting, *, past: bool, second: bool) -> Topic:
    rng, office = district.rng, district.users["bench.office"]
    number = 1 + sum(topic.year == meeting.year for topic in tables.rows[Topic])
    trade = rng.choice(words.TRADES)
    text = {
        "title": f"关于加强{rng.choice(words.PLACES)}片区{trade}行业职工权益保障的议题（{meeting.ordinal}-{number}演示）",
        "background": f"近一年来{trade}行业职工反映工资支付、工时休假等诉求{rng.randrange(20, 300)}件，需要部门协同解决。",
        "data": f"全区{trade}行业企业{rng.randrange(30, 400)}家，职工{rng.randrange(1000, 9000)}人。",
        "asked_decision": f"请区人社局牵头，区住建局、区市监局配合，每季度对{trade}行业开展一次联合检查，结果通报区总工会。",
    }
    topic: Topic = tables.add(
        Topic,
        key=words.key(rng),
        reference=f"YT-{meeting.year}-{number:03d}",
        year=meeting.year,
        number=number,
        state=TopicState.ARCHIVED if past else TopicState.SCHEDULED,
        origin=Origin.GRASSROOTS,
        unit=district.units["ZGH"],
        filed_by=office,
        lead_unit=rng.choice(district.bureaus),
        meeting=meeting,
        submitted_at=meeting.created_at,
        created_at=meeting.created_at,
        text_hash=fingerprint(text),
        **text,
    )
    tables.add(
        TopicVersion,
        topic=topic,
        edition=1,
        text=text,
        text_hash=topic.text_hash,
        written_at=meeting.created_at,
        written_by=office,
    )
    papers = 0 if past else 1 + (PAPERS - MOST_ITEMS + 1) * second
    for paper in range(papers):
        name = f"{meeting.reference}-{number}-{paper}"
        file = tables.add(
            Attachment,
            key=words.key(rng),
            name=f"议题材料{number}-{paper + 1}（演示）.pdf",
            stored_as=f"bench/{name}.pdf",
            size=120_000,
            sha256=hashlib.sha256(name.encode()).hexdigest(),
            content_type="application/pdf",
            uploaded_by=office.actor_reference,
            unit=topic.unit,
        )
        tables.add(TopicPaper, topic=topic, attachment=file, added_at=meeting.created_at)
    return topic


def _version(tables: _Tables, meeting: Meeting, items: list[AgendaItem], office: Any) -> None:
    meeting.agenda_hash = fingerprint({"items": [item.item_hash for item in items]})
    tables.add(
        AgendaVersion,
        meeting=meeting,
        number=1,
        items=[{"position": item.position, "title": item.title, "item_hash": item.item_hash} for item in items],
        agenda_hash=meeting.agenda_hash,
        sent_at=meeting.starts_at - dt.timedelta(days=7),
        sent_by=office,
        frozen_at=meeting.agenda_frozen_at,
        frozen_by=office,
    )


def _invitations(district: District, tables: _Tables, meeting: Meeting, count: int) -> None:
    units = [*district.bureaus, district.units["QZFB"], *district.streets]
    units += [unit for unit in district.units.values() if unit not in units]
    accounts = {user.unit_id: user for user in district.users.values()}
    for order, unit in enumerate(units[:count]):
        tables.add(
            Invitation,
            key=words.key(district.rng),
            meeting=meeting,
            unit=unit,
            user=accounts.get(unit.pk),
            name=words.person_name(district.rng),
            post="负责人",
            part=Part.ATTENDING,
            sort_order=order,
            invited_at=meeting.created_at,
            reply=Reply.COMING,
            replied_at=meeting.created_at,
        )


def _reviews(district: District, tables: _Tables, items: list[AgendaItem]) -> None:
    officials = [user for name, user in district.users.items() if name.startswith("official.")]
    for item in items:
        for official in officials[:2]:
            tables.add(
                Review,
                key=words.key(district.rng),
                item=item,
                reviewer=official,
                answer=ReviewAnswer.AGREE,
                item_hash=item.item_hash,
                answered_at=item.meeting.agenda_frozen_at,
            )


def _course(tables: _Tables, meeting: Meeting, items: list[AgendaItem], office: Any, *, under_way: bool) -> None:
    """What was said to each item; of a meeting under way the last one is in hand."""
    at = meeting.starts_at
    for item in items:
        in_hand = under_way and item is items[-1]
        ended = None if in_hand else at + dt.timedelta(minutes=item.minutes)
        tables.add(
            ItemResult,
            item=item,
            started_at=at,
            ended_at=ended,
            result="" if in_hand else Result.AGREED,
            recorded_by=office,
        )
        at = ended or at


def _actions(district: District, tables: _Tables, meeting: Meeting, items: list[AgendaItem]) -> None:
    rng, office = district.rng, district.users["bench.office"]
    for item in items[1:]:
        unit = item.topic.lead_unit  # type: ignore[union-attr]
        due_on = clock.local(meeting.starts_at).date() + dt.timedelta(days=60)
        text = f"由{unit.name}牵头，会同有关部门每季度开展联合检查，建立台账，结果抄送区总工会。"
        decision = tables.add(
            Decision,
            key=words.key(rng),
            reference=f"{item.reference}-1",
            meeting=meeting,
            item=item,
            topic=item.topic,
            text=text,
            lead_unit=unit,
            due_on=due_on,
            decided_at=meeting.ends_at,
            decided_by=office,
        )
        tables.add(
            ActionItem,
            key=words.key(rng),
            reference=f"DB-{meeting.year}-{len(tables.rows[ActionItem]) + 1:05d}",
            decision=decision,
            state=ActionState.CLOSED,
            title=item.title,
            text=text,
            lead_unit=unit,
            standard="台账齐全，问题整改到位",
            due_on=due_on,
            progress=100,
            dispatched_at=meeting.ends_at,
            closed_at=meeting.ends_at + dt.timedelta(days=50),
        )
