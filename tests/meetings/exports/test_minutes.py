"""Minutes as a paper: the form of GB/T 9704-2012, 10.3, filled from the record."""

from types import SimpleNamespace

from foundation.documents.paper import Heading, Kind, Paragraph
from foundation.orgs.models import Unit
from meetings import services
from meetings.exports.minutes import minutes as paper_of
from meetings.models import MinutesSection
from tests.meetings import stories


def test_paper_has_mark_number_date_and_distribution(story: SimpleNamespace) -> None:
    minutes = stories.issued(story)

    paper = paper_of(minutes)

    assert minutes.number is not None
    assert (paper.kind, paper.title, paper.number) == (Kind.MINUTES, minutes.title, minutes.number.text)
    assert paper.mark == (f"{story.government.name}　{story.federation.name}", "联席会议纪要")
    assert paper.date is not None
    assert paper.imprint is not None
    assert (paper.imprint.copies_label, paper.imprint.issuer, paper.imprint.issued) == (
        "分送",
        story.office.name,
        minutes.issued_on,
    )
    assert (paper.salutation, paper.signature) == ("", None)


def test_decided_items_are_numbered_headings_and_empty_parts_are_left_out(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)

    blocks = paper_of(minutes).blocks

    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Heading, Paragraph]
    assert blocks[2] == Heading(1, story.items[0].title)


def test_draft_has_neither_number_nor_dates(story: SimpleNamespace) -> None:
    paper = paper_of(stories.drafted(story))

    assert (paper.number, paper.date) == ("", None)
    assert paper.imprint is not None
    assert (paper.imprint.issuer, paper.imprint.issued) == ("", None)


def test_what_is_typed_stands_instead_of_what_is_saved(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)
    required = minutes.sections.get(kind="required")

    paper = paper_of(minutes, typed={required.position: ("", "会议要求，抓好落实。")})

    assert Paragraph("会议要求，抓好落实。") in paper.blocks
    assert MinutesSection.objects.get(pk=required.pk).text == ""


def test_rolls_name_who_came_who_was_away_and_who_stood_in(story: SimpleNamespace) -> None:
    seats = [
        services.invite(meeting=story.meeting, by=story.clerk, unit=unit, user=user, part=part)
        for unit, user, part in (
            (story.housing, story.liaison, "attending"),
            (story.labour, story.other_liaison, "attending"),
            (story.rights, story.proposer, "observing"),
        )
    ]
    services.notify_meeting(meeting=story.meeting, by=story.clerk)
    services.reply(invitation=stories.again(seats[0]), by=story.liaison, reply="leave", reason="外出")
    services.reply(
        invitation=stories.again(seats[1]), by=story.other_liaison, reply="deputy", deputy="科长林某（演示）"
    )
    meeting = services.open_meeting(meeting=story.meeting, by=story.clerk)
    for item in story.items:
        services.record_result(item=item, by=story.clerk, result="noted")
    minutes = services.draft_minutes(meeting=services.end_meeting(meeting=meeting, by=story.clerk), by=story.clerk)

    rolls = {roll.label: roll.text for roll in paper_of(minutes).rolls}

    assert rolls == {
        "出席": f"{story.labour.name}科长林某（演示）",
        "请假": f"{story.housing.name}{story.liaison.display_name}",
        "列席": f"{story.rights.name}{story.proposer.display_name}",
    }


def test_government_that_hosts_itself_stands_in_the_mark(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)
    minutes.meeting.government_host = Unit.objects.get(pk=story.government.pk)

    assert paper_of(minutes).mark[0].startswith(story.government.name)
