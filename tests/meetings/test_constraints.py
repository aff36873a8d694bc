"""The database refuses what is wrong, whoever writes it."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from meetings.models import AgendaItem, Clearance, Meeting, Opinion, OpinionAnswer, Review, Topic, TopicVersion
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, OpinionFactory, ReviewFactory, TopicFactory
from tests.meetings.topics import all_reviewed, presented

BROKEN = [
    (Topic, {"minutes": 0}, "topic_minutes_sensible"),
    (Topic, {"money": -1, "money_source": "财政"}, "topic_money_not_negative"),
    (Topic, {"money": 5, "money_source": ""}, "topic_money_has_source"),
    (Topic, {"facts_count": 3}, "topic_facts_frozen_whole"),
    (Opinion, {"answer": "disagree", "text": ""}, "opinion_answer_has_words"),
    (Opinion, {"adoption": "adopted"}, "opinion_adoption_whole"),
    (Opinion, {"due_at": None}, "meetings_opinion_clock_whole"),
    (Meeting, {"ordinal": 0}, "meeting_ordinal_positive"),
    (AgendaItem, {"minutes": 0}, "agendaitem_minutes_sensible"),
    (AgendaItem, {"kind": "other"}, "agendaitem_topic_by_kind"),
    (AgendaItem, {"kind": "progress", "topic": None}, "agendaitem_progress_first"),
    (Review, {"answer": "agree"}, "review_answer_whole"),
    (Review, {"answer": "return", "item_hash": "x", "answered_at": "2026-01-01T00:00Z"}, "review_answer_has_words"),
]
FACTORIES = {
    Topic: TopicFactory,
    Opinion: OpinionFactory,
    Meeting: MeetingFactory,
    AgendaItem: AgendaItemFactory,
    Review: ReviewFactory,
}


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "values", "name"), BROKEN, ids=[name for _model, _values, name in BROKEN])
def test_constraint_refuses(model: Any, values: dict[str, Any], name: str) -> None:
    row = FACTORIES[model]()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**values)


@pytest.mark.django_db
def test_meeting_ends_after_it_starts() -> None:
    meeting = MeetingFactory()
    with pytest.raises(IntegrityError, match="meeting_ends_after_start"), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(ends_at=meeting.starts_at)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "name"),
    [
        ("merged", "topic_merged_has_target"),
        ("scheduled", "topic_scheduled_has_meeting"),
        ("returned", "topic_refused_has_reason"),
    ],
)
def test_topic_state_needs_what_belongs_to_it(state: str, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        TopicFactory(state=state)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "state", "goal"),
    [
        (Topic, "submitted", "approved"),
        (Topic, "archived", "draft"),
        (Opinion, "withdrawn", "given"),
        (Meeting, "preparing", "in_session"),
        (Meeting, "archived", "preparing"),
    ],
)
def test_trigger_refuses_a_move_that_is_none(model: Any, state: str, goal: str) -> None:
    row = FACTORIES[model](state=state)
    with pytest.raises(DatabaseError, match="transition"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(state=goal)


@pytest.mark.django_db
def test_unknown_state_is_refused() -> None:
    with pytest.raises(IntegrityError, match="topic_state_known"), transaction.atomic():
        TopicFactory(state="nowhere")


def test_what_was_said_is_never_changed(cast: Any) -> None:
    presented(cast)
    all_reviewed(cast, topics=1)
    for rows, change in (
        (TopicVersion.objects.all(), {"why": "改"}),
        (OpinionAnswer.objects.all(), {"text": "改"}),
        (Clearance.objects.all(), {"verdict": "returned"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


@pytest.mark.django_db
def test_unit_is_asked_once_about_a_topic() -> None:
    opinion = OpinionFactory()
    with pytest.raises(IntegrityError, match="opinion_asked_once"), transaction.atomic():
        OpinionFactory(topic=opinion.topic, unit=opinion.unit)
    Opinion.objects.filter(pk=opinion.pk).update(state="withdrawn")
    OpinionFactory(topic=opinion.topic, unit=opinion.unit)
