"""No page asks the database more than twelve times, however much belongs to its record (quality §1).

Every list and record page is opened twice by people of several roles: with two and with six of everything that can be
many. The figures are the same, and within the bar. Counted is all SQL but savepoints and SET.
"""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from concerns.models import Callback, Cluster, ClusterConcern, ConcernAttachment, ConcernEvent
from foundation.core import clock
from foundation.documents import services as documents
from foundation.imports.models import Import, ImportRow
from foundation.notifications.models import Message
from foundation.orgs.enums import Kind
from foundation.search import services as search
from meetings.models import (
    ActionEntry,
    ActionEvidence,
    ActionHelp,
    ActionItem,
    AgendaVersion,
    Clearance,
    Countersignature,
    Decision,
    Invitation,
    Meeting,
    Milestone,
    Minutes,
    MinutesSection,
    ReportLine,
    TopicPaper,
)
from news import services as news
from news.models import Column
from news.paragraphs import parse
from news.services import Text
from tests.access.world import PDF, House, build, viewers
from tests.factories.accounts import UserFactory
from tests.factories.concerns import ConcernFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, OpinionFactory, ReviewFactory, TopicFactory
from tests.factories.members import ApplicationFactory, EmployerFactory, MembershipFactory, PersonFactory, UnionFactory
from tests.factories.orgs import DepartmentFactory, UnitFactory

BAR = 12
UNCOUNTED = re.compile(r"(RELEASE )?SAVEPOINT|ROLLBACK TO|SET ")
PEOPLE = [
    "rights_clerk",
    "office_clerk",
    "union_leader",
    "liaison",
    "street_cadre",
    "organisation_clerk",
    "editor",
    "system_admin",
]


def _of(kind: str, tail: str = "") -> Callable[[House], str]:
    return lambda side: f"{side.records[kind].get_absolute_url()}{tail}"


PAGES: dict[str, Callable[[House], str]] = {
    "desk": lambda side: "/desk/",
    "notifications": lambda side: "/notifications/",
    "search": lambda side: f"/search/?q={side.canary}",
    "concerns": lambda side: "/concerns/?tab=all",
    "concerns, mine": lambda side: "/concerns/",
    "concern": _of("concern"),
    "clusters": lambda side: "/concerns/clusters/",
    "cluster": _of("cluster"),
    "topics": lambda side: "/meetings/topics/",
    "topic": _of("topic"),
    "opinion": _of("opinion"),
    "meetings": lambda side: "/meetings/",
    "meeting, under review": _of("meeting"),
    "meeting, held": _of("held"),
    "agenda": _of("meeting", "agenda/"),
    "participants": _of("meeting", "participants/"),
    "actions": lambda side: "/meetings/actions/",
    "action": _of("action"),
    "decision": _of("decision"),
    "report": _of("report"),
    "minutes": _of("minutes"),
    "minutes, editing": lambda side: f"{side.records['held'].get_absolute_url()}minutes/",
    "chain": lambda side: f"/chain/meeting/{side.records['held'].reference}/",
    "news desk": lambda side: "/news/desk/",
    "release": lambda side: f"/news/desk/{side.records['release'].reference}/",
    "applications": lambda side: "/members/",
    "application": _of("application"),
    "employers": lambda side: "/members/employers/",
    "employer": _of("employer"),
    "unions": lambda side: "/members/unions/",
    "union": _of("union"),
    "person": _of("person"),
    "imports": lambda side: "/imports/",
    "import": _of("import"),
    "import, mapping": _of("import", "map-columns/"),
}

Figures = dict[str, dict[str, list[int]]]


@pytest.fixture(scope="module")
def figures(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Figures]:
    """Page → role → queries with two and with six of everything; measured once, then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(**_plain(tmp_path_factory.mktemp("files"))):
            side = build("金丝雀", "A")
            people = {role: user for role, user in viewers(side).items() if role in PEOPLE}
            _hold_a_meeting(side)
            found: Figures = {name: {} for name in PAGES}
            for rows in (range(2), range(2, 6)):
                for number in rows:
                    _grow(side, number)
                search.rebuild()
                for role, user in people.items():
                    _measure(side, role, user, found)
            yield found
        transaction.set_rollback(True)


def _plain(folder: Path) -> dict[str, Any]:
    """What `tests/conftest.py` sets for each test: a cheap hasher, files aside, nothing cached."""
    return {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "MEDIA_ROOT": folder / "media",
        "STATIC_ROOT": folder,
        "STORAGES": settings.STORAGES
        | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
    }


def _measure(side: House, role: str, user: Any, found: Figures) -> None:
    client = Client()
    client.force_login(user)
    for name, address in PAGES.items():
        with CaptureQueriesContext(connection) as queries:
            status = client.get(address(side)).status_code
        if status == 200:
            asked = [query["sql"] for query in queries if not UNCOUNTED.match(query["sql"])]
            found[name].setdefault(role, []).append(len(asked))


@pytest.mark.parametrize("name", PAGES)
def test_page_stays_within_the_bar_and_does_not_grow(name: str, figures: Figures) -> None:
    seen = figures[name]

    assert seen, "nobody of these roles may open it"
    assert {role: counts for role, counts in seen.items() if len(set(counts)) != 1} == {}
    assert max(max(counts) for counts in seen.values()) <= BAR, seen


def _hold_a_meeting(side: House) -> None:
    """A meeting whose minutes are being drafted, beside the one under review."""
    held = MeetingFactory(
        reference="LX-HELD", number=80, ordinal=80, title=f"{side.canary}会议", state="drafting",
        union_host=side.federation, government_host=side.office, prepared_by=side.clerk,
    )  # fmt: skip
    minutes = Minutes.objects.create(
        reference="JY-HELD", meeting=held, title=f"{side.canary}纪要", opening="会议听取了汇报。"
    )
    side.records |= {"held": held, "held minutes": minutes}


def _grow(side: House, number: int) -> None:
    """One more of everything."""
    department = DepartmentFactory(parent=side.government)
    _more_concerns(side, number, department)
    for meeting in (side.records["meeting"], side.records["held"]):
        _more_business(side, meeting, number, department)
    _more_papers(side, number, department)
    _more_members(side, number)
    _more_imports(side, number)
    text = Text(title=f"{side.canary}稿件{number}", paragraphs=parse("会议听取了汇报。"))
    editor = UserFactory(unit=side.federation, roles=["editor"])
    news.submit(release=news.write(text=text, column=Column.objects.order_by("pk")[0], by=editor), by=editor)
    for user in (side.clerk, side.official):
        Message.objects.create(
            user=user, notice="concern.dispatched", object_label="concerns.concern", subject="诉求已派单", url="/",
            object_pk=side.records["concern"].pk, key=uuid.uuid4(),
        )  # fmt: skip


def _more_concerns(side: House, number: int, department: Any) -> None:
    concern = side.records["concern"]
    event = ConcernEvent.objects.create(
        concern=concern, verb="report_progress", actor="system:test", actor_name="某某", summary="进展", text="已联系。"
    )
    for owner in ({"event": event}, {}):
        kept = documents.store(PDF, name=f"佐证{number}.pdf", by=side.clerk, unit=side.federation)
        ConcernAttachment.objects.create(concern=concern, attachment=kept, **owner)
    Callback.objects.create(concern=concern, called_by=side.clerk, contact="not_reached")
    like = ConcernFactory(
        state="handling", title=f"{side.canary}诉求{number}", unit=side.federation, street_unit=side.street,
        handler=side.department, registered_by=side.clerk,
    )  # fmt: skip
    ClusterConcern.objects.create(cluster=side.records["cluster"], concern=like, frozen=True, added_by="system:test")


def _more_business(side: House, meeting: Meeting, number: int, department: Any) -> None:
    """A topic of a cluster of its own with opinions, papers, reviews; decided and acted on."""
    cluster = Cluster.objects.create(
        reference=f"JL-{meeting.pk}-{number}", state="raised", title="同类诉求", category=side.records["concern"].category,
        unit=side.federation, grouped_by=side.clerk.actor_reference, raised_at=clock.now(), topic_reference="x", facts={},
    )  # fmt: skip
    like = ConcernFactory(state="handling", unit=side.federation, street_unit=side.street, registered_by=side.clerk)
    ClusterConcern.objects.create(cluster=cluster, concern=like, frozen=True, added_by="system:test")
    topic = TopicFactory(
        title=f"{side.canary}议题{number}", unit=side.federation, state="scheduled", meeting=meeting, cluster=cluster,
        lead_unit=side.department, filed_by=side.clerk, submitted_at=clock.now(),
    )  # fmt: skip
    topic.assisting_units.add(department)
    OpinionFactory(reference=f"YJ-{meeting.pk}-{number}", topic=topic, unit=department, asked_by=side.clerk)
    item = AgendaItemFactory(meeting=meeting, topic=topic, position=number + 2)
    for reviewer in (side.official, UserFactory(unit=department, roles=["reviewing_official"])):
        ReviewFactory(item=item, reviewer=reviewer)
    version = AgendaVersion.objects.create(
        meeting=meeting, number=number + 1, items=[], agenda_hash=meeting.agenda_hash, sent_by=side.clerk
    )
    Clearance.objects.create(
        host="union", agenda=version, verdict="cleared", text_hash="x", edition=1, decided_by=side.clerk
    )
    Invitation.objects.create(meeting=meeting, unit=department, name=f"某某{number}")
    _decide(side, item, number)


def _decide(side: House, item: Any, number: int) -> None:
    due_on = clock.today() + dt.timedelta(days=30)
    decision = Decision.objects.create(
        reference=f"YD-{item.meeting_id}-{number}", meeting=item.meeting, item=item, topic=item.topic, text="同意。",
        lead_unit=side.department, due_on=due_on, decided_by=side.clerk,
    )  # fmt: skip
    action = ActionItem(
        reference=f"DB-{item.meeting_id}-{number}", decision=decision, state="in_progress", title="督办", text="同意。",
        lead_unit=side.department, standard="建成使用", due_on=due_on,
    )  # fmt: skip
    action.start_clock(clock.now(), 20)
    action.save()
    position = item.meeting_id * 100 + number
    ReportLine.objects.create(
        report=side.records["report"], position=position, decision=decision, action=action, status="in_progress"
    )


def _more_papers(side: House, number: int, department: Any) -> None:
    """What belongs to the records the pages are opened of."""
    topic, action = side.records["topic"], side.records["action"]
    OpinionFactory(reference=f"YJ-{number}", topic=topic, unit=department, asked_by=side.clerk)
    topic.assisting_units.add(department)
    Clearance.objects.create(
        host="union", topic=topic, verdict="cleared", text_hash="x", edition=1, decided_by=side.clerk
    )
    for _ in range(2):
        kept = documents.store(PDF, name=f"材料{number}.pdf", by=side.clerk, unit=side.federation)
        TopicPaper.objects.create(topic=topic, attachment=kept)
    entry = ActionEntry.objects.create(
        action=action, verb="report_progress", text="进展", actor="system:test", actor_name="某某"
    )
    proof = documents.store(PDF, name=f"佐证{number}.pdf", by=side.clerk, unit=side.federation)
    ActionEvidence.objects.create(entry=entry, file=proof)
    ActionHelp.objects.create(action=action, unit=department)
    Milestone.objects.create(action=action, title="节点", due_on=clock.today() + dt.timedelta(days=number))
    for minutes in (side.records["minutes"], side.records["held minutes"]):
        MinutesSection.objects.create(
            minutes=minutes, position=number + 2, kind="decided", heading="关于场地", text="同意。"
        )
        Countersignature.objects.create(minutes=minutes, unit=department, asked_at=clock.now())


def _more_imports(side: House, number: int) -> None:
    Import.objects.create(
        reference=f"DR-{number}", kind="units", unit=side.federation, file_name="单位.xlsx", file_hash=f"{number:064d}",
        created_by=UserFactory(unit=side.federation), sheets=[{"name": "单位", "lines": 1, "width": 1, "header": 1, "notes": []}],
    )  # fmt: skip
    ImportRow.objects.create(job=side.records["import"], sheet=0, number=number + 3, raw='["A"]', verdict="new")


def _more_members(side: House, number: int) -> None:
    employer = EmployerFactory(street=side.street)
    side.records["union"].employers.add(employer)
    person = PersonFactory(name=f"{side.canary}职工{number}", scope=side.grassroots)
    MembershipFactory(person=person, union=side.records["union"])
    ApplicationFactory(state="reviewing", union=side.records["union"], scope=side.grassroots)
    UnionFactory(unit=UnitFactory(kind=Kind.GRASSROOTS_UNION, parent=side.street), name=f"某某工会{number}")
