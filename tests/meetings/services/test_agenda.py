"""Item 1, order, versions, reviews, clearing and freezing."""

from typing import Any

import pytest

from foundation.core.policies import Refused, Stale
from foundation.outbox.models import OutboxRow
from meetings import services
from meetings.models import Meeting, Review
from tests.factories.meetings import MeetingFactory
from tests.meetings.topics import all_reviewed, cleared, in_review, meeting_facts, preparing


def order(meeting: Meeting) -> list[str]:
    return list(meeting.items.in_order().values_list("title", flat=True))


FIRST = "通报上次联席会议议定事项落实情况"


def test_first_meeting_says_there_is_no_earlier_one(cast: Any) -> None:
    meeting = services.prepare_meeting(by=cast.clerk, facts=meeting_facts(cast))
    item = meeting.items.get()
    assert (meeting.reference[:3], meeting.ordinal, item.position, item.kind) == ("LX-", 1, 1, "progress")
    assert "没有上一次" in item.body


def test_item_one_names_the_meeting_before(cast: Any) -> None:
    MeetingFactory(ordinal=16, state="issued")
    meeting = services.prepare_meeting(by=cast.clerk, facts=meeting_facts(cast))
    assert (meeting.ordinal, meeting.items.get().title) == (17, "通报第16次联席会议议定事项落实情况")


def test_only_the_office_prepares(cast: Any) -> None:
    with pytest.raises(Refused, match="办公室筹备"):
        services.prepare_meeting(by=cast.leader, facts=meeting_facts(cast))


def test_only_cleared_topics_are_scheduled(cast: Any) -> None:
    meeting = preparing(cast, topics=0)
    topic = cleared(cast)
    services.edit_topic(topic=topic, by=cast.clerk, facts={"data": "新"})
    with pytest.raises(Refused, match="当前状态是“区总工会审定”"):
        services.schedule(topic=topic, meeting=meeting, by=cast.clerk)


def test_items_move_but_never_before_item_one(cast: Any) -> None:
    meeting = preparing(cast)
    services.move_item(item=meeting.items.get(position=3), by=cast.clerk, to=2)
    assert order(meeting) == [FIRST, "议题2（演示）", "议题1（演示）"]
    services.move_item(item=meeting.items.get(position=2), by=cast.clerk, to=1)
    assert order(meeting) == [FIRST, "议题2（演示）", "议题1（演示）"]
    with pytest.raises(Refused, match="固定为第1项"):
        services.move_item(item=meeting.items.get(position=1), by=cast.clerk, to=2)
    with pytest.raises(Refused, match="不能移出"):
        services.remove_item(item=meeting.items.get(position=1), by=cast.clerk)


def test_moving_reopens_the_agenda_and_no_review(cast: Any) -> None:
    meeting = all_reviewed(cast)
    services.move_item(item=meeting.items.get(position=3), by=cast.clerk, to=2)
    assert Review.objects.waiting().count() == 0
    with pytest.raises(Refused, match="重新送审"):
        services.clear_agenda(meeting=meeting, by=cast.leader, host="union", verdict="cleared")
    sent = services.send_for_review(meeting=meeting, by=cast.clerk)
    assert (sent.letter, sent.changes) == ("B", ["调整次序"])


def test_unchanged_agenda_is_not_sent_again(cast: Any) -> None:
    with pytest.raises(Refused, match="没有改动"):
        services.send_for_review(meeting=in_review(cast), by=cast.clerk, reviewers=[cast.official])


def test_late_topic_is_marked_and_reviewed_alone(cast: Any) -> None:
    meeting = all_reviewed(cast)
    item = services.schedule(topic=cleared(cast, title="迟报（演示）"), meeting=meeting, by=cast.clerk)
    assert item.is_late
    sent = services.send_for_review(meeting=meeting, by=cast.clerk)
    assert sent.changes == ["增加：迟报（演示）"]
    assert set(Review.objects.waiting().values_list("item__title", flat=True)) == {"迟报（演示）"}


def test_presenter_of_an_item_reopens_its_review_alone(cast: Any) -> None:
    meeting = all_reviewed(cast)
    services.edit_item(item=meeting.items.get(position=3), by=cast.clerk, facts={"minutes": 30, "title": "不许改"})
    assert set(Review.objects.waiting().values_list("item__position", flat=True)) == {3}
    assert meeting.items.get(position=3).title == "议题2（演示）"


def test_return_by_an_official_holds_the_freeze(cast: Any) -> None:
    meeting = all_reviewed(cast)
    review = cast.official.reviews.get(item__position=2)
    services.review_item(review=review, by=cast.official, answer="return", text="请补充数据")
    with pytest.raises(Refused, match="还有1项被审阅领导退回"):
        services.freeze(meeting=meeting, by=cast.clerk)
    assert OutboxRow.objects.filter(notice="agenda.reviewed", recipient=cast.clerk.actor_reference).exists()
    services.review_item(review=review, by=cast.official, answer="agree")
    assert services.freeze(meeting=meeting, by=cast.clerk).frozen_at is not None


def test_review_of_an_item_changed_meanwhile_is_stale(cast: Any) -> None:
    meeting = in_review(cast)
    review = cast.official.reviews.get(item__position=2)
    seen = review.item.item_hash
    services.edit_item(item=meeting.items.get(position=2), by=cast.clerk, facts={"minutes": 30})
    with pytest.raises(Stale, match="刚刚改动过"):
        services.review_item(review=review, by=cast.official, answer="agree", seen=seen)


def test_nobody_reviews_for_another(cast: Any) -> None:
    in_review(cast)
    with pytest.raises(Refused, match="审阅"):
        services.review_item(review=cast.official.reviews.first(), by=cast.second_official, answer="agree")


def test_both_hosts_are_needed_to_freeze(cast: Any) -> None:
    meeting = in_review(cast)
    services.clear_agenda(meeting=meeting, by=cast.leader, host="union", verdict="cleared")
    with pytest.raises(Refused, match="政府一方还没有审定A稿"):
        services.freeze(meeting=meeting, by=cast.clerk)
    with pytest.raises(Refused, match="不需要重复审定"):
        services.clear_agenda(meeting=meeting, by=cast.leader, host="union", verdict="cleared")


def test_agenda_with_an_open_topic_is_not_cleared(cast: Any) -> None:
    meeting = in_review(cast)
    services.edit_topic(topic=meeting.items.get(position=2).topic, by=cast.clerk, facts={"data": "新"})
    services.send_for_review(meeting=meeting, by=cast.clerk)
    with pytest.raises(Refused, match="1个议题还没有审定通过"):
        services.clear_agenda(meeting=meeting, by=cast.leader, host="union", verdict="cleared")


def test_frozen_agenda_does_not_change(cast: Any) -> None:
    meeting = all_reviewed(cast)
    services.freeze(meeting=meeting, by=cast.clerk)
    item = meeting.items.get(position=2)
    for act in (
        lambda: services.move_item(item=item, by=cast.clerk, to=3),
        lambda: services.remove_item(item=item, by=cast.clerk),
        lambda: services.edit_item(item=item, by=cast.clerk, facts={"minutes": 5}),
        lambda: services.add_item(meeting=meeting, by=cast.clerk, facts={"title": "讲话"}),
    ):
        with pytest.raises(Refused, match="已经定稿"):
            act()


def test_stale_agenda_is_refused(cast: Any) -> None:
    meeting = preparing(cast)
    services.move_item(item=meeting.items.get(position=3), by=cast.clerk, to=2)
    with pytest.raises(Stale):
        services.send_for_review(meeting=meeting, by=cast.clerk, reviewers=[cast.official], version=meeting.version)
