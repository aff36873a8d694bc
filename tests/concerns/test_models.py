"""The database refuses what is wrong, whoever writes it."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from concerns.models import Assignment, Callback, Cluster, ClusterConcern, Concern, ConcernEvent
from concerns.states import State
from foundation.core import clock
from tests.factories.concerns import ClusterFactory, House


def refused(name: str, rows: Any, **changes: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.update(**changes)


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("concern_people_counted", {"people_count": 0}),
        ("concern_anonymous_names_nobody", {"anonymous": True}),
        ("concern_codes_known", {"urgency": "soon"}),
        ("concern_done_has_reason", {"closed_at": "now"}),
        ("concern_merged_has_target", {"merged_into": "self"}),
        ("concerns_concern_clock_whole", {"limit_days": 3}),
    ],
)
def test_concern_constraints(house: House, constraint: str, changes: dict[str, Any]) -> None:
    concern = house.concern()
    real = {"now": clock.now(), "self": concern}

    refused(
        constraint,
        Concern.objects.filter(pk=concern.pk),
        **{key: real.get(value, value) if isinstance(value, str) else value for key, value in changes.items()},
    )


def test_concern_closed_without_a_note(house: House) -> None:
    concern = house.concern(state=State.CLOSED)
    refused("concern_done_has_reason", Concern.objects.filter(pk=concern.pk), closing_note="")


def test_concern_shelved_without_review(house: House) -> None:
    concern = house.concern(state=State.SHELVED)
    refused("concern_shelved_has_review", Concern.objects.filter(pk=concern.pk), review_on=None)


def test_concern_has_one_employer(house: House) -> None:
    from tests.factories.members import EmployerFactory

    concern = house.concern(employer=EmployerFactory())
    refused("concern_one_employer", Concern.objects.filter(pk=concern.pk), employer_text="另一家")


def test_state_does_not_jump(house: House) -> None:
    concern = house.concern()
    with pytest.raises(DatabaseError, match="transition"), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(
            state=State.CLOSED, closed_at=clock.now(), closing_note="跳过中间步骤"
        )


def test_one_lead_unit_and_each_unit_once(house: House) -> None:
    concern = house.concern(state=State.DISPATCHED)
    for constraint, unit, part in (
        ("assignment_one_lead", house.other, "lead"),
        ("assignment_unit_once", house.department, "assisting"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Assignment.objects.create(concern=concern, unit=unit, part=part, dispatched_by="system:test")


def test_return_needs_its_basis_and_no_final_one_is_returned(house: House) -> None:
    rows = house.concern(state=State.DISPATCHED).assignments.all()
    now = clock.now()
    refused("assignment_return_has_basis", rows, returned_at=now, ended_at=now)
    refused("assignment_return_has_basis", rows, returned_at=now, ended_at=now, return_basis="依据", final=True)
    refused("assignment_accepted_by_someone", rows, accepted_at=now)


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("callback_result_only_if_reached", {"contact": "reached"}),
        ("callback_result_only_if_reached", {"contact": "refused", "solved": "solved"}),
        ("callback_not_solved_says_why", {"contact": "reached", "solved": "not_solved", "satisfaction": "unsatisfied"}),
    ],
)
def test_callback_constraints(house: House, constraint: str, facts: dict[str, str]) -> None:
    concern = house.concern(state=State.CALLBACK)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Callback.objects.create(concern=concern, called_by=house.caller, **facts)


def test_cluster_constraints(house: House) -> None:
    cluster = ClusterFactory(unit=house.federation)
    rows = Cluster.objects.filter(pk=cluster.pk)
    refused("cluster_raised_is_frozen", rows, topic_reference="YT2026-001")
    refused("cluster_decided_has_reference", rows, decided_at=clock.now())


def test_concern_is_in_one_cluster(house: House) -> None:
    concern = house.concern()
    ClusterFactory(unit=house.federation, concerns=[concern])
    with pytest.raises(IntegrityError), transaction.atomic():
        ClusterConcern.objects.create(
            cluster=ClusterFactory(unit=house.federation), concern=concern, added_by="system:test"
        )


def test_story_is_never_rewritten(house: House) -> None:
    concern = house.concern()
    event = ConcernEvent.objects.create(
        concern=concern, verb="attach", actor="system:test", actor_name="系统", summary="上传"
    )
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        ConcernEvent.objects.filter(pk=event.pk).update(summary="改写")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        ConcernEvent.objects.filter(pk=event.pk).delete()
