"""The same matter on file twice."""

import pytest

from concerns import services
from concerns.states import State
from foundation.core.policies import Refused
from tests.factories.concerns import ClusterFactory, House


def test_merged_concern_points_to_the_one_that_goes_on(house: House) -> None:
    concern, goal = house.concern(state=State.HANDLING), house.concern(state=State.TRIAGE)

    concern = services.merge(concern=concern, by=house.clerk, into=goal, reason="同一件事。")

    assert (concern.state, concern.merged_into, concern.clock_stopped_at is not None) == (State.MERGED, goal, True)
    assert goal.events.get().summary == f"{concern.reference}并入本件"


def test_not_into_itself_nor_into_what_is_over(house: House) -> None:
    concern = house.concern(state=State.TRIAGE)

    with pytest.raises(Refused, match="不能并入自己"):
        services.merge(concern=concern, by=house.clerk, into=concern, reason="同一件事。")
    with pytest.raises(Refused, match="已结束，不能并入"):
        services.merge(concern=concern, by=house.clerk, into=house.concern(state=State.CLOSED), reason="同一件事。")


def test_concern_before_a_meeting_is_not_merged_away_but_may_be_withdrawn(house: House) -> None:
    concern = house.concern(state=State.HANDLING)
    cluster = ClusterFactory(unit=house.federation, concerns=[concern])
    services.pause_for_topic(cluster=cluster, by=house.clerk, topic_reference="YT2026-001")

    with pytest.raises(Refused, match="待会议议定后再办"):
        services.merge(concern=concern, by=house.clerk, into=house.concern(state=State.TRIAGE), reason="同一件事。")
    concern.refresh_from_db()
    concern = services.withdraw(concern=concern, by=house.clerk, reason="职工和解。")
    assert (concern.state, concern.paused_at) == (State.WITHDRAWN, None)
