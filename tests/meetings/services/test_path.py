"""From a draft to a frozen agenda, by the people who do it."""

import datetime as dt
from typing import Any

import pytest

from foundation.core import clock
from foundation.core.policies import Refused
from meetings import services
from meetings.models import Clearance, Topic

MONDAY = dt.datetime(2026, 11, 2, 9, tzinfo=clock.SHANGHAI)
TEXT = {
    "title": "关于建立建筑工地工资支付联合排查机制的议题（演示）",
    "background": "今年以来多名职工反映工地工资支付不及时。",
    "asked_decision": "由区住建局牵头，每季度对在建项目工资支付开展联合排查。",
}


def cleared_topic(cast: Any, **facts: Any) -> Topic:
    """A topic that both hosts have cleared, by all its steps."""
    with clock.at(MONDAY):
        topic = services.draft_topic(
            by=cast.proposer, facts={**TEXT, "origin": "grassroots", "lead_unit": cast.housing, **facts}
        )
        topic = services.submit(topic=topic, by=cast.proposer)
        topic = services.accept(topic=topic, by=cast.clerk)
        opinions = services.ask_opinions(topic=topic, units=[cast.housing, cast.labour], by=cast.clerk)
        by_unit = {opinion.unit_id: opinion for opinion in opinions}
        services.answer_opinion(
            opinion=by_unit[cast.housing.pk], by=cast.liaison, answer="agree_with_changes", text="改为每月排查。"
        )
        services.answer_opinion(opinion=by_unit[cast.labour.pk], by=cast.other_liaison, answer="agree")
        changed = topic.opinions.get(unit=cast.housing)
        services.adopt_opinion(opinion=changed, by=cast.clerk, adoption="not_adopted", reason="先按季度试行。")
        topic = services.consolidate(topic=topic, by=cast.clerk, summary="两家同意。")
        topic = services.present(topic=topic, by=cast.clerk)
        topic = services.clear_topic(topic=topic, by=cast.leader, host="union", verdict="cleared")
        return services.clear_topic(topic=topic, by=cast.gov, host="government", verdict="cleared")


def meeting_facts(cast: Any) -> dict[str, Any]:
    return {
        "title": "区政府与区总工会第1次联席会议（演示）",
        "starts_at": MONDAY + dt.timedelta(days=25, hours=6),
        "ends_at": MONDAY + dt.timedelta(days=25, hours=8),
        "room": "区行政中心第一会议室",
        "chair_post": "区人民政府区长",
        "union_host": cast.federation,
        "government_host": cast.office,
    }


def test_topic_walks_from_draft_to_approved(cast: Any) -> None:
    topic = cleared_topic(cast)
    assert topic.reference == "YT-2026-001"
    assert topic.state == "approved"
    assert list(Clearance.objects.values_list("host", "verdict", "text_hash")) == [
        ("union", "cleared", topic.text_hash),
        ("government", "cleared", topic.text_hash),
    ]


def test_agenda_walks_from_item_one_to_frozen(cast: Any) -> None:
    topic = cleared_topic(cast)
    with clock.at(MONDAY):
        meeting = services.prepare_meeting(by=cast.clerk, facts=meeting_facts(cast))
        item = services.schedule(topic=topic, meeting=meeting, by=cast.clerk)
        sent = services.send_for_review(meeting=meeting, by=cast.clerk, reviewers=[cast.official])
        assert sent.letter == "A"
        for review in cast.official.reviews.all():
            services.review_item(review=review, by=cast.official, answer="agree", seen=review.item.item_hash)
        for host, person in (("union", cast.leader), ("government", cast.gov)):
            services.clear_agenda(meeting=meeting, by=person, host=host, verdict="cleared")
        with pytest.raises(Refused):
            services.freeze(meeting=meeting, by=cast.leader)
        frozen = services.freeze(meeting=meeting, by=cast.clerk)
        assert [one["title"] for one in frozen.items] == ["通报上次联席会议议定事项落实情况", topic.title]
        topic.refresh_from_db()
        with pytest.raises(Refused, match="已经定稿"):
            services.edit_topic(topic=topic, by=cast.clerk, facts={"data": "新的数字"})
    item.refresh_from_db()
    assert (item.position, topic.state, topic.meeting) == (2, "scheduled", meeting)
