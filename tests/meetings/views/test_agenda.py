"""Building, sending, clearing and freezing by the pages."""

from typing import Any

from django.urls import reverse

from meetings import services
from meetings.models import Meeting
from tests.meetings.stories import page
from tests.meetings.topics import all_reviewed, in_review, meeting_facts, preparing


def at(name: str, meeting: Meeting, *args: str) -> str:
    return reverse(f"meetings:{name}", args=[meeting.reference, *args])


def test_meeting_is_prepared_with_item_one(cast: Any) -> None:
    facts = meeting_facts(cast)
    data = {
        **facts,
        "starts_at": "2027-03-10T15:00",
        "ends_at": "2027-03-10T17:00",
        "form": "on_site",
        "union_host": cast.federation.pk,
        "government_host": cast.office.pk,
        "chair_is_principal": "on",
    }
    client = page(cast.clerk)
    assert client.get(reverse("meetings:prepare_meeting")).status_code == 200
    done = client.post(reverse("meetings:prepare_meeting"), data)
    assert done.status_code == 302, done.content.decode()[-2000:]
    assert Meeting.objects.get().reference == "LX-2027-01"
    assert "本次为首次会议" in client.get(done.url).content.decode()
    done = client.post(reverse("meetings:prepare_meeting"), {**data, "ends_at": "2027-03-10T14:00", "ordinal": 1})
    assert done.status_code == 422
    assert "结束时间应晚于开始时间。" in done.content.decode()
    assert "第1次会议已经登记" in done.content.decode()


def test_moving_works_with_and_without_htmx(cast: Any) -> None:
    meeting = preparing(cast)
    client = page(cast.clerk)
    assert client.post(at("move_item", meeting, "03"), {"to": "2"}).status_code == 302
    assert [item.title for item in meeting.items.in_order()][1:] == ["议题2（演示）", "议题1（演示）"]
    done = client.post(
        at("move_item", meeting, "03"), {"to": "3"}, headers={"HX-Request": "true", "HX-Target": "agenda-items"}
    )
    assert (done.status_code, done.headers["HX-Redirect"]) == (200, at("agenda", meeting))
    assert [item.title for item in meeting.items.in_order()][1:] == ["议题1（演示）", "议题2（演示）"]


def test_item_one_stays_with_a_sentence(cast: Any) -> None:
    meeting = preparing(cast)
    done = page(cast.clerk).post(at("move_item", meeting, "01"), {"to": "2"})
    assert done.status_code == 409
    assert "固定为第1项" in done.content.decode()


def test_agenda_is_sent_cleared_and_frozen(cast: Any) -> None:
    meeting = preparing(cast, topics=1)
    clerk = page(cast.clerk)
    sent = clerk.post(at("send_for_review", meeting), {"reviewers": [cast.official.pk, cast.second_official.pk]})
    assert sent.status_code == 302
    for person in (cast.leader, cast.gov):
        assert page(person).get(at("clear_agenda", meeting)).status_code == 200
        assert page(person).post(at("clear_agenda", meeting), {"verdict": "cleared"}).status_code == 302
    assert clerk.post(at("freeze", meeting)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.agenda_frozen_at is not None
    assert clerk.post(at("unfreeze", meeting), {"reason": "补充数据"}).status_code == 302


def test_nobody_chosen_to_review_is_said(cast: Any) -> None:
    done = page(cast.clerk).post(at("send_for_review", preparing(cast)), {})
    assert done.status_code == 422
    assert "请至少选择一位审阅领导。" in done.content.decode()


def test_items_are_added_edited_and_removed(cast: Any) -> None:
    meeting = preparing(cast, topics=1)
    client = page(cast.clerk)
    data = {"title": "区长讲话（演示）", "section": "other", "minutes": 10, "presenter": "区长", "body": "", "unit": ""}
    assert client.post(at("add_item", meeting), data).status_code == 302
    assert client.get(at("edit_item", meeting, "03")).status_code == 200
    assert client.post(at("edit_item", meeting, "03"), {**data, "minutes": 20}).status_code == 302
    assert meeting.items.get(position=3).minutes == 20
    assert client.post(at("edit_item", meeting, "02"), {"minutes": 500, "section": "study"}).status_code == 422
    assert client.post(at("remove_item", meeting, "03")).status_code == 302
    assert meeting.items.count() == 2


def test_over_run_is_shown(cast: Any) -> None:
    meeting = preparing(cast, topics=1)
    services.edit_item(item=meeting.items.get(position=2), by=cast.clerk, facts={"minutes": 170})
    assert "比会议时间多60分钟" in page(cast.clerk).get(at("agenda", meeting)).content.decode()


def test_recalled_agenda_is_not_reviewed(cast: Any) -> None:
    meeting = in_review(cast, topics=1)
    assert page(cast.clerk).post(at("recall", meeting)).status_code == 302
    done = page(cast.official).post(at("review_item", meeting, "02"), {"agree": "1"})
    assert done.status_code == 409
    assert "现在不审阅议程" in done.content.decode()


def test_meeting_is_edited_before_the_notice_only(cast: Any) -> None:
    meeting = all_reviewed(cast, topics=1)
    client = page(cast.clerk)
    form = client.get(at("edit_meeting", meeting)).context["form"]
    data = {name: form[name].value() for name in form.fields} | {
        "starts_at": "2027-03-10T15:00",
        "ends_at": "2027-03-10T17:00",
        "room": "第二会议室",
    }
    assert client.post(at("edit_meeting", meeting), data).status_code == 302
    meeting.refresh_from_db()
    assert meeting.room == "第二会议室"
    meeting.state = "notified"
    meeting.save(update_fields=["state"])
    done = client.post(at("edit_meeting", meeting), {**data, "version": meeting.version})
    assert done.status_code == 409
    assert "请办理延期" in done.content.decode()


def test_list_and_page_cost_the_same_for_more_rows(cast: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = page(cast.clerk)
    meeting = in_review(cast, topics=1)

    def count(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    def counts() -> tuple[int, ...]:
        return tuple(
            count(url) for url in (reverse("meetings:meetings"), at("agenda", meeting), at("meeting", meeting))
        )

    services.add_item(meeting=meeting, by=cast.clerk, facts={"title": "通报（演示）"})
    services.send_for_review(meeting=meeting, by=cast.clerk)
    before = counts()
    for number in range(2):
        services.add_item(meeting=meeting, by=cast.clerk, facts={"title": f"通报{number}（演示）"})
    services.send_for_review(meeting=meeting, by=cast.clerk)
    preparing(cast, topics=0)
    assert counts() == before
