"""Who is told, and that the words arrive without holes."""

from typing import Any

import pytest

from foundation.notifications.models import Message
from foundation.outbox.services import relay
from meetings import services
from meetings.models import Topic
from tests.meetings.topics import all_reviewed, cleared, consulting, in_review, opinion_of, presented, submitted


def told(user: Any) -> dict[str, str]:
    """Notice → subject of everything in the user's inbox, after all that waited was delivered."""
    relay.drain()
    return dict(Message.objects.filter(user=user).values_list("notice", "subject"))


def test_liaison_is_asked_with_the_deadline(cast: Any) -> None:
    topic = consulting(cast)
    relay.drain()
    message = Message.objects.get(user=cast.liaison, notice="opinion.asked")
    assert message.subject == f"征求意见：{topic.title}"
    assert "逾期记为逾期未反馈，不视为同意" in message.body
    assert message.url == opinion_of(topic, cast.housing).get_absolute_url()


def test_stranger_is_told_nothing(cast: Any) -> None:
    cleared(cast)
    assert told(cast.stranger) == {}


def test_answer_given_meanwhile_cancels_the_question(cast: Any) -> None:
    topic = consulting(cast)
    services.answer_opinion(opinion=opinion_of(topic, cast.housing), by=cast.liaison, answer="agree")
    assert "opinion.asked" not in told(cast.liaison)
    assert told(cast.clerk)["opinion.answered"] == "区住建局已答复：同意"


def test_hosts_are_asked_in_turn(cast: Any) -> None:
    topic = presented(cast)
    assert told(cast.leader) == {"topic.presented": f"请审定议题：{topic.title}"}
    services.clear_topic(topic=topic, by=cast.leader, host="union", verdict="cleared")
    assert told(cast.gov) == {"topic.cleared_by_union": f"请会商审定议题：{topic.title}"}


def test_proposer_hears_of_every_fate(cast: Any) -> None:
    merged_into = submitted(cast)
    services.return_topic(topic=submitted(cast), by=cast.clerk, reason="补数据")
    services.redirect(topic=submitted(cast), by=cast.clerk, reason="转区人社局")
    services.merge(topic=submitted(cast), into=merged_into, by=cast.clerk, reason="同一事项")
    services.defer(topic=presented(cast), by=cast.clerk, reason="条件不成熟")
    all_reviewed(cast, topics=1)
    assert set(told(cast.proposer)) == {
        "topic.returned",
        "topic.redirected",
        "topic.merged",
        "topic.deferred",
        "topic.cleared",
        "topic.scheduled",
    }


def test_edit_after_clearing_asks_the_leader_again(cast: Any) -> None:
    topic = cleared(cast)
    services.edit_topic(topic=topic, by=cast.clerk, facts={"data": "新"})
    assert told(cast.leader)["topic.reopened"] == f"议题改动后须重新审定：{topic.title}"


def test_official_is_asked_once_for_the_whole_agenda(cast: Any) -> None:
    meeting = in_review(cast, topics=2)
    assert told(cast.official) == {"agenda.sent": f"请审阅议程：{meeting.title}"}


def test_official_who_has_answered_is_not_reminded(cast: Any) -> None:
    in_review(cast, topics=1)
    for review in cast.official.reviews.all():
        services.review_item(review=review, by=cast.official, answer="agree")
    assert told(cast.official) == {}


@pytest.mark.parametrize("verb", ["urge", "reask", "adopt"])
def test_unit_hears_what_the_office_does_with_its_opinion(cast: Any, verb: str) -> None:
    topic = consulting(cast)
    opinion = opinion_of(topic, cast.housing)
    if verb == "urge":
        services.urge_opinion(opinion=opinion, by=cast.clerk)
        assert told(cast.liaison)["opinion.urged"] == f"催办：请答复征求意见《{topic.title}》"
        return
    opinion = services.answer_opinion(opinion=opinion, by=cast.liaison, answer="disagree", text="口径不对。")
    if verb == "adopt":
        services.adopt_opinion(opinion=opinion, by=cast.clerk, adoption="not_adopted", reason="已核对。")
        assert told(cast.liaison)["opinion.adopted"] == "意见采纳情况：未采纳"
        return
    services.edit_topic(topic=Topic.objects.get(pk=topic.pk), by=cast.clerk, facts={"data": "新"})
    services.reask_opinion(opinion=opinion_of(topic, cast.housing), by=cast.clerk)
    assert told(cast.liaison)["opinion.reasked"] == f"请按现稿确认意见：{topic.title}"
