"""提请上会: de-identified facts, frozen; the concerns pause and run again."""

from typing import Any

import pytest

from concerns.models import Cluster, Concern
from foundation.core.policies import Refused
from meetings import contributions, services
from meetings.models import Topic
from tests.factories.concerns import ClusterFactory, ConcernFactory

FACTS = {"title": "关于规范加班工资的议题（演示）", "background": "同类诉求集中。", "asked_decision": "开展专项检查。"}


@pytest.fixture
def cluster(cast: Any) -> Cluster:
    concerns = [
        ConcernFactory(
            state="handling",
            handler=cast.labour,
            unit=cast.federation,
            people_count=20 + n,
            contact_name="钱秘密（演示）",
            contact_phone="13900000009",
            narrative="某某速递拖欠工资。",
        )
        for n in range(3)
    ]
    made: Cluster = ClusterFactory(concerns=concerns, unit=cast.federation)
    return made


def raised(cast: Any, cluster: Cluster) -> Topic:
    return services.raise_from_cluster(by=cast.proposer, cluster=cluster, facts={**FACTS, "lead_unit": cast.labour})


def test_topic_is_submitted_with_frozen_count(cast: Any, cluster: Cluster) -> None:
    topic = raised(cast, cluster)
    assert (topic.state, topic.origin, topic.cluster, topic.facts_count) == ("submitted", "concerns", cluster, 3)
    assert topic.facts["people"] == 63


def test_facts_name_nobody(cast: Any, cluster: Cluster) -> None:
    topic = raised(cast, cluster)
    frozen = str(topic.canonical())
    secrets = [
        "钱秘密",
        "13900000009",
        "某某速递",
        cluster.reference,
        *Concern.objects.values_list("reference", flat=True),
    ]
    assert [secret for secret in secrets if secret in frozen] == []


def test_concerns_pause_and_withdrawal_resumes_them(cast: Any, cluster: Cluster) -> None:
    topic = raised(cast, cluster)
    assert Concern.objects.filter(paused_at__isnull=False, state="handling").count() == 3
    services.withdraw_topic(topic=topic, by=cast.proposer, reason="另行解决")
    assert Concern.objects.filter(paused_at=None, state="handling").count() == 3
    assert Cluster.objects.get(pk=cluster.pk).state == "gathering"


def test_cluster_is_raised_once(cast: Any, cluster: Cluster) -> None:
    raised(cast, cluster)
    with pytest.raises(Refused, match="已经提请上会"):
        raised(cast, cluster)
    assert Topic.objects.count() == 1


def test_offer_on_a_cluster_says_why_not(cast: Any, cluster: Cluster) -> None:
    [offer] = contributions.offers(cast.proposer, [cluster])[cluster.pk]
    assert (offer.label, offer.refusal) == ("提请上会", None)
    [refused] = contributions.offers(cast.clerk, [cluster])[cluster.pk]
    assert refused.refusal == "提请上会由区总工会权益保障部办理。"


def test_offers_cost_one_query_however_many_clusters(
    cast: Any, cluster: Cluster, django_assert_num_queries: Any
) -> None:
    others = [ClusterFactory(concerns=[], unit=cast.federation) for _ in range(2)]
    contributions.offers(cast.proposer, [cluster])
    with django_assert_num_queries(1):
        contributions.offers(cast.proposer, [cluster, *others])


def test_others_have_no_right(cast: Any, cluster: Cluster) -> None:
    with pytest.raises(Refused, match="权益保障部"):
        services.raise_from_cluster(by=cast.clerk, cluster=cluster, facts={**FACTS, "lead_unit": cast.labour})
