"""Every form of concerns, imports, meetings, members and news: a record that stands before it, and a person who may press its button.

The forms of workflow moves come from the workflows themselves; what is no move stands in `OTHERS`.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.policies import refusal_of
from foundation.core.workflow import WORKFLOWS
from foundation.documents import services as documents
from meetings.models import ItemResult, MinutesSection, ReportLine, TopicPaper
from tests.factories.members import EmployerFactory, PersonFactory
from tests.workflow.world import READY, House, _decision, _item

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
APPS = ("concerns", "imports", "meetings", "members", "news")


@dataclass(frozen=True)
class Place:
    """A form: its address, who stands before it, and the record it is about (None for a new one)."""

    name: str
    url: str
    user: User
    record: Any = None
    typed: dict[str, Any] = field(default_factory=dict)
    """What no field can tell: numbers of other records."""


def routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named route that takes a POST (`@reads_and_writes`)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif space.removesuffix(":") in APPS and _writes(pattern.callback):
            yield f"{space}{pattern.name}", pattern


def _writes(view: Any) -> bool:
    while view is not None:
        if getattr(getattr(view, "__code__", None), "co_qualname", "").startswith("reads_and_writes."):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def moves() -> dict[str, tuple[str, str]]:
    """Route → (workflow, verb) for every button of a workflow."""
    found: dict[str, tuple[str, str]] = {}
    for label, workflow in WORKFLOWS.items():
        for action in workflow.actions:
            if action.listed:
                found.setdefault(action.url, (label, action.verb))
    return found


def place(house: House, name: str) -> Place:
    """The form of the route `name`, ready to be filled in."""
    if name in OTHERS:
        record, arguments = OTHERS[name](house)
        url = reverse(name, args=arguments)
        return Place(name, url, _whoever_finds(house, url), record, _others_number(house, name, record))
    label, verb = moves()[name]
    workflow = WORKFLOWS[label]
    action = workflow.action(verb)
    record = house.record(label, str(action.move.sources[0]))
    if ready := READY.get((label, verb)):
        ready(house, record)
    row = workflow.model._base_manager.get(pk=record.pk)
    if (label, verb) in BEFORE:
        BEFORE[(label, verb)](house, row)
        row = workflow.model._base_manager.get(pk=record.pk)
    user = next(user for user in house.people.values() if refusal_of(action.check, user, row) is None)
    return Place(name, reverse(name, args=[row.reference]), user, row, _others_number(house, name, row))


def _others_number(house: House, name: str, record: Any) -> dict[str, Any]:
    if name == "concerns:merge":
        return {"into": house.record("concerns.concern", "handling").reference}
    if name == "concerns:remove_from_cluster":
        return {"concern": record.links.get().concern.reference}
    if name == "meetings:schedule":
        return {"meeting": house.record("meetings.meeting", "preparing").pk}
    if name == "imports:map_columns":  # a column of the table is one column of the record
        return {f"column_{name}": "" for name in ("short_name", "side", "parent", "sort_order", "contact")}
    return {}


def _whoever_finds(house: House, url: str) -> User:
    """The first person for whom the page exists."""
    for user in house.people.values():
        client = Client()
        client.force_login(user)
        if client.get(url).status_code == 200:
            return user
    raise LookupError(f"nobody opens {url}")


# --- Records of what is no move --------------------------------------------------------------------------------------

Made = tuple[Any, list[Any]]


def _new(house: House) -> Made:
    return None, []


def _of(label: str, state: str, *more: Any) -> Callable[[House], Made]:
    def make(house: House) -> Made:
        record = house.record(label, state)
        return record, [record.reference, *more]

    return make


def _person(house: House) -> Made:
    person = PersonFactory(scope=house.grassroots, employer=EmployerFactory(street=house.street))
    return None, [person.reference, "phone"]


def _revealed(house: House) -> Made:
    concern = house.record("concerns.concern", "handling")
    return None, [concern.reference, "phone"]


def _raised(house: House) -> Made:
    cluster = house.record("concerns.cluster", "gathering")
    cluster.links.create(concern=house.record("concerns.concern", "handling"), added_by="system:test")
    return None, [cluster.reference]


def _grouped(house: House) -> Made:
    house.record("concerns.concern", "handling")
    cluster = house.record("concerns.cluster", "gathering")
    cluster.links.create(concern=house.record("concerns.concern", "handling"), added_by="system:test")
    return cluster, [cluster.reference]


def _given(house: House) -> Made:
    opinion = house.record("meetings.opinion", "given")
    return opinion, [opinion.reference]


def _paper(house: House) -> Made:
    topic = house.record("meetings.topic", "draft")
    kept = documents.store(PDF, name="材料.pdf", by=house.clerk, unit=house.federation)
    TopicPaper.objects.create(topic=topic, attachment=kept)
    return None, [topic.reference, kept.key]


def _line(house: House) -> Made:
    report = house.record("meetings.workreport", "compiling")
    line = ReportLine.objects.create(report=report, position=1, decision=_decision(house), status="in_progress")
    return line, [report.reference, 1]


def _part(house: House) -> Made:
    minutes = house.record("meetings.minutes", "drafting")
    return MinutesSection.objects.get(minutes=minutes), [minutes.reference, 1]


def _agenda_item(state: str) -> Callable[[House], Made]:
    def make(house: House) -> Made:
        meeting = house.record("meetings.meeting", state)
        item = _item(house, meeting)
        if state == "in_session":
            ItemResult.objects.create(item=item, started_at=clock.now(), recorded_by=house.clerk)
        return None, [meeting.reference, item.reference.rpartition("-")[2]]

    return make


def _reviewed(house: House) -> Made:
    meeting = house.record("meetings.meeting", "agenda_review")
    item = _item(house, meeting)
    return item.reviews.get(), [meeting.reference, item.reference.rpartition("-")[2]]


def _frozen(house: House) -> Made:
    meeting = house.record("meetings.meeting", "agenda_review")
    _item(house, meeting)
    meeting.agenda_frozen_at = clock.now()
    meeting.save(update_fields=["agenda_frozen_at"])
    return meeting, [meeting.reference]


def _seat(house: House) -> Made:
    meeting = house.record("meetings.meeting", "notified")
    liaison = house.people["liaison"]
    seat = meeting.invitations.create(unit=house.department, user=liaison, name=liaison.display_name)
    return seat, [meeting.reference]


OTHERS: dict[str, Callable[[House], Made]] = {
    "members:apply": _new,
    "members:add_employer": _new,
    "members:reveal": _person,
    "meetings:draft_topic": _new,
    "meetings:raise_topic": _raised,
    "meetings:edit_topic": _of("meetings.topic", "draft"),
    "meetings:attach_paper": _of("meetings.topic", "draft"),
    "meetings:adopt_opinion": _given,
    "meetings:edit_narrative": _of("meetings.workreport", "compiling"),
    "meetings:explain": _line,
    "meetings:edit_minutes": _of("meetings.minutes", "drafting"),
    "meetings:edit_section": _part,
    "meetings:prepare_meeting": _new,
    "meetings:start_report": lambda house: (None, _of("meetings.meeting", "preparing")(house)[1]),
    "meetings:edit_meeting": _of("meetings.meeting", "preparing"),
    "meetings:add_item": lambda house: (None, _of("meetings.meeting", "preparing")(house)[1]),
    "meetings:edit_item": _agenda_item("preparing"),
    "meetings:clear_agenda": _of("meetings.meeting", "agenda_review"),
    "meetings:freeze": _of("meetings.meeting", "agenda_review"),
    "meetings:unfreeze": _frozen,
    "meetings:review_item": _reviewed,
    "meetings:invite": lambda house: (None, _of("meetings.meeting", "preparing")(house)[1]),
    "meetings:reply": _seat,
    "meetings:record_result": _agenda_item("in_session"),
    "meetings:record_decision": _agenda_item("in_session"),
    "concerns:register": _new,
    "concerns:group": _new,
    "concerns:add_to_cluster": _grouped,
    "concerns:remove_from_cluster": _grouped,
    "concerns:reveal": _revealed,
    "concerns:attach": lambda house: (None, _of("concerns.concern", "handling")(house)[1]),
    "news:paste": _new,
    "news:write": _new,
    "news:review": _of("news.release", "final_review"),
}


def _late(house: House, meeting: Any) -> None:
    """So near that the notice must say why it comes late."""
    meeting.starts_at = clock.now() + dt.timedelta(hours=20)
    meeting.ends_at = meeting.starts_at + dt.timedelta(hours=2)
    meeting.save(update_fields=["starts_at", "ends_at"])


BEFORE: dict[tuple[str, str], Callable[[House, Any], None]] = {
    ("meetings.meeting", "notify"): _late,
}
