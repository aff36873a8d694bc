"""How far a topic or an agenda has come: moved on by the services, so that every row is one the portal would write."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from foundation.core import clock
from meetings import services
from meetings.models import Meeting, Opinion, Topic

TEXT = {
    "title": "关于建立建筑工地工资支付联合排查机制的议题（演示）",
    "origin": "grassroots",
    "background": "今年以来多名职工反映工地工资支付不及时。",
    "asked_decision": "由区住建局牵头，每季度对在建项目工资支付开展联合排查。",
}


def submitted(cast: SimpleNamespace, **facts: Any) -> Topic:
    topic = services.draft_topic(by=cast.proposer, facts={**TEXT, "lead_unit": cast.housing, **facts})
    return services.submit(topic=topic, by=cast.proposer)


def consulting(cast: SimpleNamespace, **facts: Any) -> Topic:
    """Two units asked, nobody has answered."""
    topic = services.accept(topic=submitted(cast, **facts), by=cast.clerk)
    services.ask_opinions(topic=topic, units=[cast.housing, cast.labour], by=cast.clerk)
    topic.refresh_from_db()
    return topic


def opinion_of(topic: Topic, unit: Any) -> Opinion:
    return topic.opinions.get(unit=unit)


def presented(cast: SimpleNamespace, **facts: Any) -> Topic:
    """Both units agreed; the federation's leader is asked."""
    topic = consulting(cast, **facts)
    services.answer_opinion(opinion=opinion_of(topic, cast.housing), by=cast.liaison, answer="agree")
    services.answer_opinion(opinion=opinion_of(topic, cast.labour), by=cast.other_liaison, answer="no_comment")
    topic = services.consolidate(topic=topic, by=cast.clerk, summary="两家均无不同意见。")
    return services.present(topic=topic, by=cast.clerk)


def cleared(cast: SimpleNamespace, **facts: Any) -> Topic:
    topic = services.clear_topic(topic=presented(cast, **facts), by=cast.leader, host="union", verdict="cleared")
    return services.clear_topic(topic=topic, by=cast.gov, host="government", verdict="cleared")


def meeting_facts(cast: SimpleNamespace, **facts: Any) -> dict[str, Any]:
    start = clock.now() + dt.timedelta(days=20)
    usual = {
        "title": "区政府与区总工会联席会议（演示）",
        "starts_at": start,
        "ends_at": start + dt.timedelta(hours=2),
        "room": "区行政中心第一会议室",
        "chair_post": "区人民政府区长",
        "union_host": cast.federation,
        "government_host": cast.office,
    }
    return usual | facts


def preparing(cast: SimpleNamespace, topics: int = 2) -> Meeting:
    """An agenda of item 1 and `topics` cleared topics."""
    meeting = services.prepare_meeting(by=cast.clerk, facts=meeting_facts(cast))
    for number in range(topics):
        services.schedule(topic=cleared(cast, title=f"议题{number + 1}（演示）"), meeting=meeting, by=cast.clerk)
    meeting.refresh_from_db()
    return meeting


def in_review(cast: SimpleNamespace, topics: int = 2) -> Meeting:
    """Version A is with two officials."""
    meeting = preparing(cast, topics)
    services.send_for_review(meeting=meeting, by=cast.clerk, reviewers=[cast.official, cast.second_official])
    meeting.refresh_from_db()
    return meeting


def all_reviewed(cast: SimpleNamespace, topics: int = 2) -> Meeting:
    """Both officials agreed to every item and both hosts cleared version A."""
    meeting = in_review(cast, topics)
    for official in (cast.official, cast.second_official):
        for review in official.reviews.order_by("item__position"):
            services.review_item(review=review, by=official, answer="agree")
    services.clear_agenda(meeting=meeting, by=cast.leader, host="union", verdict="cleared")
    services.clear_agenda(meeting=meeting, by=cast.gov, host="government", verdict="cleared")
    meeting.refresh_from_db()
    return meeting
