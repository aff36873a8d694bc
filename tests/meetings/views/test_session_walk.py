"""From the notice to the issued minutes through the pages, by the people whose turn it is, without a script."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.urls import reverse

from foundation.core import clock
from meetings.models import Decision, Invitation, Minutes
from tests.meetings.stories import again, page


def step(client: Client, verb: str, reference: str, **data: Any) -> Any:
    url = reverse(f"meetings:{verb}", args=[reference])
    shown = client.get(url)
    assert shown.status_code == 200, verb
    version = shown.context["record"].version
    done = client.post(url, {"version": version, **data})
    assert done.status_code == 302, (verb, done.content.decode()[:4000])
    assert client.get(done.url).status_code == 200, done.url
    return done


def test_meeting_walks_from_notice_to_issued_minutes(story: SimpleNamespace) -> None:
    clerk, liaison, leader = page(story.clerk), page(story.liaison), page(story.leader)
    ref = story.meeting.reference

    def at(name: str, *args: Any) -> str:
        return reverse(f"meetings:{name}", args=[ref, *args])

    assert clerk.get(at("participants")).status_code == 200
    done = clerk.post(at("invite"), {"user": story.liaison.pk, "part": "attending", "post": "副局长"})
    assert done.status_code == 302, done.content.decode()[:4000]
    assert clerk.get(at("participants")).status_code == 200
    step(clerk, "notify_meeting", ref)
    assert liaison.get(story.meeting.get_absolute_url()).status_code == 200
    assert liaison.get(at("reply")).status_code == 200
    seat = Invitation.objects.get()
    done = liaison.post(at("reply"), {"reply": "deputy", "deputy": "科长 林某（演示）", "version": seat.version})
    assert done.status_code == 302
    step(clerk, "open_meeting", ref)
    assert clerk.get(at("session")).status_code == 200
    assert clerk.post(at("mark_arrival", seat.key), {"arrived": "1"}).status_code == 302
    assert clerk.post(at("start_item", "01")).status_code == 302
    assert clerk.get(at("session")).status_code == 200
    assert liaison.get(at("live")).status_code == 200
    due = clock.today() + dt.timedelta(days=30)
    done = clerk.post(
        at("record_decision", "01"),
        {
            "text": "同意建立机制。",
            "makes_action": "on",
            "lead_unit": story.housing.pk,
            "due_on": f"{due:%Y-%m-%d}",
        },
    )
    assert done.status_code == 302, done.content.decode()[:6000]
    assert clerk.post(at("record_result", "01"), {"result": "agreed", "next": "1"}).status_code == 302
    assert clerk.post(at("record_result", "02"), {"result": "postponed", "note": "待补充数据。"}).status_code == 302
    step(clerk, "end_meeting", ref)
    decision = Decision.objects.get()
    assert liaison.get(decision.get_absolute_url()).status_code == 200
    step(clerk, "draft_minutes", ref)
    minutes = Minutes.objects.get()
    section = minutes.sections.get(kind="required")
    done = clerk.post(
        reverse("meetings:edit_section", args=[minutes.reference, section.position]),
        {
            f"s{section.position}-text": "会议要求，各单位抓好落实。",
            f"s{section.position}-version": section.version,
        },
    )
    assert done.status_code == 302, done.content.decode()[:6000]
    step(clerk, "send_to_countersign", minutes.reference, units=[story.housing.pk])
    step(liaison, "countersign", minutes.reference)
    step(leader, "sign_minutes", minutes.reference)
    step(clerk, "issue_minutes", minutes.reference)

    again(minutes)
    assert (minutes.state, again(story.meeting).state) == ("issued", "supervising")
    for who in (clerk, liaison, leader):
        assert who.get(story.meeting.get_absolute_url()).status_code == 200
        assert who.get(minutes.get_absolute_url()).status_code == 200
