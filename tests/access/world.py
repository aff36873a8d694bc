"""One record of every kind that belongs to the viewers' scope ("own"), and its twin that does not ("foreign").

Viewers: one person per role. Those of the federation are granted at the federation, cadres at their street or union,
liaisons at their department, the official reviews the own agenda. The twin lies in a second federation and government,
so that nobody of the first has any relation to it. A canary stands in every text of every record.
"""

import datetime as dt
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from concerns.models import Cluster, ClusterConcern, Concern, ConcernAttachment
from concerns.services import cluster_facts
from foundation.accounts.models import User
from foundation.core import clock
from foundation.documents import services as documents
from foundation.imports.models import Import, ImportRow
from foundation.notifications.models import Message
from foundation.orgs.enums import Kind, Side
from foundation.orgs.models import Unit
from meetings.models import (
    ActionEntry,
    ActionEvidence,
    ActionItem,
    AgendaItem,
    Countersignature,
    Decision,
    Invitation,
    Meeting,
    Minutes,
    MinutesSection,
    Opinion,
    ReportLine,
    Topic,
    TopicPaper,
    WorkReport,
)
from members.models import Application, Employer, Person, Union
from news import services as news
from news.models import Column, Release
from news.paragraphs import parse
from news.services import Text
from tests.factories.accounts import UserFactory
from tests.factories.concerns import ConcernFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, OpinionFactory, ReviewFactory, TopicFactory
from tests.factories.members import ApplicationFactory, EmployerFactory, MembershipFactory, PersonFactory, UnionFactory
from tests.factories.orgs import DepartmentFactory, FederationFactory, StreetUnionFactory, UnitFactory
from unionportal.roles import ROLES

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
AT = {"street_cadre": "street", "grassroots_cadre": "grassroots", "liaison": "department"}


@dataclass
class House:
    """One federation with its government: everything in it is foreign to the other."""

    canary: str
    federation: Unit
    street: Unit
    grassroots: Unit
    government: Unit
    office: Unit
    department: Unit
    clerk: User
    official: User
    records: dict[str, Any] = field(default_factory=dict)


def build(canary: str, tag: str) -> House:
    """A whole side: units, a clerk, an official, one record of every kind."""
    federation = FederationFactory(code=f"{tag}F", short_name=f"{tag}区总工会")
    street = StreetUnionFactory(code=f"{tag}S", parent=federation)
    grassroots = UnitFactory(code=f"{tag}G", kind=Kind.GRASSROOTS_UNION, parent=street)
    government = UnitFactory(code=f"{tag}Z", kind=Kind.GOVERNMENT, side=Side.GOVERNMENT)
    office = UnitFactory(code=f"{tag}O", kind=Kind.GOVERNMENT_OFFICE, side=Side.GOVERNMENT, parent=government)
    department = DepartmentFactory(code=f"{tag}D", parent=government)
    clerk = UserFactory(username=f"{tag}clerk", unit=federation, roles=["office_clerk", "rights_clerk"])
    official = UserFactory(username=f"{tag}official", unit=government, roles=["reviewing_official"])
    side = House(canary, federation, street, grassroots, government, office, department, clerk, official)
    _members(side, tag)
    _concerns(side, tag)
    _meetings(side, tag)
    _news(side)
    _imports(side, tag)
    return side


def _members(side: House, tag: str) -> None:
    c = side.canary
    employer: Employer = EmployerFactory(reference=f"QY-{tag}", name=f"{c}厂", street=side.street)
    union: Union = UnionFactory(reference=f"GH-{tag}", name=f"{c}工会", unit=side.grassroots)
    union.employers.add(employer)
    person: Person = PersonFactory(reference=f"R-{tag}", name=f"{c}职工", scope=side.grassroots)
    MembershipFactory(number=f"HY-{tag}", person=person, union=union)
    application: Application = ApplicationFactory(
        reference=f"RH-{tag}", state="reviewing", name=f"{c}申请人", union=union, scope=side.grassroots
    )
    side.records |= {"employer": employer, "union": union, "person": person, "application": application}


def _concerns(side: House, tag: str) -> None:
    c = side.canary
    concern: Concern = ConcernFactory(
        reference=f"FZ-{tag}",
        state="handling",
        title=f"{c}诉求",
        narrative=f"{c}经过",
        unit=side.federation,
        street_unit=side.street,
        handler=side.department,
        contact_name=f"{c}职工",
        registered_by=side.clerk,
    )
    kept = documents.store(PDF, name=f"{c}.pdf", by=side.clerk, unit=side.federation)
    ConcernAttachment.objects.create(concern=concern, attachment=kept)
    cluster = Cluster.objects.create(
        reference=f"JL-{tag}",
        state="raised",
        title=f"{c}同类",
        category=concern.category,
        unit=side.federation,
        grouped_by=side.clerk.actor_reference,
        raised_at=clock.now(),
        topic_reference=f"YT-{tag}",
        facts={},
    )
    ClusterConcern.objects.create(cluster=cluster, concern=concern, frozen=True, added_by="system:test")
    cluster.facts = None  # frozen once it has members
    cluster.facts = cluster_facts(cluster)
    cluster.save(update_fields=["facts"])
    side.records |= {"concern": concern, "concern_file": kept, "cluster": cluster}


def _meetings(side: House, tag: str) -> None:
    c = side.canary
    number = {"A": 71, "B": 72}[tag]
    meeting: Meeting = MeetingFactory(
        reference=f"LX-{tag}",
        number=number,
        ordinal=number,
        title=f"{c}会议",
        state="agenda_review",
        union_host=side.federation,
        government_host=side.office,
        prepared_by=side.clerk,
    )
    topic: Topic = TopicFactory(
        reference=f"YT-{tag}",
        title=f"{c}议题",
        background=f"{c}背景",
        unit=side.federation,
        state="scheduled",
        meeting=meeting,
        cluster=side.records["cluster"],
        lead_unit=side.department,
        filed_by=side.clerk,
        submitted_at=clock.now(),
    )
    paper = documents.store(PDF, name=f"{c}材料.pdf", by=side.clerk, unit=side.federation)
    link = TopicPaper.objects.create(topic=topic, attachment=paper)
    opinion: Opinion = OpinionFactory(reference=f"YT-{tag}-01", topic=topic, unit=side.department, asked_by=side.clerk)
    item: AgendaItem = AgendaItemFactory(reference=f"LX-{tag}-01", meeting=meeting, topic=topic, position=1)
    ReviewFactory(item=item, reviewer=side.official)
    decision = Decision.objects.create(
        reference=f"YD-{tag}-01",
        meeting=meeting,
        item=item,
        topic=topic,
        text=f"{c}议定",
        lead_unit=side.department,
        due_on=clock.today() + dt.timedelta(days=30),
        decided_by=side.clerk,
    )
    action = ActionItem(
        reference=f"DB-{tag}",
        decision=decision,
        state="in_progress",
        title=f"{c}督办",
        text=f"{c}议定",
        lead_unit=side.department,
        standard=f"{c}标准",
        due_on=decision.due_on,
    )
    action.start_clock(clock.now(), 20)
    action.save()
    entry = ActionEntry.objects.create(
        action=action, verb="report_progress", text=f"{c}进展", actor="system:test", actor_name="x"
    )
    proof = documents.store(PDF, name=f"{c}佐证.pdf", by=side.clerk, unit=side.federation)
    ActionEvidence.objects.create(entry=entry, file=proof)
    seat = Invitation.objects.create(meeting=meeting, unit=side.department, name=f"{c}出席")
    minutes = Minutes.objects.create(
        reference=f"JY-{tag}", meeting=meeting, title=f"{c}纪要", opening=f"{c}开头", state="countersigning"
    )
    section = MinutesSection.objects.create(minutes=minutes, position=1, kind="heard", text=f"{c}听取")
    Countersignature.objects.create(minutes=minutes, unit=side.department, asked_at=clock.now())
    report = WorkReport.objects.create(
        reference=f"TB-{tag}", meeting=meeting, as_of=clock.today(), narrative=f"{c}综述"
    )
    ReportLine.objects.create(report=report, position=1, decision=decision, action=action, status="in_progress")
    side.records |= {
        "meeting": meeting,
        "topic": topic,
        "opinion": opinion,
        "item": item,
        "decision": decision,
        "action": action,
        "minutes": minutes,
        "report": report,
        "paper": link,
        "proof": proof,
        "seat": seat,
        "section": section,
    }


def _news(side: House) -> None:
    editor = UserFactory(unit=side.federation, roles=["editor"])
    text = Text(title=f"{side.canary}稿件", paragraphs=parse(f"{side.canary}正文。"))
    draft: Release = news.submit(
        release=news.write(text=text, column=Column.objects.order_by("pk")[0], by=editor), by=editor
    )
    message = Message.objects.create(
        user=side.clerk,
        notice="concern.dispatched",
        object_label="concerns.concern",
        object_pk=side.records["concern"].pk,
        subject=f"{side.canary}通知",
        body=f"{side.canary}",
        url="/",
        key=uuid.uuid4(),
    )
    side.records |= {"release": draft, "message": message}


def _imports(side: House, tag: str) -> None:
    job = Import.objects.create(
        reference=f"DR-{tag}",
        kind="units",
        unit=side.federation,
        state="checked",
        file_name=f"{side.canary}.xlsx",
        file_hash=tag * 64,
        sheets=[{"name": side.canary, "lines": 2, "width": 1, "header": 1, "notes": []}],
        header_row=1,
        mapping={"code": 0},
        created_by=side.clerk,
    )
    ImportRow.objects.create(
        job=job, sheet=0, number=2, raw=json.dumps([side.canary]), verdict="wrong", message=side.canary
    )
    side.records["import"] = job


def viewers(side: House) -> dict[str, User]:
    """One person per role, granted where the role lives on `side`."""
    found: dict[str, User] = {}
    for role in ROLES:
        if role.code == "reviewing_official":
            found[role.code] = side.official
            continue
        unit = getattr(side, AT.get(role.code, "office" if role.code.startswith("gov") else "federation"))
        found[role.code] = UserFactory(unit=unit, roles=[role.code])
    found["stranger"] = UserFactory(unit=DepartmentFactory(parent=side.government), roles=["liaison"])
    return found
