"""One record of every workflow in any state, and one person per role who stands as near to it as the role allows.

Everything a policy asks beside the person is fulfilled (`READY`), so that a refusal in the matrix is about who asks.
"""

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Any

from concerns.enums import Contact
from concerns.models import Callback
from concerns.states import AFTER_RAISING, ClusterState, State
from foundation.accounts.models import User
from foundation.core import clock
from foundation.documents.models import IssuedNumber, NumberSeries
from foundation.imports.models import Import, ImportRow
from foundation.imports.states import State as ImportState
from foundation.orgs.enums import Kind, Side
from foundation.orgs.models import Unit
from meetings.models import ActionItem, Countersignature, Decision, ItemResult, Minutes, MinutesSection, WorkReport
from meetings.states.action import ActionState
from meetings.states.minutes import MinutesState
from meetings.states.topic import TopicState
from news.models import Column, Release, ReleaseVersion
from news.states import OUT
from news.states import State as ReleaseState
from tests.factories.accounts import UserFactory
from tests.factories.concerns import ClusterFactory, ConcernFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, OpinionFactory, ReviewFactory, TopicFactory
from tests.factories.members import ApplicationFactory, UnionFactory
from tests.factories.orgs import DepartmentFactory, FederationFactory, StreetUnionFactory, UnitFactory
from unionportal.roles import ROLES

HASH = "0" * 64
NEIGHBOURS = ("liaison", "street_cadre", "grassroots_cadre")
"""Roles that live at one of many like units: the same role next door must reach nothing."""


class House:
    """The units of a district, one person per role, and somebody who prepared everything and holds no role of hers."""

    def __init__(self) -> None:
        self.federation: Unit = FederationFactory()
        self.street: Unit = StreetUnionFactory(parent=self.federation)
        self.grassroots: Unit = UnitFactory(kind=Kind.GRASSROOTS_UNION, parent=self.street)
        self.government: Unit = UnitFactory(kind=Kind.GOVERNMENT, side=Side.GOVERNMENT)
        self.office: Unit = UnitFactory(kind=Kind.GOVERNMENT_OFFICE, side=Side.GOVERNMENT, parent=self.government)
        self.department: Unit = DepartmentFactory(parent=self.government)
        self.clerk: User = UserFactory(unit=self.federation, roles=["office_clerk", "rights_clerk", "editor"])
        self.union = UnionFactory(unit=self.grassroots)

    @cached_property
    def people(self) -> dict[str, User]:
        """By role; `<role>@next` is the same role at the unit next door."""
        at = {
            "street_cadre": self.street,
            "grassroots_cadre": self.grassroots,
            "liaison": self.department,
            "gov_office_liaison": self.office,
            "reviewing_official": self.government,
        }
        found = {role.code: UserFactory(unit=at.get(role.code, self.federation), roles=[role.code]) for role in ROLES}
        street = StreetUnionFactory(parent=self.federation)
        beside = {
            "street_cadre": street,
            "liaison": DepartmentFactory(parent=self.government),
            "grassroots_cadre": UnitFactory(kind=Kind.GRASSROOTS_UNION, parent=street),
        }
        return found | {f"{role}@next": UserFactory(unit=beside[role], roles=[role]) for role in NEIGHBOURS}

    def record(self, label: str, state: str) -> Any:
        """A record of the model `label` in `state`."""
        return MAKERS[label](self, state)


def _concern(house: House, state: str) -> Any:
    facts: dict[str, Any] = {"unit": house.federation, "street_unit": house.street, "registered_by": house.clerk}
    if state == State.MERGED:
        facts["merged_into"] = ConcernFactory(**facts)
    concern = ConcernFactory(state=state, handler=house.department, **facts)
    if state == State.CALLBACK:
        Callback.objects.create(concern=concern, called_by=house.clerk, contact=Contact.REFUSED)
    return concern


def _cluster(house: House, state: str) -> Any:
    facts: dict[str, Any] = {}
    if state in AFTER_RAISING:
        facts |= {"raised_at": clock.now(), "topic_reference": "YT-2026-901", "facts": {"concerns": 0}}
    if state in (ClusterState.DECIDED, ClusterState.FOLLOWED_UP):
        facts |= {"decided_at": clock.now(), "decision_reference": "YD-2026-901"}
    return ClusterFactory(state=state, unit=house.federation, **facts)


def _topic(house: House, state: str) -> Any:
    facts: dict[str, Any] = {"unit": house.federation, "lead_unit": house.department, "filed_by": house.clerk}
    if state in (TopicState.RETURNED, TopicState.REDIRECTED, TopicState.DEFERRED):
        facts["state_note"] = "请补充数据。"
    if state in (TopicState.SCHEDULED, TopicState.DISCUSSED):
        facts["meeting"] = _meeting(house, "preparing")
    if state == TopicState.MERGED:
        facts["merged_into"] = TopicFactory(**facts)
    return TopicFactory(state=state, submitted_at=clock.now(), **facts)


def _opinion(house: House, state: str) -> Any:
    opinion = OpinionFactory.build(
        topic=_topic(house, "consulting"), unit=house.department, asked_by=house.clerk, state=state
    )
    opinion.reference = f"{opinion.topic.reference}-01"
    if state == "given":
        opinion.answer, opinion.given_at, opinion.given_by = "agree", clock.now(), house.clerk
        opinion.text_hash, opinion.edition = HASH, 1
        opinion.stop_clock()
    opinion.save()
    return opinion


def _meeting(house: House, state: str) -> Any:
    note = "主要领导公务冲突。" if state in ("rescheduled", "cancelled") else ""
    return MeetingFactory(
        state=state, state_note=note, union_host=house.federation, government_host=house.office, prepared_by=house.clerk
    )


def _item(house: House, meeting: Any) -> Any:
    topic = TopicFactory(state="scheduled", meeting=meeting, unit=house.federation, lead_unit=house.department)
    item = AgendaItemFactory(meeting=meeting, topic=topic, position=1)
    ReviewFactory(item=item, reviewer=house.people["reviewing_official"])
    return item


def _decision(house: House) -> Any:
    meeting = _meeting(house, "supervising")
    item = _item(house, meeting)
    return Decision.objects.create(
        reference=f"YD-{meeting.reference}",
        meeting=meeting,
        item=item,
        topic=item.topic,
        text="建立联合排查机制。",
        lead_unit=house.department,
        due_on=clock.today() + dt.timedelta(days=30),
        decided_by=house.clerk,
    )


def _action(house: House, state: str) -> Any:
    decision = _decision(house)
    action = ActionItem(
        reference=f"DB-{decision.pk}",
        decision=decision,
        state=state,
        title="联合排查（演示）",
        text=decision.text,
        lead_unit=house.department,
        standard="印发机制文件。",
        due_on=decision.due_on,
    )
    if state != ActionState.PENDING:
        action.start_clock(clock.now(), 20)
    if state == ActionState.CLOSED:
        action.closed_at = clock.now()
    action.save()
    return action


def _minutes(house: House, state: str) -> Any:
    meeting = _meeting(house, "drafting")
    minutes = Minutes(
        reference=f"JY-{meeting.reference}", meeting=meeting, title="纪要（演示）", opening="开头", state=state
    )
    if state in (MinutesState.SIGNED, MinutesState.ISSUED):
        minutes.signed_at, minutes.signed_by, minutes.text_hash = clock.now(), house.clerk, HASH
        minutes.number = _number()
    minutes.save()
    MinutesSection.objects.create(minutes=minutes, position=1, kind="heard", text="会议听取汇报。")
    Countersignature.objects.create(minutes=minutes, unit=house.department, asked_at=clock.now())
    return minutes


def _number() -> IssuedNumber:
    series = NumberSeries.objects.order_by("pk")[0]
    number = series.issued.count() + 1
    return IssuedNumber.objects.create(
        series=series, year=2026, number=number, text=f"{series.prefix}〔2026〕{number}号", issued_by="system:test"
    )


def _report(house: House, state: str) -> Any:
    issued = {"issued_at": clock.now(), "issued_by": house.clerk} if state == "issued" else {}
    meeting = _meeting(house, "preparing")
    return WorkReport.objects.create(
        reference=f"TB-{meeting.reference}", meeting=meeting, as_of=clock.today(), state=state, **issued
    )


def _application(house: House, state: str) -> Any:
    reason = "请补充用人单位证明。" if state in ("refused", "returned") else ""
    return ApplicationFactory(state=state, union=house.union, scope=house.grassroots, decision_reason=reason)


def _release(house: House, state: str) -> Any:
    facts: dict[str, Any] = {"column": Column.objects.order_by("pk")[0], "unit": house.federation}
    if state == ReleaseState.SCHEDULED:
        facts["publish_at"] = clock.now() + dt.timedelta(days=1)
    if state == ReleaseState.WITHDRAWN:
        facts |= {"withdrawn_at": clock.now(), "withdrawn_reason": "内容重复。"}
    text = 900_000 + Release.objects.count()  # each names the other; the database looks at the end
    if state in OUT:
        facts |= {"live_id": text, "published_at": clock.now()}
    release = Release.objects.create(
        reference=f"XW-{text}",
        state=state,
        author=house.clerk,
        created_by=house.clerk.actor_reference,
        current_id=text,
        **facts,
    )
    frozen = state not in (ReleaseState.DRAFT, ReleaseState.WITHDRAWN)
    ReleaseVersion.objects.create(
        pk=text,
        release=release,
        number=1,
        title="联席会议召开（演示）",
        edited_by=house.clerk,
        frozen_at=clock.now() if frozen else None,
        text_hash=HASH if frozen else "",
    )
    return release


def _import(house: House, state: str) -> Any:
    number = Import.objects.count() + 1
    began = state in (ImportState.APPLYING, ImportState.PAUSED, ImportState.APPLIED)
    confirmed = {"committed_by": house.clerk, "committed_at": clock.now(), "accepted": ["new"]} if began else {}
    job = Import.objects.create(
        reference=f"DR-2026-{number:04d}",
        kind="units",
        unit=house.federation,
        state=state,
        file_name="单位.xlsx",
        file_hash=f"{number:064d}",
        sheets=[{"name": "单位", "lines": 2, "width": 3, "header": 1, "notes": []}],
        header_row=1,
        mapping={"code": 0},
        created_by=house.clerk,
        **confirmed,
    )
    ImportRow.objects.create(job=job, sheet=0, number=1, raw='["编码", "全称", "类型"]')
    ImportRow.objects.create(job=job, sheet=0, number=2, raw='["A", "甲", "政府部门"]', verdict="new")
    return job


MAKERS: dict[str, Callable[[House, str], Any]] = {
    "imports.import": _import,
    "concerns.concern": _concern,
    "concerns.cluster": _cluster,
    "meetings.topic": _topic,
    "meetings.opinion": _opinion,
    "meetings.meeting": _meeting,
    "meetings.actionitem": _action,
    "meetings.minutes": _minutes,
    "meetings.workreport": _report,
    "members.application": _application,
    "news.release": _release,
}


def _agenda(house: House, meeting: Any) -> None:
    _item(house, meeting)


def _frozen(house: House, meeting: Any) -> None:
    _item(house, meeting)
    meeting.agenda_frozen_at = clock.now()
    meeting.save(update_fields=["agenda_frozen_at"])
    meeting.invitations.create(unit=house.department, user=house.clerk, name=house.clerk.display_name)


def _invited(house: House, meeting: Any) -> None:
    meeting.invitations.create(unit=house.department, name="陈联络（演示）")


def _concluded(house: House, meeting: Any) -> None:
    ItemResult.objects.create(item=_item(house, meeting), result="agreed", recorded_by=house.clerk)


def _being_corrected(house: House, release: Any) -> None:
    release.live, release.published_at = release.current, clock.now()
    release.save(update_fields=["live", "published_at"])


READY: dict[tuple[str, str], Callable[[House, Any], None]] = {
    ("meetings.meeting", "send_for_review"): _agenda,
    ("meetings.meeting", "notify"): _frozen,
    ("meetings.meeting", "open"): _invited,
    ("meetings.meeting", "end"): _concluded,
    ("news.release", "drop_correction"): _being_corrected,
}
"""What must be true of the record before its move, whoever makes it."""

OWN = {"concerns.concern": "unit", "meetings.topic": "unit"}
"""The unit a record came from: the matrix asks each person about one of her own unit."""
