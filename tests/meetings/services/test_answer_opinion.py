"""A unit's typed opinion, bound to the text it read."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from foundation.core import clock
from foundation.core.policies import Refused, Stale
from foundation.outbox.models import OutboxRow
from meetings import services
from meetings.models import Opinion
from meetings.tasks import report_overdue_opinions
from tests.meetings.topics import consulting, opinion_of, submitted

FRIDAY = dt.datetime(2026, 9, 18, 10, tzinfo=clock.SHANGHAI)


def test_due_date_follows_the_calendar_of_the_state_council(cast: Any) -> None:
    with clock.at(FRIDAY):
        opinion = opinion_of(consulting(cast), cast.housing)
    assert clock.local(opinion.due_at).date() == dt.date(2026, 9, 24)
    assert next(day.date for day in opinion.due().days if day.counts) == dt.date(2026, 9, 20)


def test_answer_stops_the_clock_and_names_the_text(cast: Any) -> None:
    topic = consulting(cast)
    opinion = services.answer_opinion(opinion=opinion_of(topic, cast.housing), by=cast.liaison, answer="agree")
    assert (opinion.state, opinion.answer, opinion.text_hash, opinion.edition) == (
        "given",
        "agree",
        topic.text_hash,
        1,
    )
    assert opinion.clock_stopped_at is not None
    assert list(opinion.answers.values_list("answer", "edition")) == [("agree", 1)]
    assert OutboxRow.objects.filter(notice="opinion.answered", recipient=cast.clerk.actor_reference).count() == 1


def test_answer_on_words_nobody_read_is_stale(cast: Any) -> None:
    topic = consulting(cast)
    opinion = opinion_of(topic, cast.housing)
    services.edit_topic(topic=topic, by=cast.clerk, facts={"data": "新增两个季度的数据"})
    with pytest.raises(Stale, match="第2稿"):
        services.answer_opinion(opinion=opinion, by=cast.liaison, answer="agree", seen=topic.text_hash)


def test_changed_text_shows_the_answer_as_given_on_an_older_one(cast: Any) -> None:
    topic = consulting(cast)
    services.answer_opinion(opinion=opinion_of(topic, cast.housing), by=cast.liaison, answer="agree")
    services.edit_topic(topic=topic, by=cast.clerk, facts={"data": "新增两个季度的数据"})
    given = Opinion.objects.select_related("topic").get(unit=cast.housing)
    assert (given.on_older_text, given.answer, given.edition, given.topic.edition) == (True, "agree", 1, 2)


def test_confirming_keeps_the_old_answer(cast: Any) -> None:
    topic = consulting(cast)
    opinion = services.answer_opinion(opinion=opinion_of(topic, cast.housing), by=cast.liaison, answer="agree")
    with pytest.raises(Refused, match="不需要再确认"):
        services.reask_opinion(opinion=opinion, by=cast.clerk)
    services.edit_topic(topic=topic, by=cast.clerk, facts={"data": "新增两个季度的数据"})
    opinion = services.reask_opinion(opinion=Opinion.objects.get(pk=opinion.pk), by=cast.clerk)
    assert (opinion.state, opinion.answer) == ("asked", "agree")
    opinion = services.answer_opinion(opinion=opinion, by=cast.liaison, answer="disagree", text="数据口径不对。")
    assert list(opinion.answers.values_list("answer", "edition")) == [("agree", 1), ("disagree", 2)]


def test_another_unit_cannot_answer(cast: Any) -> None:
    with pytest.raises(Refused, match="联络员答复"):
        services.answer_opinion(
            opinion=opinion_of(consulting(cast), cast.housing), by=cast.other_liaison, answer="agree"
        )


def test_disagreement_without_words_is_refused_by_the_database(cast: Any) -> None:
    opinion = opinion_of(consulting(cast), cast.housing)
    with pytest.raises(IntegrityError, match="opinion_answer_has_words"), transaction.atomic():
        services.answer_opinion(opinion=opinion, by=cast.liaison, answer="disagree")


def test_draft_is_the_unit_s_own_and_counts_for_nothing(cast: Any) -> None:
    opinion = opinion_of(consulting(cast), cast.housing)
    row = services.save_opinion_draft(opinion=opinion, by=cast.liaison, answer="disagree", text="先写着")
    assert (row.state, row.answer, row.draft_answer, row.draft_text) == ("asked", "", "disagree", "先写着")
    row = services.answer_opinion(opinion=row, by=cast.liaison, answer="agree")
    assert (row.draft_answer, row.draft_text) == ("", "")


def test_same_unit_is_not_asked_twice(cast: Any) -> None:
    topic = consulting(cast)
    with pytest.raises(Refused, match="不能重复征求"):
        services.ask_opinions(topic=topic, units=[cast.housing, cast.culture], by=cast.clerk)
    assert topic.opinions.count() == 2


def test_nobody_is_asked_before_the_topic_is_taken_up(cast: Any) -> None:
    with pytest.raises(Refused, match="当前状态是“已提交”"):
        services.ask_opinions(topic=submitted(cast), units=[cast.housing], by=cast.clerk)


def test_silence_is_overdue_never_consent(cast: Any) -> None:
    with clock.at(FRIDAY):
        topic = consulting(cast)
        services.answer_opinion(opinion=opinion_of(topic, cast.labour), by=cast.other_liaison, answer="agree")
        with pytest.raises(Refused, match="还有1个单位在期限内未答复"):
            services.consolidate(topic=topic, by=cast.clerk, summary="一家同意。")
    with clock.at(FRIDAY + dt.timedelta(days=7)):
        silent = opinion_of(topic, cast.housing)
        assert (silent.is_overdue(clock.now()), silent.answer, silent.state) == (True, "", "asked")
        topic = services.consolidate(topic=topic, by=cast.clerk, summary="一家同意，区住建局逾期未反馈。")
        late = services.answer_opinion(opinion=silent, by=cast.liaison, answer="agree")
    assert topic.state == "consolidated"
    assert not late.in_time


def test_overdue_is_told_once_and_only_when_overdue(cast: Any) -> None:
    with clock.at(FRIDAY):
        consulting(cast)
        assert report_overdue_opinions() == 0
    with clock.at(FRIDAY + dt.timedelta(days=7)):
        assert report_overdue_opinions() == 0  # Friday 25 September 2026: Mid-Autumn, nobody works
    with clock.at(FRIDAY + dt.timedelta(days=10)):
        assert report_overdue_opinions() == 2
        assert report_overdue_opinions() == 2
    told = OutboxRow.objects.filter(notice="opinion.overdue", channel="inbox")
    assert sorted(told.values_list("recipient", flat=True)) == sorted(
        [cast.clerk.actor_reference] * 2 + [cast.liaison.actor_reference, cast.other_liaison.actor_reference]
    )


def test_substantive_opinion_waits_for_its_adoption(cast: Any) -> None:
    topic = consulting(cast)
    opinion = services.answer_opinion(
        opinion=opinion_of(topic, cast.housing), by=cast.liaison, answer="agree_with_changes", text="改为每月。"
    )
    services.answer_opinion(opinion=opinion_of(topic, cast.labour), by=cast.other_liaison, answer="agree")
    with pytest.raises(Refused, match="采纳情况"):
        services.consolidate(topic=topic, by=cast.clerk, summary="已汇总。")
    with pytest.raises(IntegrityError, match="opinion_adoption_has_reason"), transaction.atomic():
        services.adopt_opinion(opinion=opinion, by=cast.clerk, adoption="partly")
    services.adopt_opinion(opinion=opinion, by=cast.clerk, adoption="partly", reason="先按季度试行。")
    assert services.consolidate(topic=topic, by=cast.clerk, summary="已汇总。").state == "consolidated"


def test_urging_tells_the_unit_once_a_day(cast: Any) -> None:
    opinion = opinion_of(consulting(cast), cast.housing)
    services.urge_opinion(opinion=opinion, by=cast.clerk)
    services.urge_opinion(opinion=opinion, by=cast.clerk)
    assert OutboxRow.objects.filter(notice="opinion.urged", channel="inbox").count() == 1
