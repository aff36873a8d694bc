"""The work report by its pages: from the meeting it is made for to the fixed paper of item 1."""

from types import SimpleNamespace

from django.urls import reverse

from meetings import services
from meetings.models import Invitation, Meeting, WorkReport
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, TopicFactory
from tests.meetings.stories import issued, page


def following(story: SimpleNamespace) -> Meeting:
    """The meeting after one whose decision is not done yet."""
    issued(story)
    meeting: Meeting = MeetingFactory(
        ordinal=story.meeting.ordinal + 1, union_host=story.federation, prepared_by=story.clerk
    )
    return meeting


def test_report_is_reached_from_its_meeting_and_fixed_once_explained(story: SimpleNamespace) -> None:
    meeting, clerk = following(story), page(story.clerk)
    start = reverse("meetings:start_report", args=[meeting.reference])
    assert start in clerk.get(meeting.get_absolute_url()).content.decode()

    made = clerk.post(start, {"as_of": clerk.get(start).context["form"].initial["as_of"].isoformat()})

    report = WorkReport.objects.get()
    assert (made.status_code, made.url) == (302, report.get_absolute_url())
    assert report.get_absolute_url() in clerk.get(meeting.get_absolute_url()).content.decode()
    issue = reverse("meetings:issue_report", args=[report.reference])
    refused = clerk.post(issue, {"version": report.version})
    assert (refused.status_code, refused.context["refusal"]) == (
        409, "还有1项未完成的事项没有填写说明和意见，填完才能定稿。",
    )  # fmt: skip
    explained = clerk.post(
        reverse("meetings:explain", args=[report.reference, 1]),
        {"explanation": "正在排查。", "proposal": "继续督办。", "version": report.lines.get().version},
    )
    assert explained.status_code == 302
    report.refresh_from_db()
    assert clerk.post(issue, {"version": report.version}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.lines.get().explanation) == ("issued", "正在排查。")


def test_report_shows_to_those_who_see_its_meeting_only_once_it_is_fixed(story: SimpleNamespace) -> None:
    meeting = following(story)
    assert (
        reverse("meetings:start_report", args=[meeting.reference])
        not in page(story.leader).get(meeting.get_absolute_url()).content.decode()
    )
    page(story.clerk).post(reverse("meetings:start_report", args=[meeting.reference]), {"as_of": "2026-01-05"})
    report = WorkReport.objects.get()

    assert page(story.leader).get(report.get_absolute_url()).status_code == 200
    assert page(story.stranger).get(report.get_absolute_url()).status_code == 404


def test_issued_report_shows_to_the_proposer_of_a_topic(story: SimpleNamespace) -> None:
    """Whoever finds the report on a meeting's page can open it."""
    meeting = MeetingFactory(
        ordinal=story.meeting.ordinal + 1, state="notified", union_host=story.federation, prepared_by=story.clerk
    )
    topic = TopicFactory(state="scheduled", meeting=meeting, unit=story.rights, lead_unit=story.housing)
    AgendaItemFactory(meeting=meeting, topic=topic, position=1)
    report = WorkReport.objects.create(
        reference="TB-2026-09", meeting=meeting, as_of="2026-01-05", state="issued", text_hash="0" * 64,
        issued_at=meeting.starts_at, issued_by=story.clerk,
    )  # fmt: skip

    proposer = page(story.proposer)
    assert report.get_absolute_url() in proposer.get(meeting.get_absolute_url()).content.decode()
    assert proposer.get(report.get_absolute_url()).status_code == 200
    assert page(story.stranger).get(report.get_absolute_url()).status_code == 404


def test_report_leads_only_to_what_its_reader_may_open(story: SimpleNamespace) -> None:
    issued(story)
    meeting = MeetingFactory(
        ordinal=story.meeting.ordinal + 1, state="notified", union_host=story.federation, prepared_by=story.clerk
    )
    services.compile_report(meeting=meeting, by=story.clerk)
    line = WorkReport.objects.get().lines.select_related("action", "decision").get()
    assert line.action is not None
    WorkReport.objects.update(state="issued", text_hash="0" * 64, issued_at=meeting.starts_at, issued_by=story.clerk)
    Invitation.objects.create(meeting=meeting, unit=story.culture, user=story.stranger, name="列席（演示）")

    seen = page(story.stranger).get(line.report.get_absolute_url()).content.decode()

    assert line.decision.item.title in seen
    assert line.action.get_absolute_url() not in seen
    assert line.decision.get_absolute_url() not in seen
    assert line.action.get_absolute_url() in page(story.leader).get(line.report.get_absolute_url()).content.decode()
