"""The engine of every state change, tried on the smallest real workflow: a joining application."""

import pytest
from django.db import ProgrammingError, transaction

from foundation.core.actors import SystemActor
from foundation.core.policies import Refused, Stale
from foundation.core.workflow import Action, Move, Workflow, edges
from members.models import Application
from members.states import APPLICATION_MOVES, ApplicationState
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def refuse(user: object, record: object) -> None:
    raise Refused("今天不行。")


def permit(user: object, record: object) -> None:
    return None


@pytest.fixture
def workflow() -> Workflow:
    return Workflow(
        Application,
        "state",
        [
            Action(Move("withdraw", (ApplicationState.DRAFT,), ApplicationState.WITHDRAWN), "撤回", permit),
            Action(
                Move("submit", (ApplicationState.DRAFT,), ApplicationState.UNPLACED), "提交", refuse, by_system=True
            ),
        ],
    )


@pytest.fixture
def application() -> Application:
    user = UserFactory()
    return Application.objects.create(
        reference="RH-2026-0001", name="林试（演示）", id_number="", group="rural", scope=user.unit, filed_by="user:1"
    )


def test_advance_saves_state_version_and_changes(workflow: Workflow, application: Application) -> None:
    row = workflow.advance(application, "withdraw", by=UserFactory(), version=1, decision_reason="本人撤回")

    row.refresh_from_db()
    assert (row.state, row.version, row.decision_reason) == ("withdrawn", 2, "本人撤回")


def test_advance_refuses_a_version_somebody_else_changed(workflow: Workflow, application: Application) -> None:
    with pytest.raises(Stale):
        workflow.advance(application, "withdraw", by=UserFactory(), version=7)
    application.refresh_from_db()
    assert application.state == "draft"


def test_advance_refuses_a_wrong_source_in_the_words_of_the_state(workflow: Workflow, application: Application) -> None:
    workflow.advance(application, "withdraw", by=UserFactory())

    with pytest.raises(Refused, match="当前状态是“已撤回”，不能撤回。"):
        workflow.advance(application, "withdraw", by=UserFactory())


def test_policy_binds_people_and_by_system_frees_the_portal(workflow: Workflow, application: Application) -> None:
    with pytest.raises(Refused, match="今天不行。"):
        workflow.advance(application, "submit", by=UserFactory())
    with pytest.raises(Refused, match="系统不能自行撤回。"):
        workflow.advance(application, "withdraw", by=SystemActor("test"))

    assert workflow.advance(application, "submit", by=SystemActor("test")).state == "unplaced"


def test_database_refuses_a_jump_that_is_no_move(application: Application) -> None:
    with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(state="approved")


def test_database_lets_a_row_keep_its_state(application: Application) -> None:
    assert Application.objects.filter(pk=application.pk).update(state="draft", name="林改（演示）") == 1


def test_edges_leave_out_moves_that_stay() -> None:
    assert edges([Move("note", ("a",), "a"), Move("go", ("a", "b"), ("b", "c"))]) == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]


def test_every_application_state_is_reachable() -> None:
    reached = {"draft"} | {target for _source, target in edges(APPLICATION_MOVES)}
    assert reached == set(ApplicationState.values)
