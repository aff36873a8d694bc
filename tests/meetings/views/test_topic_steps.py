"""The steps of a topic by their pages, without a script: from the draft to the agenda."""

from typing import Any

import pytest
from django.urls import reverse

from meetings import services
from meetings.models import Opinion, Topic
from tests.factories.concerns import ClusterFactory, ConcernFactory
from tests.meetings.stories import page
from tests.meetings.topics import TEXT, cleared, consulting, in_review, meeting_facts, opinion_of, presented, submitted


def step(person: Any, name: str, topic: Topic, **data: Any) -> Any:
    """Open the page, post what it shows with `data`."""
    client = page(person)
    url = reverse(f"meetings:{name}", args=[topic.reference])
    shown = client.get(url)
    assert shown.status_code == 200, name
    done = client.post(url, {"version": shown.context["form"]["version"].value() or "", **data})
    assert done.status_code == 302, (name, done.content.decode()[-3000:])
    assert client.get(done.url).status_code == 200
    return done


def test_topic_walks_from_draft_to_agenda(cast: Any) -> None:
    client = page(cast.proposer)
    fields = {**TEXT, "kind": "study", "lead_unit": cast.housing.pk, "assisting_units": [cast.labour.pk], "minutes": 15}
    assert client.get(reverse("meetings:draft_topic")).status_code == 200
    assert client.post(reverse("meetings:draft_topic"), fields).status_code == 302
    topic = Topic.objects.get()
    assert list(topic.assisting_units.all()) == [cast.labour]
    step(cast.proposer, "edit_topic", topic, **{**fields, "title": "改过的题目（演示）"})
    step(cast.proposer, "submit", topic)
    step(cast.clerk, "screen", topic, decision="accept")
    step(cast.clerk, "consult", topic, units=[cast.housing.pk, cast.labour.pk], days=5, question="能否按期")
    for unit, person in ((cast.housing, cast.liaison), (cast.labour, cast.other_liaison)):
        opinion = opinion_of(topic, unit)
        url = reverse("meetings:answer_opinion", args=[opinion.reference])
        shown = page(person).get(url)
        form = shown.context["form"]
        data = {"answer": "agree", "text": "", "seen": form["seen"].value(), "version": form["version"].value()}
        assert page(person).post(url, data).status_code == 302
    step(cast.clerk, "consolidate", topic, summary="两家同意。")
    step(cast.clerk, "present", topic)
    step(cast.leader, "clear", topic, verdict="cleared")
    step(cast.gov, "clear", topic, verdict="cleared")
    meeting = services.prepare_meeting(by=cast.clerk, facts=meeting_facts(cast))
    step(cast.clerk, "schedule", topic, meeting=meeting.pk)
    topic.refresh_from_db()
    assert (topic.title, topic.state, topic.meeting) == ("改过的题目（演示）", "scheduled", meeting)


def test_screen_needs_a_reason_to_return(cast: Any) -> None:
    topic = submitted(cast)
    done = page(cast.clerk).post(reverse("meetings:screen", args=[topic.reference]), {"decision": "return"})
    assert done.status_code == 422
    assert "请写明理由，提出单位会看到。" in done.content.decode()


@pytest.mark.parametrize(
    ("decision", "state"), [("return", "returned"), ("redirect", "redirected"), ("merge", "merged")]
)
def test_screen_has_four_decisions(cast: Any, decision: str, state: str) -> None:
    into, topic = submitted(cast), submitted(cast)
    step(cast.clerk, "screen", topic, decision=decision, reason="说明", into=into.pk)
    assert Topic.objects.get(pk=topic.pk).state == state


@pytest.mark.parametrize("name", ["return_topic", "defer", "withdraw"])
def test_steps_with_a_reason_keep_it(cast: Any, name: str) -> None:
    topic = presented(cast)
    person = cast.leader if name == "return_topic" else cast.clerk
    step(person, name, topic, reason="条件不成熟")
    assert Topic.objects.get(pk=topic.pk).state_note == "条件不成熟"


def test_deferred_topic_resumes(cast: Any) -> None:
    topic = services.defer(topic=presented(cast), by=cast.clerk, reason="条件不成熟")
    step(cast.clerk, "resume", topic)
    assert Topic.objects.get(pk=topic.pk).state == "leader_review"


def test_stale_page_is_refused_and_shows_the_present(cast: Any) -> None:
    topic = presented(cast)
    services.edit_topic(topic=topic, by=cast.clerk, facts={"data": "改后的数据"})
    done = page(cast.leader).post(
        reverse("meetings:clear", args=[topic.reference]), {"verdict": "cleared", "version": topic.version}
    )
    assert done.status_code == 409
    assert "刚刚被其他人改动过" in done.content.decode()
    assert Topic.objects.get(pk=topic.pk).state == "leader_review"


def test_htmx_post_redirects_like_a_plain_one(cast: Any) -> None:
    topic = submitted(cast)
    done = page(cast.clerk).post(
        reverse("meetings:screen", args=[topic.reference]),
        {"decision": "accept"},
        headers={"HX-Request": "true", "HX-Target": "step"},
    )
    assert (done.status_code, done.headers["HX-Redirect"]) == (200, topic.get_absolute_url())


def test_invalid_form_is_the_fragment_for_htmx(cast: Any) -> None:
    topic = submitted(cast)
    url = reverse("meetings:screen", args=[topic.reference])
    done = page(cast.clerk).post(url, {"decision": "return"}, headers={"HX-Request": "true", "HX-Target": "step"})
    assert done.status_code == 422
    assert done.content.decode().strip().startswith('<form class="sheet next" id="step"')


def test_draft_without_words_keeps_what_was_typed(cast: Any) -> None:
    done = page(cast.proposer).post(
        reverse("meetings:draft_topic"), {"title": "只有题目（演示）", "minutes": "500", "money": "3"}
    )
    shown = done.content.decode()
    assert done.status_code == 422
    assert "只有题目（演示）" in shown
    assert "请填写背景。" in shown
    assert "需要资金的议题应写明资金来源" in shown
    assert not Topic.objects.exists()


def test_raising_from_a_cluster_takes_one_form(cast: Any) -> None:
    from tests.factories.accounts import UserFactory

    clerk = UserFactory(unit=cast.federation, roles=["rights_clerk"])
    cluster = ClusterFactory(
        concerns=[ConcernFactory(state="handling", handler=cast.labour, unit=cast.federation)],
        unit=cast.federation,
        common_cause="加班工资未按实际工时计算。",
    )
    url = reverse("meetings:raise_topic", args=[cluster.reference])
    client = page(clerk)
    form = client.get(url).context["form"]
    assert form.initial["background"] == "加班工资未按实际工时计算。"
    data = {**form.initial, "asked_decision": "开展专项检查。", "lead_unit": cast.labour.pk}
    assert client.post(url, data).status_code == 302
    assert Topic.objects.get().facts_count == 1
    assert client.post(url, data).status_code == 409


def test_opinion_steps_of_the_office(cast: Any) -> None:
    topic = consulting(cast)
    opinion = opinion_of(topic, cast.housing)
    client = page(cast.clerk)
    assert client.post(reverse("meetings:urge_opinion", args=[opinion.reference])).status_code == 302
    services.answer_opinion(opinion=opinion, by=cast.liaison, answer="disagree", text="口径不对。")
    adopt = reverse("meetings:adopt_opinion", args=[opinion.reference])
    assert client.post(adopt, {"adoption": "not_adopted"}).status_code == 422
    assert client.post(adopt, {"adoption": "not_adopted", "reason": "口径已核对。"}).status_code == 302
    services.edit_topic(topic=topic, by=cast.clerk, facts={"data": "新"})
    assert client.post(reverse("meetings:reask_opinion", args=[opinion.reference]), {"days": 2}).status_code == 302
    opinion = Opinion.objects.get(pk=opinion.pk)
    assert (opinion.state, opinion.adoption, opinion.limit_days) == ("asked", "not_adopted", 2)


def test_papers_come_and_go(cast: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    topic = submitted(cast)
    client = page(cast.clerk)
    url = reverse("meetings:attach_paper", args=[topic.reference])
    done = client.post(url, {"upload": SimpleUploadedFile("数据.txt", "数据".encode())})
    assert done.status_code == 302
    paper = topic.papers.current().get()
    served = reverse("meetings:paper", args=[topic.reference, paper.attachment.key])
    file = client.get(served)
    assert b"".join(file.streaming_content) == "数据".encode()
    assert page(cast.stranger).get(served).status_code == 404
    assert (
        client.post(reverse("meetings:remove_paper", args=[topic.reference, paper.attachment.key])).status_code == 302
    )
    assert client.get(served).status_code == 404


def test_agenda_topic_is_not_scheduled_twice(cast: Any) -> None:
    meeting = in_review(cast, topics=1)
    topic = cleared(cast)
    url = reverse("meetings:schedule", args=[topic.reference])
    assert page(cast.clerk).post(url, {"meeting": meeting.pk}).status_code == 302
    assert page(cast.clerk).post(url, {"meeting": meeting.pk}).status_code == 409


def test_stale_edit_shows_what_the_other_saved_and_keeps_the_words(cast: Any) -> None:
    topic = submitted(cast)
    url = reverse("meetings:edit_topic", args=[topic.reference])
    client = page(cast.clerk)
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"data": "我填写的数据", "assisting_units": []}
    services.edit_topic(topic=topic, by=cast.clerk, facts={"data": "同事存下的数据"})
    done = client.post(url, data)
    shown = done.content.decode()
    assert done.status_code == 409
    assert "<del>同事存下</del><ins>我填写</ins>的数据" in shown
    again = {**data, "version": done.context["form"]["version"].value()}
    assert client.post(url, again).status_code == 302
    topic.refresh_from_db()
    assert (topic.data, topic.edition) == ("我填写的数据", 3)
