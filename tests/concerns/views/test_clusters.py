"""Pages of clusters."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from concerns import services
from concerns.models import Cluster
from concerns.states import ClusterState
from tests.concerns.conftest import page
from tests.factories.concerns import ClusterFactory, House


def cluster_of(house: House, n: int = 2) -> Cluster:
    cluster: Cluster = ClusterFactory(unit=house.federation, concerns=[house.concern() for _ in range(n)])
    return cluster


def url(cluster: Cluster, verb: str) -> str:
    return reverse(f"concerns:{verb}", args=[cluster.reference])


def test_rows_marked_in_the_queue_are_offered(house: House) -> None:
    first, second, other = house.concern(), house.concern(), house.concern()
    answer = page(house.clerk).get(reverse("concerns:group"), {"concern": [first.reference, second.reference]})

    text = answer.content.decode()
    assert first.reference in text
    assert second.reference in text
    assert other.reference not in text


def test_group_with_one_concern_is_refused_and_keeps_the_title(house: House) -> None:
    concern = house.concern()
    answer = page(house.clerk).post(reverse("concerns:group"), {"title": "加班工资", "concerns": [concern.reference]})

    assert answer.status_code == 409
    assert "归并至少要两件诉求" in answer.content.decode()
    assert 'value="加班工资"' in answer.content.decode()


def test_group_without_title_or_with_foreign_concerns_is_invalid(house: House) -> None:
    foreign = House().concern()
    client = page(house.clerk)
    mine = house.concern()

    assert client.post(reverse("concerns:group"), {"title": "", "concerns": [mine.reference]}).status_code == 422
    answer = client.post(reverse("concerns:group"), {"title": "加班", "concerns": [mine.reference, foreign.reference]})
    assert (answer.status_code, Cluster.objects.count()) == (422, 0)


@pytest.mark.parametrize("actor", ["stranger", "liaison"])
def test_outsider_gets_404_everywhere(house: House, actor: str) -> None:
    cluster = cluster_of(house)
    client = page(getattr(house, actor))

    for verb in ("cluster", "add_to_cluster", "remove_from_cluster", "dissolve"):
        assert client.get(url(cluster, verb)).status_code == 404
        if verb != "cluster":
            assert client.post(url(cluster, verb), {}).status_code == 404


def test_add_and_remove_through_their_pages(house: House) -> None:
    cluster, concern = cluster_of(house), house.concern()
    client = page(house.clerk)

    assert concern.reference in client.get(url(cluster, "add_to_cluster")).content.decode()
    added = client.post(url(cluster, "add_to_cluster"), {"concerns": [concern.reference], "version": "1"})
    assert (added.status_code, cluster.links.count()) == (302, 3)
    assert client.get(url(cluster, "remove_from_cluster"), {"concern": concern.reference}).status_code == 200
    removed = client.post(url(cluster, "remove_from_cluster"), {"concern": concern.reference, "version": "2"})
    assert (removed.status_code, cluster.links.count()) == (302, 2)
    stale = client.post(url(cluster, "remove_from_cluster"), {"concern": concern.reference, "version": "2"})
    assert stale.status_code == 409


def test_dissolve(house: House) -> None:
    cluster = cluster_of(house)
    client = page(house.clerk)
    assert client.get(url(cluster, "dissolve")).status_code == 200

    assert client.post(url(cluster, "dissolve"), {"version": "1"}).status_code == 302

    cluster.refresh_from_db()
    assert cluster.state == ClusterState.DISSOLVED
    assert client.get(cluster.get_absolute_url()).status_code == 200


def test_frozen_cluster_says_so(house: House) -> None:
    cluster = cluster_of(house)
    services.pause_for_topic(cluster=cluster, by=house.clerk, topic_reference="YT2026-001")
    client = page(house.clerk)

    text = client.get(cluster.get_absolute_url()).content.decode()
    refused = client.post(url(cluster, "add_to_cluster"), {"concerns": [house.concern().reference], "version": "2"})

    assert "已冻结" in text
    assert "add/" not in text
    assert refused.status_code == 409
    assert "组成已冻结" in refused.content.decode()


def test_list_costs_the_same_for_one_row_and_three(house: House) -> None:
    client = page(house.clerk)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("concerns:clusters")).status_code == 200
        return len(queries)

    cluster_of(house)
    cost()
    one = cost()
    for _ in range(2):
        cluster_of(house)
    assert cost() == one
