"""The minutes page: editing by part, conflicts, signatures, downloads."""

import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import docx
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import services
from meetings.models import Minutes, MinutesSection
from tests.meetings import stories
from tests.meetings.stories import again, htmx, page


def url(minutes: Minutes, name: str, *args: Any) -> str:
    return reverse(f"meetings:{name}", args=[minutes.reference, *args])


def part(minutes: Minutes, kind: str) -> MinutesSection:
    return minutes.sections.get(kind=kind)


def typed(section: MinutesSection, text: str, **changes: Any) -> dict[str, Any]:
    prefix = f"s{section.position}"
    return {
        f"{prefix}-text": text,
        f"{prefix}-heading": section.heading,
        f"{prefix}-version": section.version,
        **changes,
    }


# --- Reading ---------------------------------------------------------------------------------------------------------


def test_draft_is_the_hosts_alone(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)

    for host in (story.clerk, story.gov, story.leader):
        assert page(host).get(minutes.get_absolute_url()).status_code == 200
    for other in (story.liaison, story.stranger, story.official):
        assert page(other).get(minutes.get_absolute_url()).status_code == 404
        assert page(other).get(url(minutes, "minutes_docx")).status_code == 404
        assert page(other).get(url(minutes, "minutes_pdf")).status_code == 404


def test_unit_asked_reads_the_draft_others_wait_for_the_issue(story: SimpleNamespace) -> None:
    minutes = stories.countersigning(story)

    assert page(story.liaison).get(minutes.get_absolute_url()).status_code == 200
    assert page(story.other_liaison).get(minutes.get_absolute_url()).status_code == 404


def test_issued_minutes_are_read_by_those_concerned_and_offer_them_nothing(story: SimpleNamespace) -> None:
    minutes = stories.issued(story)

    shown = page(story.other_liaison).get(minutes.get_absolute_url())
    assert (shown.status_code, shown.context["offers"]) == (200, [])
    assert page(story.stranger).get(minutes.get_absolute_url()).status_code == 404


def test_page_is_addressed_by_the_meeting(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)

    assert minutes.get_absolute_url() == f"/meetings/{story.meeting.reference}/minutes/"
    assert page(story.clerk).get("/meetings/LX-2026-99/minutes/").status_code == 404


def test_draft_follows_the_house_structure(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)

    kinds = [section.kind for section in minutes.sections.order_by("position")]
    assert kinds == ["heard", "pointed_out", "emphasised", "required", "decided"]
    decided = part(minutes, "decided")
    assert decided.heading == story.items[0].title
    assert decided.text.startswith(f"同意建立工资支付联合排查机制。由{story.housing.name}牵头，于")
    assert "关于关于" not in part(minutes, "heard").text
    assert minutes.title.endswith("联席会议纪要（演示）")


def test_page_costs_the_same_for_few_and_many_parts(story: SimpleNamespace, django_assert_num_queries: Any) -> None:
    minutes = stories.drafted(story)
    client = page(story.clerk)
    with CaptureQueriesContext(connection) as few:
        client.get(minutes.get_absolute_url())
    for position in (6, 7, 8):
        MinutesSection.objects.create(
            minutes=minutes, position=position, kind="decided", heading="又一项", text="同意。"
        )
    with django_assert_num_queries(len(few)):
        client.get(minutes.get_absolute_url())


# --- Editing ---------------------------------------------------------------------------------------------------------


def test_part_is_saved(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)
    section = part(minutes, "required")

    done = page(story.clerk).post(
        url(minutes, "edit_section", section.position), typed(section, "会议要求，抓好落实。")
    )

    assert (done.status_code, done.url) == (302, f"{minutes.get_absolute_url()}#part-{section.position}")
    again(section)
    assert (section.text, section.version, section.edited_by) == (
        "会议要求，抓好落实。",
        2,
        story.clerk.actor_reference,
    )


def test_conflict_shows_both_texts_and_the_next_save_counts(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)
    section = part(minutes, "required")
    services.edit_section(section=section, by=story.clerk, text="别人写的要求。")
    client = page(story.clerk)

    clash = client.post(
        url(minutes, "edit_section", section.position), typed(section, "我写的要求。"), headers=htmx("sections")
    )

    text = clash.content.decode()
    assert clash.status_code == 409
    assert "别人写的要求。" in text
    assert "我写的要求。" in text
    assert again(section).text == "别人写的要求。"
    assert f'name="s{section.position}-version" value="2"' in text
    client.post(url(minutes, "edit_section", section.position), typed(section, "合并后的要求。"))
    assert again(section).text == "合并后的要求。"


def test_conflict_without_a_script_is_the_whole_page(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)
    section = part(minutes, "required")
    services.edit_section(section=section, by=story.clerk, text="别人写的要求。")

    clash = page(story.clerk).post(url(minutes, "edit_section", section.position), typed(section, "我写的要求。"))

    assert clash.status_code == 409
    for words in ("<html", "别人写的要求。", "我写的要求。"):
        assert words in clash.content.decode()


def test_text_that_is_too_long_is_explained_and_kept(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)
    section = part(minutes, "required")

    done = page(story.clerk).post(url(minutes, "edit_section", section.position), typed(section, "长" * 8001))

    assert done.status_code == 422
    assert "最多8000个字，现在有8001个字。" in done.content.decode()
    assert again(section).version == 1


def test_what_is_typed_is_seen_on_the_paper_and_not_saved(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)
    section = part(minutes, "required")

    shown = page(story.clerk).post(
        url(minutes, "preview_section", section.position), typed(section, "正在写的要求。"), headers=htmx("preview")
    )

    assert shown.status_code == 200
    assert "正在写的要求。" in shown.content.decode()
    assert "<form" not in shown.content.decode()
    assert again(section).text == ""


def test_text_stands_still_while_units_countersign(story: SimpleNamespace) -> None:
    minutes = stories.countersigning(story)
    section = part(minutes, "required")

    done = page(story.clerk).post(url(minutes, "edit_section", section.position), typed(section, "后来加的话。"))

    assert done.status_code == 409
    assert "退回起草后才能修改。" in done.content.decode()
    assert again(section).text == ""


def test_title_and_opening_are_saved_and_conflict_like_the_parts(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)
    client = page(story.clerk)
    facts = {
        "head-title": "第1次联席会议纪要",
        "head-opening": "现将议定事项纪要如下：",
        "head-distribution": "各参会单位",
    }

    done = client.post(url(minutes, "edit_minutes"), {**facts, "head-version": minutes.version})
    clash = client.post(
        url(minutes, "edit_minutes"), {**facts, "head-title": "另一个标题", "head-version": minutes.version}
    )

    assert done.status_code == 302
    assert clash.status_code == 409
    assert "别人已保存的内容" in clash.content.decode()
    again(minutes)
    assert (minutes.title, minutes.opening, minutes.distribution) == (
        "第1次联席会议纪要",
        "现将议定事项纪要如下：",
        "各参会单位",
    )


def test_editing_does_not_exist_for_others(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)

    for other in (story.liaison, story.gov, story.leader, story.stranger):
        assert page(other).post(url(minutes, "edit_section", 1), {"s1-text": "x"}).status_code == 404
        assert page(other).post(url(minutes, "preview_section", 1), {"s1-text": "x"}).status_code == 404
        assert page(other).post(url(minutes, "edit_minutes"), {"head-title": "x"}).status_code == 404


def test_hints_name_what_an_editor_would_ask(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)
    story.housing.name = "区住房和城乡建设局"
    story.housing.save()

    hints = page(story.clerk).get(minutes.get_absolute_url()).context["hints"]

    assert [hint["title"] for hint in hints] == ["“会议指出”、“会议强调”、“会议要求”还没有内容", "“区住建局”建议写全称"]


# --- Steps -----------------------------------------------------------------------------------------------------------

Before = Callable[[SimpleNamespace], Minutes]
STEPS: list[tuple[str, str, Before, str]] = [
    ("send_to_countersign", "clerk", stories.drafted, "countersigning"),
    ("countersign", "liaison", stories.countersigning, "signing"),
    ("return_minutes", "liaison", stories.countersigning, "drafting"),
    ("sign_minutes", "leader", stories.signing, "signed"),
    ("issue_minutes", "clerk", stories.signed, "issued"),
]
IDS = [step[0] for step in STEPS]


def facts(story: SimpleNamespace, verb: str) -> dict[str, Any]:
    return {"send_to_countersign": {"units": [story.housing.pk]}, "return_minutes": {"reason": "表述不符。"}}.get(
        verb, {}
    )


@pytest.mark.parametrize(("verb", "who", "before", "after"), STEPS, ids=IDS)
def test_step_is_taken(story: SimpleNamespace, verb: str, who: str, before: Before, after: str) -> None:
    minutes = again(before(story))
    client = page(getattr(story, who))
    shown = client.get(url(minutes, verb))
    assert shown.status_code == 200

    done = client.post(url(minutes, verb), {**facts(story, verb), "version": minutes.version})

    assert (done.status_code, done.url) == (302, minutes.get_absolute_url())
    assert again(minutes).state == after


@pytest.mark.parametrize(("verb", "who", "before", "after"), STEPS, ids=IDS)
def test_step_on_an_old_page_is_refused(
    story: SimpleNamespace, verb: str, who: str, before: Before, after: str
) -> None:
    minutes = again(before(story))
    state = minutes.state
    old = {**facts(story, verb), "version": minutes.version - 1, "seen": "0" * 64}

    done = page(getattr(story, who)).post(url(minutes, verb), old, headers=htmx("step"))

    assert done.status_code == 409
    assert again(minutes).state == state


@pytest.mark.parametrize(("verb", "who", "before", "after"), STEPS, ids=IDS)
def test_step_does_not_exist_for_the_uninvolved(
    story: SimpleNamespace, verb: str, who: str, before: Before, after: str
) -> None:
    minutes = before(story)

    for other in (story.stranger, story.official):
        assert page(other).get(url(minutes, verb)).status_code == 404
        assert page(other).post(url(minutes, verb), facts(story, verb)).status_code == 404
    assert again(minutes).state == minutes.state


def test_offers_lead_to_pages_of_the_minutes(story: SimpleNamespace) -> None:
    minutes = stories.signing(story)

    offers = page(story.leader).get(minutes.get_absolute_url()).context["offers"]

    assert [(offer.verb, offer.url, offer.refusal) for offer in offers] == [
        ("return_minutes", url(minutes, "return_minutes"), None),
        ("sign_minutes", url(minutes, "sign_minutes"), None),
    ]


def test_sending_to_nobody_is_explained(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)

    done = page(story.clerk).post(url(minutes, "send_to_countersign"), {"version": minutes.version})

    assert done.status_code == 422
    assert "请至少选择一个会签单位。" in done.content.decode()


def test_returning_needs_words_which_the_office_reads(story: SimpleNamespace) -> None:
    minutes = stories.countersigning(story)
    client = page(story.liaison)

    assert client.post(url(minutes, "return_minutes"), {"reason": "", "version": minutes.version}).status_code == 422
    client.post(url(minutes, "return_minutes"), {"reason": "第二项表述与会议不符。", "version": minutes.version})

    assert "第二项表述与会议不符。" in page(story.clerk).get(minutes.get_absolute_url()).content.decode()


def test_the_clerk_does_not_sign(story: SimpleNamespace) -> None:
    minutes = stories.signing(story)

    assert page(story.clerk).post(url(minutes, "sign_minutes"), {"version": minutes.version}).status_code == 404


def test_text_changed_after_it_was_read_is_not_countersigned(story: SimpleNamespace) -> None:
    minutes = stories.countersigning(story)
    client = page(story.liaison)
    seen = client.get(url(minutes, "countersign")).context["form"]["seen"].value()
    services.return_minutes(minutes=minutes, by=story.clerk, reason="补一句。")
    services.edit_section(section=part(minutes, "required"), by=story.clerk, text="会议要求，加快办理。")
    services.send_to_countersign(minutes=again(minutes), by=story.clerk, units=[story.housing])

    done = client.post(url(minutes, "countersign"), {"seen": seen})

    assert done.status_code == 409
    assert "正文在您打开之后改动过" in done.content.decode()
    assert again(minutes).state == "countersigning"


# --- Downloads -------------------------------------------------------------------------------------------------------


def test_docx_holds_number_text_and_attendance(story: SimpleNamespace) -> None:
    minutes = stories.issued(story)

    answer = page(story.liaison).get(url(minutes, "minutes_docx"))

    document = docx.Document(io.BytesIO(answer.content))
    text = "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
    assert minutes.number is not None
    for words in (minutes.number.text, "联席会议纪要", stories.DECIDED.rstrip("。"), "出席", "陈某（演示）", "分送"):
        assert words in text, words
    assert "attachment" in answer.headers["Content-Disposition"]


def test_pdf_is_a_download_named_after_the_number(story: SimpleNamespace) -> None:
    minutes = stories.signed(story)

    answer = page(story.clerk).get(url(minutes, "minutes_pdf"))

    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    text = "".join(page_.extract_text() for page_ in pages).replace("\n", "")
    assert minutes.number is not None
    for words in (minutes.number.text, "联席会议纪要", "同意建立工资支付联合排查机制", "出席", "分送"):
        assert words in text, words
    assert [round(float(side) / 72 * 25.4) for side in pages[0].mediabox[2:]] == [210, 297]
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "filename*=utf-8''" in answer.headers["Content-Disposition"]


def test_a_draft_has_no_number(story: SimpleNamespace) -> None:
    minutes = stories.drafted(story)
    client = page(story.clerk)

    assert "文号在签发时编定" in client.get(minutes.get_absolute_url()).content.decode()
    document = docx.Document(io.BytesIO(client.get(url(minutes, "minutes_docx")).content))
    text = "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
    assert "〔" not in text
