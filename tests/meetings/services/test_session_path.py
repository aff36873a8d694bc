"""From the frozen agenda to the call-back, through the services, as the people of two hosts do it."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from concerns.models import Cluster, ClusterConcern
from foundation.core import clock
from foundation.core.policies import Refused
from foundation.outbox.models import OutboxRow
from meetings import services
from meetings.models import ActionItem, Meeting, Minutes, WorkReport
from tests.factories.accounts import UserFactory
from tests.factories.concerns import ConcernFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, TopicFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def story(cast: SimpleNamespace) -> SimpleNamespace:
    """A notified meeting with one topic that was raised from a cluster of two concerns."""
    first = ConcernFactory(state="handling", unit=cast.federation, handler=cast.housing)
    second = ConcernFactory(state="handling", unit=cast.federation, handler=cast.housing)
    cluster = Cluster.objects.create(
        reference="JL-2026-901",
        state="raised",
        title="工资支付（演示）",
        category=first.category,
        unit=cast.rights,
        grouped_by=cast.proposer.actor_reference,
        raised_at=clock.now(),
        topic_reference="YT-2026-901",
        facts={"count": 2},
    )
    for concern in (first, second):
        ClusterConcern.objects.create(cluster=cluster, concern=concern, frozen=True, added_by="system:test")
        concern.pause("raised")
        concern.save()
    meeting = MeetingFactory(
        state="agenda_review",
        agenda_frozen_at=clock.now(),
        union_host=cast.federation,
        government_host=cast.office,
        prepared_by=cast.clerk,
    )
    topic = TopicFactory(
        state="scheduled",
        meeting=meeting,
        unit=cast.rights,
        cluster=cluster,
        lead_unit=cast.housing,
        submitted_at=clock.now(),
    )
    item = AgendaItemFactory(meeting=meeting, topic=topic, position=1)
    return SimpleNamespace(
        meeting=meeting,
        item=item,
        topic=topic,
        concerns=[first, second],
        cluster=cluster,
        supervisor=UserFactory(unit=cast.office, roles=["supervisor"]),
        **vars(cast),
    )


def held(story: SimpleNamespace, **decision: Any) -> Meeting:
    services.invite(meeting=story.meeting, by=story.clerk, unit=story.housing, user=story.liaison)
    meeting = services.notify_meeting(meeting=story.meeting, by=story.clerk)
    meeting = services.open_meeting(meeting=meeting, by=story.clerk)
    services.start_item(item=story.item, by=story.clerk)
    services.record_decision(
        item=story.item,
        by=story.clerk,
        text="同意建立工资支付联合排查机制。",
        **({"lead_unit": story.housing, "due_on": clock.today() + dt.timedelta(days=40)} | decision),
    )
    services.record_result(item=story.item, by=story.clerk, result="agreed_in_principle")
    return services.end_meeting(meeting=meeting, by=story.clerk)


def test_decision_reaches_topic_concerns_and_ledger(story: SimpleNamespace) -> None:
    held(story)

    story.topic.refresh_from_db()
    action = ActionItem.objects.get()
    assert story.topic.state == "agreed_in_principle"
    assert (action.state, action.lead_unit, action.text) == ("pending", story.housing, "同意建立工资支付联合排查机制。")
    for concern in story.concerns:
        concern.refresh_from_db()
        assert concern.paused_at is None
        assert concern.state == "handling"
        assert "同意建立工资支付联合排查机制。" in concern.events.first().text


def test_meeting_cannot_end_while_an_item_has_no_result(story: SimpleNamespace) -> None:
    services.invite(meeting=story.meeting, by=story.clerk, unit=story.housing, user=story.liaison)
    meeting = services.open_meeting(
        meeting=services.notify_meeting(meeting=story.meeting, by=story.clerk), by=story.clerk
    )

    with pytest.raises(Refused, match="还有1项议程没有登记结果。"):
        services.end_meeting(meeting=meeting, by=story.clerk)


def test_decision_without_action_opens_the_callbacks_at_once(story: SimpleNamespace) -> None:
    held(story, makes_action=False, lead_unit=None, due_on=None)

    assert not ActionItem.objects.exists()
    for concern in story.concerns:
        concern.refresh_from_db()
        assert concern.state == "callback"


def sign(story: SimpleNamespace, meeting: Meeting) -> Minutes:
    minutes = services.draft_minutes(meeting=meeting, by=story.clerk)
    minutes = services.send_to_countersign(minutes=minutes, by=story.clerk, units=[story.housing, story.labour])
    minutes = services.countersign(minutes=minutes, by=story.liaison)
    assert minutes.state == "countersigning"
    minutes = services.countersign(minutes=minutes, by=story.other_liaison)
    assert minutes.state == "signing"
    return services.sign_minutes(minutes=minutes, by=story.leader)


def test_minutes_are_numbered_at_the_signature_and_the_meeting_follows(story: SimpleNamespace) -> None:
    minutes = sign(story, held(story))

    assert minutes.number is not None
    assert minutes.number.text == f"泉丰工联纪〔{clock.today().year}〕1号"
    minutes = services.issue_minutes(minutes=minutes, by=story.clerk)
    story.meeting.refresh_from_db()
    assert (minutes.state, story.meeting.state) == ("issued", "supervising")


def test_returned_minutes_lose_their_countersignatures(story: SimpleNamespace) -> None:
    minutes = services.draft_minutes(meeting=held(story), by=story.clerk)
    minutes = services.send_to_countersign(minutes=minutes, by=story.clerk, units=[story.housing, story.labour])
    services.countersign(minutes=minutes, by=story.liaison)

    minutes = services.return_minutes(minutes=minutes, by=story.other_liaison, reason="第二项表述与会议不符。")

    assert minutes.state == "drafting"
    assert not minutes.countersignatures.exclude(signed_at=None).exists()


def test_action_closed_by_the_supervisor_sends_every_concern_to_its_callback(story: SimpleNamespace) -> None:
    services.issue_minutes(minutes=sign(story, held(story)), by=story.clerk)
    action = services.dispatch_action(action=ActionItem.objects.get(), by=story.supervisor, assisting=[story.labour])
    action = services.accept_action(action=action, by=story.liaison)
    action = services.report_progress(action=action, by=story.liaison, text="已印发排查方案。", progress=50)
    with pytest.raises(Refused, match="要附佐证材料"):
        services.report_done(action=action, by=story.liaison, text="已完成排查。")
    action = services.report_done(
        action=action,
        by=story.liaison,
        text="已完成排查。",
        files=[SimpleUploadedFile("排查情况.pdf", PDF, content_type="application/pdf")],
    )
    with pytest.raises(Refused, match="由督查员办理"):
        services.close_action(action=action, by=story.liaison)

    action = services.close_action(action=action, by=story.supervisor, note="现场核实。")

    story.meeting.refresh_from_db()
    assert (action.state, action.progress, story.meeting.state) == ("closed", 100, "concluded")
    for concern in story.concerns:
        concern.refresh_from_db()
        assert concern.state == "callback"


def test_report_names_each_decision_once_and_needs_its_explanations(story: SimpleNamespace) -> None:
    services.issue_minutes(minutes=sign(story, held(story)), by=story.clerk)
    services.dispatch_action(action=ActionItem.objects.get(), by=story.supervisor)
    following = MeetingFactory(ordinal=story.meeting.ordinal + 1, union_host=story.federation, prepared_by=story.clerk)

    report = services.compile_report(meeting=following, by=story.clerk)
    services.compile_report(meeting=following, by=story.clerk)

    line = report.lines.get()
    assert (line.decision.meeting, line.finished, line.status) == (story.meeting, False, "dispatched")
    report.refresh_from_db()
    with pytest.raises(Refused, match="还有1项未完成的事项没有填写说明和意见"):
        services.issue_report(report=report, by=story.clerk)
    services.explain(line=line, by=story.clerk, explanation="正在排查。", proposal="继续督办。")
    assert services.issue_report(report=WorkReport.objects.get(), by=story.clerk).state == "issued"


def test_invited_people_get_the_notice_once(story: SimpleNamespace) -> None:
    services.invite(meeting=story.meeting, by=story.clerk, unit=story.housing, user=story.liaison)
    services.notify_meeting(meeting=story.meeting, by=story.clerk)

    rows = OutboxRow.objects.filter(notice="meeting.notified", recipient=story.liaison.actor_reference)
    assert sorted(rows.values_list("channel", flat=True)) == ["email", "inbox"]
