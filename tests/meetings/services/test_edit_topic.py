"""An edit re-opens exactly what it touches."""

from typing import Any

import pytest

from foundation.core.policies import Refused, Stale
from foundation.outbox.models import OutboxRow
from meetings import services
from meetings.models import Review, Topic
from tests.meetings.topics import all_reviewed, cleared, consulting, submitted

NEW = {"asked_decision": "由区住建局牵头，每月对在建项目工资支付开展联合排查。"}


def waiting(cast: Any) -> list[tuple[int, str]]:
    rows = Review.objects.waiting().order_by("item__position", "reviewer__username")
    return [(row.item.position, row.reviewer.username) for row in rows.select_related("item", "reviewer")]


def test_draft_has_no_editions(cast: Any) -> None:
    topic = services.draft_topic(by=cast.proposer, facts={"title": "一", "origin": "leader", "asked_decision": "二"})
    before = topic.text_hash
    topic = services.edit_topic(topic=topic, by=cast.proposer, facts={"title": "三"})
    assert topic.text_hash != before
    assert (topic.edition, topic.versions.count()) == (1, 0)


def test_submitted_text_becomes_the_next_edition(cast: Any) -> None:
    topic = submitted(cast)
    topic = services.edit_topic(topic=topic, by=cast.clerk, facts=NEW, why="改为每月")
    assert list(topic.versions.values_list("edition", "why", "text_hash"))[-1] == (2, "改为每月", topic.text_hash)
    assert topic.state == "submitted"


def test_same_words_make_no_edition(cast: Any) -> None:
    topic = submitted(cast)
    topic = services.edit_topic(topic=topic, by=cast.clerk, facts={"title": topic.title})
    assert topic.versions.count() == 1


def test_presenter_and_minutes_are_not_the_text(cast: Any) -> None:
    topic = cleared(cast)
    topic = services.edit_topic(topic=topic, by=cast.clerk, facts={"minutes": 25, "presenter": "副主席"})
    assert (topic.state, topic.edition) == ("approved", 1)


def test_cleared_topic_goes_back_to_the_first_host(cast: Any) -> None:
    topic = services.edit_topic(topic=cleared(cast), by=cast.clerk, facts=NEW)
    assert topic.state == "leader_review"
    assert {row.text_hash for row in topic.clearances.all()} != {topic.text_hash}
    topic = services.clear_topic(topic=topic, by=cast.leader, host="union", verdict="cleared")
    topic = services.clear_topic(topic=topic, by=cast.gov, host="government", verdict="cleared")
    assert topic.state == "approved"


def test_edit_on_an_agenda_reopens_that_item_alone(cast: Any) -> None:
    meeting = all_reviewed(cast)
    assert waiting(cast) == []
    topic = meeting.items.get(position=2).topic
    services.edit_topic(topic=topic, by=cast.clerk, facts=NEW)
    assert waiting(cast) == [(2, "official"), (2, "official2")]
    meeting.refresh_from_db()
    other = meeting.items.get(position=3).topic
    assert (Topic.objects.get(pk=topic.pk).state, other.state) == ("leader_review", "scheduled")
    with pytest.raises(Refused, match="重新送审"):
        services.freeze(meeting=meeting, by=cast.clerk)


def test_officials_who_had_agreed_are_told_once(cast: Any) -> None:
    meeting = all_reviewed(cast)
    services.edit_topic(topic=meeting.items.get(position=2).topic, by=cast.clerk, facts=NEW)
    told = OutboxRow.objects.filter(notice="agenda.reopened", channel="inbox").values_list("recipient", flat=True)
    assert sorted(told) == sorted([cast.official.actor_reference, cast.second_official.actor_reference])


def test_recleared_topic_is_on_its_agenda_again(cast: Any) -> None:
    meeting = all_reviewed(cast)
    topic = services.edit_topic(topic=meeting.items.get(position=2).topic, by=cast.clerk, facts=NEW)
    topic = services.clear_topic(topic=topic, by=cast.leader, host="union", verdict="cleared")
    topic = services.clear_topic(topic=topic, by=cast.gov, host="government", verdict="cleared")
    assert (topic.state, topic.meeting) == ("scheduled", meeting)


def test_new_title_is_the_title_of_the_item(cast: Any) -> None:
    meeting = all_reviewed(cast)
    services.edit_topic(topic=meeting.items.get(position=2).topic, by=cast.clerk, facts={"title": "新题目（演示）"})
    assert meeting.items.get(position=2).title == "新题目（演示）"


def test_frozen_agenda_closes_its_topics(cast: Any) -> None:
    meeting = all_reviewed(cast)
    services.freeze(meeting=meeting, by=cast.clerk)
    topic = meeting.items.get(position=2).topic
    with pytest.raises(Refused, match="已经定稿"):
        services.edit_topic(topic=topic, by=cast.clerk, facts=NEW)
    services.unfreeze(meeting=meeting, by=cast.clerk, reason="补充数据")
    assert services.edit_topic(topic=topic, by=cast.clerk, facts=NEW).edition == 2


def test_proposer_cannot_edit_what_the_office_has(cast: Any) -> None:
    with pytest.raises(Refused, match="联系区总工会办公室"):
        services.edit_topic(topic=consulting(cast), by=cast.proposer, facts=NEW)


def test_stale_version_is_refused(cast: Any) -> None:
    topic = submitted(cast)
    services.edit_topic(topic=topic, by=cast.clerk, facts=NEW)
    with pytest.raises(Stale):
        services.edit_topic(topic=topic, by=cast.clerk, facts={"title": "别的"}, version=topic.version)


def test_late_paper_reopens_like_an_edit(cast: Any, tmp_path: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    topic = cleared(cast)
    paper = services.attach_paper(
        topic=topic, by=cast.clerk, upload=SimpleUploadedFile("数据表.txt", "两个季度的数据".encode())
    )
    topic.refresh_from_db()
    assert (topic.state, topic.edition) == ("leader_review", 2)
    services.remove_paper(paper=paper, by=cast.clerk)
    topic.refresh_from_db()
    assert topic.edition == 3
    assert topic.text_hash == topic.versions.get(edition=1).text_hash
