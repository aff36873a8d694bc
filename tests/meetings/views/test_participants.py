"""参会名单, replies, and the two papers made of them."""

import io
from types import SimpleNamespace
from typing import Any

import docx
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.audit.models import AuditRow
from meetings import services
from meetings.models import Invitation
from tests.meetings.stories import again, htmx, in_session, invited, notified, page


def url(story: SimpleNamespace, name: str, *args: Any) -> str:
    return reverse(f"meetings:{name}", args=[story.meeting.reference, *args])


def test_office_lists_a_user(story: SimpleNamespace) -> None:
    done = page(story.clerk).post(
        url(story, "invite"), {"user": story.liaison.pk, "part": "attending", "post": "副局长"}
    )

    seat = Invitation.objects.get()
    assert (done.status_code, done.url) == (302, url(story, "participants"))
    assert (seat.user, seat.unit, seat.name, seat.post) == (
        story.liaison,
        story.housing,
        story.liaison.display_name,
        "副局长",
    )


def test_office_lists_somebody_without_an_account(story: SimpleNamespace) -> None:
    page(story.clerk).post(
        url(story, "invite"), {"unit": story.government.pk, "name": "陈某（演示）", "post": "区长", "part": "attending"}
    )

    seat = Invitation.objects.get()
    assert (seat.user, seat.unit, seat.name, seat.post) == (None, story.government, "陈某（演示）", "区长")


def test_seat_without_account_and_name_is_explained_and_kept(story: SimpleNamespace) -> None:
    done = page(story.clerk).post(
        url(story, "invite"), {"post": "区长", "part": "attending"}, headers=htmx("participants")
    )

    text = done.content.decode()
    assert done.status_code == 422
    assert "请选择单位，或选择门户账号。" in text
    assert 'value="区长"' in text
    assert "<html" not in text
    assert not Invitation.objects.exists()


def test_one_person_sits_once(story: SimpleNamespace) -> None:
    invited(story)
    done = page(story.clerk).post(url(story, "invite"), {"user": story.liaison.pk, "part": "attending"})

    assert done.status_code == 422  # already listed people are no choice
    assert Invitation.objects.filter(user=story.liaison).count() == 1


def test_list_is_the_hosts_alone(story: SimpleNamespace) -> None:
    notified(story)

    assert page(story.gov).get(url(story, "participants")).status_code == 200
    assert page(story.liaison).get(url(story, "participants")).status_code == 404
    assert page(story.liaison).post(url(story, "invite"), {}).status_code == 404


def test_seat_is_taken_off_before_the_notice(story: SimpleNamespace) -> None:
    seat = invited(story)
    client = page(story.clerk)
    assert client.get(url(story, "uninvite", seat.key)).status_code == 200

    assert client.post(url(story, "uninvite", seat.key)).status_code == 302
    assert not Invitation.objects.filter(pk=seat.pk).exists()


def test_seat_stays_after_the_notice(story: SimpleNamespace) -> None:
    seat = notified(story)

    done = page(story.clerk).post(url(story, "uninvite", seat.key))

    assert done.status_code == 409
    assert "会议通知已发出，不能移出名单" in done.content.decode()
    assert Invitation.objects.filter(pk=seat.pk).exists()


def test_list_costs_the_same_for_few_and_many(story: SimpleNamespace, django_assert_num_queries: Any) -> None:
    invited(story)
    client = page(story.clerk)
    with CaptureQueriesContext(connection) as few:
        client.get(url(story, "participants"))
    for number in range(5):
        services.invite(meeting=story.meeting, by=story.clerk, unit=story.labour, name=f"林某{number}（演示）")
    with django_assert_num_queries(len(few)):
        client.get(url(story, "participants"))


# --- Replies ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "reply", "reason", "deputy"),
    [
        ({"reply": "coming"}, "coming", "", ""),
        ({"reply": "leave", "reason": "外出参加培训", "deputy": "不该留下"}, "leave", "外出参加培训", ""),
        ({"reply": "deputy", "deputy": "科长 林某（演示）"}, "deputy", "", "科长 林某（演示）"),
    ],
)
def test_invited_person_replies(
    story: SimpleNamespace, facts: dict[str, str], reply: str, reason: str, deputy: str
) -> None:
    seat = notified(story)

    done = page(story.liaison).post(url(story, "reply"), {**facts, "version": seat.version})

    assert (done.status_code, done.url) == (302, url(story, "reply"))
    again(seat)
    assert (seat.reply, seat.reply_reason, seat.deputy) == (reply, reason, deputy)
    assert seat.replied_at is not None


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"reply": "leave"}, "请假应写明事由。"),
        ({"reply": "deputy"}, "请写明替会人的职务和姓名。"),
        ({}, "请选择是否参加。"),
    ],
)
def test_reply_that_says_too_little_is_explained(story: SimpleNamespace, facts: dict[str, str], sentence: str) -> None:
    seat = notified(story)

    done = page(story.liaison).post(url(story, "reply"), {**facts, "version": seat.version})

    assert done.status_code == 422
    assert sentence in done.content.decode()
    assert again(seat).reply == ""


def test_reply_belongs_to_the_invited_alone(story: SimpleNamespace) -> None:
    notified(story)

    for other in (story.stranger, story.other_liaison, story.clerk):
        assert page(other).get(url(story, "reply")).status_code == 404
        assert page(other).post(url(story, "reply"), {"reply": "coming"}).status_code == 404


def test_nobody_replies_before_the_notice(story: SimpleNamespace) -> None:
    invited(story)

    assert page(story.liaison).get(url(story, "reply")).status_code == 404


def test_replies_end_when_the_meeting_begins(story: SimpleNamespace) -> None:
    in_session(story)
    client = page(story.liaison)

    assert "会议进行中，回执已经截止。" in client.get(url(story, "reply")).content.decode()
    assert client.post(url(story, "reply"), {"reply": "coming"}).status_code == 409


def test_reply_on_an_old_page_is_stale(story: SimpleNamespace) -> None:
    seat = notified(story)
    services.reply(invitation=seat, by=story.liaison, reply="coming")

    done = page(story.liaison).post(url(story, "reply"), {"reply": "leave", "reason": "外出", "version": seat.version})

    assert done.status_code == 409
    assert again(seat).reply == "coming"


def test_reply_is_recorded_without_its_reason(story: SimpleNamespace) -> None:
    seat = notified(story)
    page(story.liaison).post(url(story, "reply"), {"reply": "leave", "reason": "身体不适", "version": seat.version})

    row = AuditRow.objects.filter(event="invitation.replied").get()
    assert row.facts == {"reply": "leave"}


# --- Papers ----------------------------------------------------------------------------------------------------------


def text_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_notice_is_a_paper_for_the_invited(story: SimpleNamespace) -> None:
    notified(story)

    answer = page(story.liaison).get(url(story, "notice_docx"))

    text = text_of(answer.content)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert f"关于召开{story.meeting.title}的通知" in text.replace("\n", "")
    assert story.meeting.room in text
    assert story.topics[0].title in text
    assert story.topics[1].title not in text  # does not involve the unit
    assert "参会回执" in text


def test_notice_of_the_hosts_lists_every_item(story: SimpleNamespace) -> None:
    invited(story)
    text = text_of(page(story.gov).get(url(story, "notice_docx")).content)

    assert story.topics[0].title in text
    assert story.topics[1].title in text


def test_notice_as_pdf(story: SimpleNamespace) -> None:
    invited(story)
    answer = page(story.clerk).get(url(story, "notice_paper"))

    text = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert answer.headers["Content-Type"] == "application/pdf"
    for words in (story.meeting.room, story.topics[1].title, "参会回执", "陈某（演示）"):
        assert words in text.replace("\n", ""), words


def test_no_notice_before_the_agenda_is_final_or_without_a_seat(story: SimpleNamespace) -> None:
    invited(story)
    assert page(story.liaison).get(url(story, "notice_paper")).status_code == 404
    services.notify_meeting(meeting=story.meeting, by=story.clerk)
    assert page(story.other_liaison).get(url(story, "notice_paper")).status_code == 404
    type(story.meeting).objects.filter(pk=story.meeting.pk).update(agenda_frozen_at=None)
    assert page(story.clerk).get(url(story, "notice_paper")).status_code == 404


def test_attendance_sheet_has_room_to_sign(story: SimpleNamespace) -> None:
    invited(story)
    client = page(story.clerk)

    text = text_of(client.get(url(story, "attendance_docx")).content)
    assert "签名" in text
    assert "陈某（演示）" in text
    assert client.get(url(story, "attendance_sheet")).content.startswith(b"%PDF-")
    assert page(story.liaison).get(url(story, "attendance_sheet")).status_code == 404
