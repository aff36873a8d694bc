"""Two officials deciding at the same moment end in one legal state (committed, several connections)."""

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from foundation.core.policies import Refused
from meetings import services
from meetings.models import Clearance, Meeting, Review, Topic
from tests.meetings.conftest import make_cast
from tests.meetings.topics import all_reviewed, cleared, consulting, opinion_of, presented, submitted


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Run each act in its own thread and connection, started together; "" or the refusal of each."""
    said = [""] * len(acts)
    start = threading.Barrier(len(acts))

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            act()
        except Refused as refused:
            said[place] = str(refused)
        except Exception as error:  # noqa: BLE001 - the thread reports whatever went wrong
            said[place] = f"ERROR {error!r}"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return said


@pytest.fixture
def people(committing: str) -> SimpleNamespace:
    return make_cast()


def test_leader_clears_while_the_office_edits(people: SimpleNamespace) -> None:
    topic = presented(people)
    said = at_once(
        lambda: services.clear_topic(
            topic=topic, by=people.leader, host="union", verdict="cleared", version=topic.version
        ),
        lambda: services.edit_topic(topic=topic, by=people.clerk, facts={"data": "新"}, version=topic.version),
    )
    topic = Topic.objects.get(pk=topic.pk)
    assert sum(bool(one) for one in said) == 1
    assert not any(one.startswith("ERROR") for one in said)
    counted = Clearance.objects.filter(topic=topic, text_hash=topic.text_hash, verdict="cleared").exists()
    assert (topic.state == "gov_office") == counted


def test_one_clears_while_the_other_returns(people: SimpleNamespace) -> None:
    topic = presented(people)
    said = at_once(
        lambda: services.clear_topic(topic=topic, by=people.leader, host="union", verdict="cleared"),
        lambda: services.clear_topic(topic=topic, by=people.leader, host="union", verdict="returned", note="补"),
    )
    topic = Topic.objects.get(pk=topic.pk)
    assert sorted(bool(one) for one in said) == [False, True]
    [word] = topic.clearances.all()
    assert (word.verdict, topic.state) in {("cleared", "gov_office"), ("returned", "returned")}


def test_answer_twenty_times_has_one_effect(people: SimpleNamespace) -> None:
    opinion = opinion_of(consulting(people), people.housing)
    said = at_once(
        *[lambda: services.answer_opinion(opinion=opinion, by=people.liaison, answer="agree") for _ in range(20)]
    )
    opinion.refresh_from_db()
    assert (sum(not one for one in said), opinion.answers.count(), opinion.version) == (1, 1, 2)
    assert not any(one.startswith("ERROR") for one in said)


def test_freeze_while_an_official_returns_an_item(people: SimpleNamespace) -> None:
    meeting = all_reviewed(people)
    review = people.official.reviews.get(item__position=2)
    said = at_once(
        lambda: services.freeze(meeting=meeting, by=people.clerk),
        lambda: services.review_item(review=review, by=people.official, answer="return", text="补充"),
    )
    meeting = Meeting.objects.get(pk=meeting.pk)
    review = Review.objects.get(pk=review.pk)
    assert not any(one.startswith("ERROR") for one in said)
    assert (meeting.agenda_frozen_at is None) == (review.answer == "return")


def test_topics_number_without_gap_when_filed_together(people: SimpleNamespace) -> None:
    said = at_once(*[lambda: submitted(people) for _ in range(6)])
    assert said == [""] * 6
    assert sorted(Topic.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_topic_lands_on_one_agenda(people: SimpleNamespace) -> None:
    from tests.meetings.topics import preparing

    topic = cleared(people)
    first, second = preparing(people, topics=0), preparing(people, topics=0)
    said = at_once(
        lambda: services.schedule(topic=topic, meeting=first, by=people.clerk),
        lambda: services.schedule(topic=topic, meeting=second, by=people.clerk),
    )
    assert sorted(bool(one) for one in said) == [False, True]
    assert topic.items.count() == 1


def test_edit_and_removal_do_not_lock_each_other_out(people: SimpleNamespace) -> None:
    meeting = all_reviewed(people)
    item = meeting.items.get(position=2)
    topic = Topic.objects.select_related("meeting").get(pk=item.topic_id)
    said = at_once(
        lambda: services.edit_topic(topic=topic, by=people.clerk, facts={"data": "新"}),
        lambda: services.remove_item(item=item, by=people.clerk),
    )
    assert not any(one.startswith("ERROR") for one in said)
    topic.refresh_from_db()
    assert topic.meeting is None
    assert topic.state in ("approved", "leader_review")
