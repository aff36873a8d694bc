"""The workflow matrix: every workflow × state × verb × role, generated from `WORKFLOWS`, so that nothing new escapes it.

Illegal cells are a rule: refused to everyone. Who passes the policy of a legal cell is listed in `legal.txt`, which people
read: write a changed one with `pytest tests/workflow --write-workflow`, then judge the diff line by line.
"""

import ast
import importlib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from foundation.core.actors import SystemActor
from foundation.core.policies import Refused, refusal_of
from foundation.core.workflow import WORKFLOWS, Action, Workflow, edges
from tests.workflow.world import MAKERS, NEIGHBOURS, OWN, READY, House

LEGAL = Path(__file__).with_name("legal.txt")
SYSTEM = SystemActor("test")
LABELS = sorted(WORKFLOWS)
Facts = dict[str, list[str]]


def states(workflow: Workflow) -> list[str]:
    field: Any = workflow.model._meta.get_field(workflow.state_field)
    return [str(code) for code, _label in field.flatchoices]


def again(workflow: Workflow, record: Any) -> Any:
    """The record as the next request reads it."""
    return workflow.model._base_manager.get(pk=record.pk)


@pytest.fixture
def house(db: None) -> House:
    house = House()
    assert house.people  # made before any savepoint is rolled back
    return house


def test_every_workflow_is_in_the_matrix() -> None:
    assert set(MAKERS) == set(WORKFLOWS)


# --- Illegal cells ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", LABELS)
def test_outside_its_sources_a_move_is_refused_to_everyone(
    house: House, label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row is locked once per state, not once per cell."""
    workflow = WORKFLOWS[label]
    everyone = [*house.people.values(), SYSTEM]
    wrong = []
    for state in states(workflow):
        record = house.record(label, state)
        row = workflow.lock(record)
        monkeypatch.setattr(Workflow, "lock", lambda self, record, row=row: row)
        shown = row._get_FIELD_display(workflow.model._meta.get_field(workflow.state_field))
        for action in workflow.actions:
            if state not in action.move.sources:
                sentence = f"当前状态是“{shown}”，不能{action.label}。"
                wrong += [f"{state} {action.verb}" for by in everyone if answer(workflow, row, action, by) != sentence]
        monkeypatch.undo()
        untouched = again(workflow, record)
        assert (untouched.state, untouched.version) == (state, record.version)
    assert wrong == []


def answer(workflow: Workflow, record: Any, action: Action, by: Any) -> str:
    """What the engine says to `by`; nothing when it moves the record."""
    try:
        workflow.advance(record, action.verb, by=by, target=action.move.targets[0])
    except Refused as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("label", LABELS)
def test_the_database_refuses_every_pair_that_is_no_move(house: House, label: str) -> None:
    """The trigger that was migrated, not the one in the code: a forgotten migration shows here."""
    workflow = WORKFLOWS[label]
    allowed = set(edges(action.move for action in workflow.actions))
    answers: dict[bool, set[tuple[str, str]]] = defaultdict(set)
    for state in states(workflow):
        record = house.record(label, state)
        for goal in states(workflow):
            if goal != state:
                answers[trigger_lets(workflow, record, goal)].add((state, goal))
    assert answers[True] == allowed


def trigger_lets(workflow: Workflow, record: Any, goal: str) -> bool:
    """Whether the state machine in the database lets the row go to `goal`; what constraints say is another matter."""
    try:
        with transaction.atomic():
            workflow.model._base_manager.filter(pk=record.pk).update(**{workflow.state_field: goal})
            transaction.set_rollback(True)
    except DatabaseError as error:
        return "Invalid transition" not in str(error)
    return True


# --- Legal cells -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", LABELS)
def test_legal_cells_are_open_to_exactly_the_listed_roles(
    house: House, label: str, request: pytest.FixtureRequest
) -> None:
    """`legal.txt`: workflow, verb, states, then the roles whose holder passes on a record of her own."""
    found = legal_lines(house, WORKFLOWS[label], label)
    lines = LEGAL.read_text("utf-8").splitlines() if LEGAL.exists() else []
    if request.config.getoption("--write-workflow"):
        others = [line for line in lines if not line.startswith(f"{label} ")]
        LEGAL.write_text("\n".join(sorted([*others, *found])) + "\n", "utf-8")
        return
    assert found == [line for line in lines if line.startswith(f"{label} ")]


def legal_lines(house: House, workflow: Workflow, label: str) -> list[str]:
    """One line per verb and group of states that the same roles may leave by it."""
    groups: dict[tuple[str, str], list[str]] = {}
    for state in states(workflow):
        record = house.record(label, state)
        for action in workflow.actions:
            if state in action.move.sources:
                roles = roles_passing(house, workflow, record, action)
                groups.setdefault((action.verb, " ".join(roles) or "-"), []).append(state)
    return sorted(f"{label} {verb} [{' '.join(found)}] {roles}" for (verb, roles), found in groups.items())


def roles_passing(house: House, workflow: Workflow, record: Any, action: Action) -> list[str]:
    """The roles whose policy passes; what a unit filed or registered itself lies at each person's own unit."""
    label = workflow.model._meta.label_lower
    passing = []
    with transaction.atomic():
        make_ready = READY.get((label, action.verb))
        if make_ready:
            make_ready(house, record)
        row = again(workflow, record)
        for role, user in house.people.items():
            if label in OWN and not role.endswith("@next"):
                setattr(row, OWN[label], user.unit)
            elif label in OWN:
                setattr(row, OWN[label], house.federation)
            if refusal_of(action.check, user, row) is None:
                passing.append(role)
        transaction.set_rollback(True)
    return [*passing, *(["(system)"] if action.by_system else [])]


def test_no_role_reaches_what_lies_next_door() -> None:
    """A liaison, a street, a grassroots union: only their own."""
    listed = LEGAL.read_text("utf-8")
    assert [role for role in NEIGHBOURS if f"{role}@next" in listed] == []


def test_every_move_is_somebodys() -> None:
    """A move that nobody and nothing may make is no move."""
    orphans = [line for line in LEGAL.read_text("utf-8").splitlines() if line.endswith("] -")]
    assert orphans == []


@pytest.mark.parametrize("label", LABELS)
def test_the_portal_acts_only_where_the_table_says_so(house: House, label: str) -> None:
    workflow = WORKFLOWS[label]
    wrong = []
    for state in states(workflow):
        record = house.record(label, state)
        for action in workflow.actions:
            if state not in action.move.sources:
                continue
            refused = f"系统不能自行{action.label}。"
            try:
                with transaction.atomic():
                    said = answer(workflow, record, action, SYSTEM)
                    transaction.set_rollback(True)
            except DatabaseError:  # a constraint asks for facts its service would give: the engine let it through
                said = ""
            if said != ("" if action.by_system else refused):
                wrong.append(f"{state} {action.verb}: {said}")
    assert wrong == []


# --- The table itself ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", LABELS)
def test_every_state_is_reachable_and_every_source_known(label: str) -> None:
    workflow = WORKFLOWS[label]
    field: Any = workflow.model._meta.get_field(workflow.state_field)
    reached = {str(field.get_default())}
    while True:
        further = {str(t) for s, t in edges(a.move for a in workflow.actions) if s in reached} - reached
        if not further:
            break
        reached |= further
    assert reached == set(states(workflow))


@pytest.mark.parametrize("label", LABELS)
def test_buttons_have_an_address_with_a_view_of_that_name(label: str) -> None:
    """An action that is listed has a page; one that is not listed has none of its own."""
    for action in WORKFLOWS[label].actions:
        assert bool(action.url) is action.listed, action.verb
        if action.url:
            match = get_resolver().resolve(reverse(action.url, args=["XX-1"]))
            assert match.view_name == action.url


# Verbs whose service is called otherwise, because two nouns of one app share the verb or one service judges both ways.
SERVICE = {
    "meetings.topic": {
        "consult": "ask_opinions",
        "return": "return_topic",
        "withdraw": "withdraw_topic",
        "clear_for_union": "clear_topic",
        "clear_for_government": "clear_topic",
        "unschedule": "remove_item",
        "reopen": "edit_topic",
        "discuss": "end_meeting",
        "decide": "end_meeting",
    },
    "meetings.opinion": {"answer": "answer_opinion", "reask": "reask_opinion", "stop": "return_topic"},
    "meetings.meeting": {
        "notify": "notify_meeting",
        "open": "open_meeting",
        "end": "end_meeting",
        "resume": "resume_meeting",
        "cancel": "cancel_meeting",
        "archive": "archive_meeting",
        # the meeting follows its minutes and action items
        "send_to_sign": "countersign",
        "issue": "issue_minutes",
        "supervise": "issue_minutes",
        "conclude": "close_action",
    },
    "members.application": {"enrol": "approve"},
    "news.release": {
        "approve_first": "review",
        "approve_second": "review",
        "sign_off": "review",
        "send_back": "review",
        "adopt": "import_release",
    },
}


@pytest.mark.parametrize("label", LABELS)
def test_every_verb_has_its_service(label: str) -> None:
    services = importlib.import_module(f"{app_of(label).name}.services")
    named = SERVICE.get(label, {})
    missing = [
        a.verb for a in WORKFLOWS[label].actions if not callable(getattr(services, named.get(a.verb, a.verb), None))
    ]
    assert missing == []
    assert {verb for verb, service in named.items() if verb == service} == set()


def test_every_verb_is_advanced_by_a_service() -> None:
    """Its name stands as a literal in a module of the app's services: no move is only a row of the table."""
    unmade = []
    for label, workflow in WORKFLOWS.items():
        words = literals(Path(app_of(label).path))
        unmade += [f"{label} {action.verb}" for action in workflow.actions if action.verb not in words]
    assert unmade == []


def app_of(label: str) -> Any:
    """The app a workflow belongs to, which may lie in the foundation."""
    return apps.get_app_config(label.split(".", maxsplit=1)[0])


def literals(app: Path) -> set[str]:
    """Every string in the services of an app."""
    return {
        node.value
        for path in app.glob("services/*.py")
        if path.name != "__init__.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


# --- Pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", LABELS)
def test_every_button_leads_to_a_page(house: House, label: str) -> None:
    """Whoever may make the move finds a page with its form there, also without JavaScript."""
    workflow = WORKFLOWS[label]
    answers = {}
    for action in (action for action in workflow.actions if action.listed):
        record = house.record(label, str(action.move.sources[0]))
        with transaction.atomic():
            make_ready = READY.get((label, action.verb))
            if make_ready:
                make_ready(house, record)
            row = again(workflow, record)
            user = next(user for user in house.people.values() if refusal_of(action.check, user, row) is None)
            client = Client()
            client.force_login(user)
            response = client.get(reverse(action.url, args=[row.reference]))
            answers[action.verb] = (response.status_code, b'method="post"' in response.content)
            transaction.set_rollback(True)
    assert answers == dict.fromkeys(answers, (200, True))
