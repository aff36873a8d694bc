"""Grouping like concerns, and facts that name nobody."""

import json

import pytest

from concerns import services
from concerns.models import Cluster
from concerns.states import ClusterState, State
from foundation.core.policies import Refused, Stale
from tests.factories.concerns import ClusterFactory, House
from tests.factories.orgs import StreetUnionFactory


def test_five_like_concerns_are_suggested_within_the_own_scope(house: House) -> None:
    for _ in range(5):
        house.concern()
    house.concern(state=State.WITHDRAWN)

    (suggestion,) = services.suggest_clusters(house.clerk)

    assert (suggestion.category.code, suggestion.street_unit, suggestion.count) == ("01", house.street, 5)
    assert services.suggest_clusters(house.stranger) == []


def test_grouped_concerns_are_suggested_no_more(house: House) -> None:
    concerns = [house.concern() for _ in range(5)]
    cluster = services.group_into_cluster(
        by=house.clerk, unit=house.federation, title="快递行业加班工资", concerns=concerns
    )

    assert (cluster.reference[:3], cluster.street_unit, cluster.category.code) == ("JL-", house.street, "01")
    assert services.suggest_clusters(house.clerk) == []
    assert [concern.events.get().verb for concern in concerns] == ["group_into_cluster"] * 5


def test_one_concern_is_no_cluster(house: House) -> None:
    with pytest.raises(Refused, match="至少要两件"):
        services.group_into_cluster(by=house.clerk, unit=house.federation, title="加班", concerns=[house.concern()])
    assert not Cluster.objects.exists()


def test_concern_belongs_to_one_cluster_only(house: House) -> None:
    taken = house.concern()
    ClusterFactory(unit=house.federation, concerns=[taken], reference="JL-2026-900")

    with pytest.raises(Refused, match="已归入JL-2026-900，请先移出"):
        services.group_into_cluster(
            by=house.clerk, unit=house.federation, title="加班", concerns=[taken, house.concern()]
        )


def test_members_come_and_go_until_it_is_raised(house: House) -> None:
    first, second, third = house.concern(), house.concern(), house.concern()
    cluster = ClusterFactory(unit=house.federation, concerns=[first, second])
    services.add_to_cluster(cluster=cluster, by=house.clerk, concerns=[third], version=1)
    services.remove_from_cluster(cluster=cluster, by=house.clerk, concern=first, version=2)
    assert set(cluster.concerns.all()) == {second, third}

    services.pause_for_topic(cluster=cluster, by=house.clerk, topic_reference="YT2026-001")

    with pytest.raises(Refused, match="组成已冻结"):
        services.add_to_cluster(cluster=cluster, by=house.clerk, concerns=[first])
    with pytest.raises(Refused, match="组成已冻结"):
        services.remove_from_cluster(cluster=cluster, by=house.clerk, concern=second)


def test_stale_change_of_members_is_refused(house: House) -> None:
    cluster = ClusterFactory(unit=house.federation, concerns=[house.concern()], version=3)

    with pytest.raises(Stale):
        services.add_to_cluster(cluster=cluster, by=house.clerk, concerns=[house.concern()], version=2)


def test_dissolved_cluster_frees_its_concerns(house: House) -> None:
    concern = house.concern()
    cluster = ClusterFactory(unit=house.federation, concerns=[concern])

    cluster = services.dissolve(cluster=cluster, by=house.clerk)

    assert (cluster.state, cluster.links.count()) == (ClusterState.DISSOLVED, 0)
    services.group_into_cluster(
        by=house.clerk, unit=house.federation, title="加班", concerns=[concern, house.concern()]
    )


def test_facts_merge_streets_of_fewer_than_ten_people(house: House) -> None:
    small = StreetUnionFactory(parent=house.federation, short_name="小街道")
    tiny = StreetUnionFactory(parent=house.federation, short_name="微街道")
    concerns = [
        house.concern(people_count=12),
        house.concern(people_count=4, street_unit=small),
        house.concern(people_count=7, street_unit=tiny),
    ]
    facts = services.cluster_facts(ClusterFactory(unit=house.federation, concerns=concerns))

    assert (facts["concerns"], facts["people"]) == (3, 23)
    assert facts["streets"] == [
        {"name": house.street.short_name, "concerns": 1, "people": 12},
        {"name": "其他2个街道合计", "concerns": 2, "people": 11},
    ]


def test_facts_of_few_people_give_no_number_and_never_a_name(house: House) -> None:
    concern = house.concern(people_count=2, employer_text="某电子厂", narrative="经过里的话")
    facts = services.cluster_facts(ClusterFactory(unit=house.federation, concerns=[concern]))

    assert facts["people"] is None
    assert facts["streets"] == [{"name": "1个街道合计", "concerns": 1, "people": None}]
    text = json.dumps(facts, ensure_ascii=False)
    for secret in (concern.reference, "王职工", "13800000001", "某电子厂", "经过里的话", concern.title):
        assert secret not in text


def test_frozen_facts_do_not_follow_later_changes(house: House) -> None:
    concern = house.concern(state=State.HANDLING, people_count=12)
    cluster = ClusterFactory(unit=house.federation, concerns=[concern])
    cluster = services.pause_for_topic(cluster=cluster, by=house.clerk, topic_reference="YT2026-001")
    services.withdraw(concern=concern, by=house.clerk, reason="职工与企业和解。")

    assert services.cluster_facts(cluster)["open"] == 1
