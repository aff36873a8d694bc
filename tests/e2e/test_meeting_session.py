"""A meeting held and its minutes signed, in the browser: the clerk at the console, a liaison looking on."""

import datetime as dt
import os
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from foundation.core import clock
from meetings import services
from tests.e2e.pages import Look, sign_in, watch
from tests.factories.accounts import PASSWORD
from tests.meetings import stories
from tests.meetings.conftest import make_cast

SHOTS = Path(os.environ["PORTAL_SHOTS"]) if "PORTAL_SHOTS" in os.environ else None
SPEECHES = {
    "pointed_out": "会议指出，保障职工工资支付事关职工切身利益和社会稳定，各有关单位要提高认识，把排查化解工作摆在突出位置。",
    "emphasised": "会议强调，一要摸清底数，逐个工地建立台账；二要压实责任，主管部门与工会同向发力；三要畅通渠道，方便职工反映诉求。",
    "required": "会议要求，区住房和城乡建设局牵头，每季度组织一次联合排查，排查结果报区政府办和区总工会。",
}


@pytest.fixture
def story(committing: str) -> SimpleNamespace:
    """A meeting about to begin, with names as people know them."""
    story = stories.make_meeting(make_cast())
    for unit, name, short in (
        (story.housing, "区住房和城乡建设局", "区住建局"),
        (story.labour, "区人力资源和社会保障局", "区人社局"),
        (story.office, "丰泽区人民政府办公室", "区政府办"),
        (story.federation, "丰泽区总工会", "区总工会"),
        (story.government, "丰泽区人民政府", "区政府"),
        (story.rights, "区总工会权益保障部", "权益保障部"),
    ):
        unit.name, unit.short_name = name, short
        unit.save()
    for item, topic, title in zip(
        story.items,
        story.topics,
        (
            "关于建立工资支付联合排查机制的议题（演示）",
            "关于增设户外劳动者服务站点的议题（演示）",
        ),
        strict=True,
    ):
        item.title = topic.title = title
        item.save()
        topic.save()
    stories.notified(story)
    services.invite(
        meeting=story.meeting,
        by=story.clerk,
        unit=story.labour,
        user=story.other_liaison,
        post="科长",
        part="observing",
    )
    return story


@pytest.fixture
def opened(portal: str, browser: Browser, story: SimpleNamespace) -> Any:
    """`opened("office_clerk")`: that person's Look."""

    def look(username: str) -> Look:
        return Look(browser, portal, cookies=sign_in(browser, portal, username, PASSWORD), shots=SHOTS)

    return look


def hold(story: SimpleNamespace) -> Any:
    meeting = services.open_meeting(meeting=story.meeting, by=story.clerk)
    services.mark_arrival(invitation=meeting.invitations.order_by("pk").first(), by=story.clerk)
    services.start_item(item=story.items[0], by=story.clerk)
    stories.decide(story, text="会议原则同意建立工资支付联合排查机制，每季度对在建项目工资支付情况开展联合排查。")
    return meeting


def draft(story: SimpleNamespace) -> Any:
    meeting = hold(story)
    for item in story.items:
        services.record_result(item=item, by=story.clerk, result="agreed")
    minutes = services.draft_minutes(meeting=services.end_meeting(meeting=meeting, by=story.clerk), by=story.clerk)
    for section in minutes.sections.all():
        if section.kind in SPEECHES:
            services.edit_section(section=section, by=story.clerk, text=SPEECHES[section.kind])
    return minutes


def test_pages_of_the_session_fit_and_are_accessible(story: SimpleNamespace, opened: Callable[[str], Look]) -> None:
    clerk, liaison = opened("office_clerk"), opened("zjj")
    ref = story.meeting.reference
    found = liaison.at(f"/meetings/{ref}/reply/", "reply", full=True)
    found += clerk.at(f"/meetings/{ref}/participants/", "participants", full=True)
    found += clerk.at(f"/meetings/{ref}/", "meeting-notified", full=True)
    hold(story)
    found += clerk.at(f"/meetings/{ref}/session/", "session", full=True)
    found += liaison.at(f"/meetings/{ref}/live/", "live", full=True)
    assert found == []


def test_pages_of_the_minutes_fit_and_are_accessible(story: SimpleNamespace, opened: Callable[[str], Look]) -> None:
    minutes = draft(story)
    clerk, leader = opened("office_clerk"), opened("union_leader")
    found = clerk.at(minutes.get_absolute_url(), "minutes-draft", full=True)
    services.send_to_countersign(minutes=minutes, by=story.clerk, units=[story.housing, story.labour])
    found += opened("zjj").at(minutes.get_absolute_url(), "minutes-countersign", full=True)
    services.countersign(minutes=minutes, by=story.liaison)
    services.countersign(minutes=minutes, by=story.other_liaison)
    found += leader.at(f"/meetings/minutes/{minutes.reference}/sign/", "minutes-sign")
    services.sign_minutes(minutes=stories.again(minutes), by=story.leader)
    services.issue_minutes(minutes=stories.again(minutes), by=story.clerk)
    found += leader.at(minutes.get_absolute_url(), "minutes-issued", full=True)
    found += clerk.at(f"/meetings/decisions/{story.meeting.decisions.get().reference}/", "decision", full=True)
    assert found == []


@pytest.fixture
def seen(opened: Callable[[str], Look]) -> Any:
    """Pages of several people; no script may have failed when the test is over."""
    contexts, errors = [], []

    def page(username: str) -> Page:
        context = opened(username).context(1440, "light")
        contexts.append(context)
        made = context.new_page()
        errors.append(watch(made))
        return made

    yield page
    for context in contexts:
        context.close()
    answered = ("Failed to load resource", "Response Status Error Code")  # statuses the tests ask for
    assert [error for found in errors for error in found if not any(words in error for words in answered)] == []


def test_what_the_clerk_records_appears_in_the_room(story: SimpleNamespace, seen: Callable[[str], Page]) -> None:
    services.open_meeting(meeting=story.meeting, by=story.clerk)
    clerk, room = seen("office_clerk"), seen("zjj")
    clerk.goto(f"/meetings/{story.meeting.reference}/session/")
    room.goto(f"/meetings/{story.meeting.reference}/live/")
    clerk.get_by_role("button", name=re.compile("开始审议.*工资支付")).click()
    expect(room.get_by_role("heading", name="正在审议")).to_be_visible(timeout=9000)

    clerk.get_by_label("议定内容").fill("会议原则同意建立机制。")
    clerk.get_by_label("牵头单位").select_option(label="区住房和城乡建设局")
    due = clock.today() + dt.timedelta(days=30)
    clerk.get_by_label("完成时限").fill(f"{due:%Y-%m-%d}")
    clerk.get_by_role("button", name="记录议定事项").click()
    expect(room.get_by_text("会议原则同意建立机制。")).to_be_visible(timeout=9000)

    clerk.get_by_role("button", name="登记结论，进入第2项").click()
    expect(clerk.get_by_text("请选择会议结论。").first).to_be_visible()
    clerk.get_by_text("原则同意", exact=True).click()
    clerk.get_by_role("button", name="登记结论，进入第2项").click()
    expect(clerk.get_by_role("heading", name="第2项")).to_be_visible()
    expect(room.get_by_text("原则同意", exact=True)).to_be_visible(timeout=9000)


def test_two_clerks_never_overwrite_each_other(story: SimpleNamespace, seen: Callable[[str], Page]) -> None:
    minutes = draft(story)
    page = seen("office_clerk")
    page.goto(minutes.get_absolute_url())
    part = minutes.sections.get(kind="required")
    services.edit_section(section=part, by=story.clerk, text="另一位同志写的要求。")
    box = page.locator(f"#part-{part.position}")

    box.get_by_label("内容").fill("我写的要求。")
    expect(page.locator("#preview").get_by_text("我写的要求。")).to_be_visible(timeout=9000)
    box.get_by_role("button").click()

    expect(box.get_by_text("另一位同志写的要求。")).to_be_visible()
    expect(box.get_by_label("内容")).to_have_value("我写的要求。")
    box.get_by_label("内容").fill("合并后的要求。")
    box.get_by_role("button").click()
    expect(page.locator("#preview").get_by_text("合并后的要求。")).to_be_visible(timeout=9000)
