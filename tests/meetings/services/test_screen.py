"""初筛: take up, return, redirect, merge; withdraw, defer and resume."""

from typing import Any

import pytest

from foundation.core.policies import Refused, Stale
from foundation.outbox.models import OutboxRow
from meetings import services
from meetings.models import Topic
from tests.meetings.topics import cleared, consulting, opinion_of, preparing, presented, submitted


def told(notice: str) -> list[str]:
    return list(OutboxRow.objects.filter(notice=notice, channel="inbox").values_list("recipient", flat=True))


def test_draft_without_lead_unit_is_not_submitted(cast: Any) -> None:
    topic = services.draft_topic(by=cast.proposer, facts={"title": "一", "origin": "leader", "asked_decision": "二"})
    with pytest.raises(Refused, match="拟主办单位"):
        services.submit(topic=topic, by=cast.proposer)


def test_numbers_have_no_gap(cast: Any) -> None:
    assert [submitted(cast).number for _ in range(3)] == [1, 2, 3]


def test_office_alone_screens(cast: Any) -> None:
    with pytest.raises(Refused, match="办公室"):
        services.accept(topic=submitted(cast), by=cast.proposer)


def test_returned_topic_is_mended_and_submitted_again(cast: Any) -> None:
    topic = services.return_topic(topic=submitted(cast), by=cast.clerk, reason="请补近两季度数据")
    assert (topic.state, topic.state_note) == ("returned", "请补近两季度数据")
    assert told("topic.returned") == [cast.proposer.actor_reference]
    services.edit_topic(topic=topic, by=cast.proposer, facts={"data": "两个季度共12件"})
    topic = services.submit(topic=topic, by=cast.proposer)
    assert (topic.state, topic.state_note, topic.edition) == ("submitted", "", 2)


def test_return_stops_what_units_were_asked(cast: Any) -> None:
    topic = consulting(cast)
    services.answer_opinion(opinion=opinion_of(topic, cast.labour), by=cast.other_liaison, answer="agree")
    services.return_topic(topic=topic, by=cast.clerk, reason="改写")
    assert dict(topic.opinions.values_list("unit__code", "state")) == {"ZJJ": "withdrawn", "RSJ": "given"}


def test_redirected_topic_ends_with_its_reason(cast: Any) -> None:
    topic = services.redirect(topic=submitted(cast), by=cast.clerk, reason="由区人社局按职责办理")
    assert topic.state == "redirected"
    assert told("topic.redirected") == [cast.proposer.actor_reference]


def test_merged_topic_keeps_its_lineage(cast: Any) -> None:
    into, topic = submitted(cast), submitted(cast)
    topic = services.merge(topic=topic, into=into, by=cast.clerk, reason="同一事项")
    assert (topic.state, topic.merged_into) == ("merged", into)
    with pytest.raises(Refused, match="不能并入自己"):
        services.merge(topic=into, into=into, by=cast.clerk, reason="同一事项")
    with pytest.raises(Refused, match="已经办结"):
        services.merge(topic=into, into=topic, by=cast.clerk, reason="同一事项")


def test_stale_screening_is_refused(cast: Any) -> None:
    topic = submitted(cast)
    services.edit_topic(topic=topic, by=cast.clerk, facts={"data": "新"})
    with pytest.raises(Stale):
        services.accept(topic=topic, by=cast.clerk, version=topic.version)


def test_deferred_topic_is_cleared_anew(cast: Any) -> None:
    topic = services.defer(topic=cleared(cast), by=cast.clerk, reason="条件不成熟")
    topic = services.resume(topic=topic, by=cast.clerk)
    assert topic.state == "leader_review"


def test_withdrawn_topic_keeps_its_number(cast: Any) -> None:
    topic = services.withdraw_topic(topic=submitted(cast), by=cast.proposer, reason="已另行解决")
    assert topic.state == "withdrawn"
    assert submitted(cast).number == 2


def test_topic_on_an_agenda_is_taken_off_before_it_is_withdrawn(cast: Any) -> None:
    meeting = preparing(cast, topics=1)
    topic = meeting.items.get(position=2).topic
    with pytest.raises(Refused):
        services.withdraw_topic(topic=topic, by=cast.proposer, reason="已另行解决")
    services.remove_item(item=meeting.items.get(position=2), by=cast.clerk)
    topic = Topic.objects.get(pk=topic.pk)
    assert (topic.state, topic.meeting) == ("approved", None)
    assert services.withdraw_topic(topic=topic, by=cast.proposer, reason="已另行解决").state == "withdrawn"


def test_hosts_clear_in_turn(cast: Any) -> None:
    topic = presented(cast)
    with pytest.raises(Refused, match="不到政府一方审定"):
        services.clear_topic(topic=topic, by=cast.gov, host="government", verdict="cleared")
    with pytest.raises(Refused, match="区总工会分管领导"):
        services.clear_topic(topic=topic, by=cast.gov, host="union", verdict="cleared")
    topic = services.clear_topic(topic=topic, by=cast.leader, host="union", verdict="cleared")
    assert told("topic.cleared_by_union") == [cast.gov.actor_reference]
    topic = services.clear_topic(topic=topic, by=cast.gov, host="government", verdict="returned", note="补两项")
    assert (topic.state, topic.state_note) == ("returned", "补两项")
    assert list(topic.clearances.values_list("host", "verdict")) == [("union", "cleared"), ("government", "returned")]


def test_postponed_topic_comes_to_the_next_meeting(cast: Any) -> None:
    first, second = preparing(cast, topics=1), preparing(cast, topics=0)
    item = first.items.get(position=2)
    for state in ("discussed", "postponed"):
        Topic.objects.filter(pk=item.topic_id).update(state=state)
    topic = services.carry_over(topic=item.topic, by=cast.clerk)
    assert (topic.state, topic.meeting) == ("approved", None)
    services.schedule(topic=topic, meeting=second, by=cast.clerk)
    assert sorted(topic.items.values_list("meeting", flat=True)) == [first.pk, second.pk]
