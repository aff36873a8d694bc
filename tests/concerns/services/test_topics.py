"""What the joint meeting does to a cluster comes back to each of its concerns."""

import datetime as dt

import pytest

from concerns import services
from concerns.models import Cluster, Concern
from concerns.states import ClusterState, State
from foundation.core import clock
from foundation.core.policies import Refused
from tests.factories.concerns import ClusterFactory, House

MONDAY = dt.datetime(2026, 11, 2, 9, tzinfo=clock.SHANGHAI)


def _cluster(house: House, *states: str) -> tuple[Cluster, list[Concern]]:
    concerns = [house.concern(state=state) for state in states]
    return ClusterFactory(unit=house.federation, concerns=concerns), concerns


def test_raised_concern_pauses_and_keeps_its_state(house: House) -> None:
    with clock.at(MONDAY):
        cluster, (handling, waiting) = _cluster(house, State.HANDLING, State.TRIAGE)
    with clock.at(MONDAY + dt.timedelta(days=1)):
        services.pause_for_topic(cluster=cluster, by=house.clerk, topic_reference="YT2026-001")

    for concern in (handling, waiting, cluster):
        concern.refresh_from_db()
    assert (handling.state, handling.pause_reason, handling.raised) == (State.HANDLING, "raised", True)
    assert (waiting.state, waiting.paused_at) == (State.TRIAGE, None)
    assert (cluster.state, cluster.topic_reference) == (ClusterState.RAISED, "YT2026-001")
    assert [link.frozen for link in cluster.links.all()] == [True, True]
    assert cluster.facts["concerns"] == 2


def test_decision_resumes_the_clock_with_the_days_it_waited(house: House) -> None:
    with clock.at(MONDAY):
        cluster, (concern,) = _cluster(house, State.HANDLING)
        due = concern.due_at
        services.pause_for_topic(cluster=cluster, by=house.clerk, topic_reference="YT2026-001")
    with clock.at(MONDAY + dt.timedelta(days=7)):
        services.receive_decision(
            cluster=cluster,
            by=house.leader,
            decision_reference="2026-1-3",
            text="由区人社局牵头专项检查。",
            opens_callback=False,
        )

    concern.refresh_from_db()
    cluster.refresh_from_db()
    assert (concern.state, concern.paused_at, concern.paused_days) == (State.HANDLING, None, 5)
    assert due is not None
    assert concern.due_at == due + dt.timedelta(days=7)
    assert (cluster.state, cluster.decision_reference) == (ClusterState.DECIDED, "2026-1-3")
    assert concern.events.get(verb="receive_decision").text == "由区人社局牵头专项检查。"


def test_decision_without_action_opens_the_callback(house: House) -> None:
    cluster, (handling, closed) = _cluster(house, State.HANDLING, State.CLOSED)
    services.pause_for_topic(cluster=cluster, by=house.clerk, topic_reference="YT2026-001")
    services.receive_decision(
        cluster=cluster, by=house.leader, decision_reference="2026-1-3", text="同意。", opens_callback=True
    )

    handling.refresh_from_db()
    closed.refresh_from_db()
    assert (handling.state, handling.paused_at) == (State.CALLBACK, None)
    assert handling.clock_stopped_at is not None
    assert closed.state == State.CLOSED
    assert closed.events.filter(verb="receive_decision").count() == 1


def test_closed_action_opens_every_callback_once(house: House) -> None:
    cluster, (first, second) = _cluster(house, State.HANDLING, State.REPORTED)
    services.pause_for_topic(cluster=cluster, by=house.clerk, topic_reference="YT2026-001")
    services.receive_decision(
        cluster=cluster, by=house.leader, decision_reference="2026-1-3", text="同意。", opens_callback=False
    )
    services.open_callbacks(cluster=cluster, by=house.leader, action_reference="DB2026-001")
    services.open_callbacks(cluster=cluster, by=house.leader, action_reference="DB2026-001")

    for concern in (first, second):
        concern.refresh_from_db()
        assert concern.state == State.CALLBACK
        assert concern.events.filter(verb="open_callback").count() == 1


def test_raised_concern_cannot_reach_closing_before_the_decision(house: House) -> None:
    cluster, (concern,) = _cluster(house, State.REPORTED)
    services.pause_for_topic(cluster=cluster, by=house.clerk, topic_reference="YT2026-001")

    with pytest.raises(Refused, match="待会议议定后再办"):
        services.review_report(concern=concern, by=house.clerk, accepted=True)
    with pytest.raises(Refused, match="待会议议定后再办"):
        services.open_callback(concern=concern, by=house.clerk, reason="提前回访")


def test_withdrawn_topic_thaws_the_cluster(house: House) -> None:
    cluster, (concern,) = _cluster(house, State.HANDLING)
    services.pause_for_topic(cluster=cluster, by=house.clerk, topic_reference="YT2026-001")
    services.resume_after_withdrawal(cluster=cluster, by=house.clerk)

    concern.refresh_from_db()
    cluster.refresh_from_db()
    assert (concern.paused_at, cluster.state, cluster.facts) == (None, ClusterState.GATHERING, None)
    assert [link.frozen for link in cluster.links.all()] == [False]


def test_cluster_is_raised_once(house: House) -> None:
    cluster, _concerns = _cluster(house, State.HANDLING)
    services.pause_for_topic(cluster=cluster, by=house.clerk, topic_reference="YT2026-001")

    with pytest.raises(Refused, match="不能提请上会"):
        services.pause_for_topic(cluster=cluster, by=house.clerk, topic_reference="YT2026-002")
