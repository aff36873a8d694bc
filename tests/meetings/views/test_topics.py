"""The topic pool, a topic's page and who sees what of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.orgs.models import Unit
from meetings import services
from tests.factories.meetings import OpinionFactory, TopicFactory
from tests.meetings.stories import page
from tests.meetings.topics import TEXT, cleared, consulting, in_review, opinion_of, presented, submitted

POOL = "/meetings/topics/"


def titles(response: Any) -> list[str]:
    return [topic.title for topic in response.context["page"]]


def test_pool_lists_what_each_may_see(cast: Any) -> None:
    topic = consulting(cast, title="征求中（演示）")
    draft = services.draft_topic(by=cast.proposer, facts={**TEXT, "title": "草稿（演示）"})
    assert titles(page(cast.clerk).get(POOL)) == [topic.title]
    assert titles(page(cast.gov).get(POOL)) == [topic.title]
    assert titles(page(cast.proposer).get(POOL)) == [draft.title, topic.title]
    assert titles(page(cast.liaison).get(POOL)) == [topic.title]
    assert titles(page(cast.stranger).get(POOL)) == []


def test_counts_equal_the_lists(cast: Any) -> None:
    consulting(cast)
    presented(cast)
    cleared(cast)
    services.redirect(topic=submitted(cast), by=cast.clerk, reason="转办")
    client = page(cast.clerk)
    counts = client.get(POOL).context["counts"]
    assert counts == {"open": 3, "office": 1, "clearing": 1, "ready": 1, "done": 1}
    for stage, count in counts.items():
        assert client.get(POOL, {"stage": stage}).context["page"].paginator.count == count


def test_pool_finds_by_title_and_number(cast: Any) -> None:
    topic = submitted(cast, title="户外驿站（演示）")
    submitted(cast)
    client = page(cast.clerk)
    assert titles(client.get(POOL, {"q": "驿站"})) == [topic.title]
    assert titles(client.get(POOL, {"q": topic.reference})) == [topic.title]
    assert client.get(POOL, {"q": "没有"}).context["page"].paginator.count == 0


def test_pool_fragment_equals_the_part_of_the_page(cast: Any) -> None:
    consulting(cast)
    client = page(cast.clerk)
    fragment = client.get(POOL, headers={"HX-Request": "true", "HX-Target": "topic-table"}).content.decode()
    assert fragment.strip().startswith('<section class="sheet" id="topic-table"')
    assert fragment.strip() in client.get(POOL).content.decode()


def queries(client: Client, url: str, counter: Any) -> int:
    client.get(url)
    with counter() as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.fixture
def counting() -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


def test_pool_costs_the_same_for_one_and_three(cast: Any, counting: Any) -> None:
    client = page(cast.clerk)
    consulting(cast)
    one = queries(client, POOL, counting)
    consulting(cast)
    consulting(cast)
    assert queries(client, POOL, counting) == one


def test_topic_page_costs_the_same_for_one_and_three_opinions(cast: Any, counting: Any) -> None:
    client = page(cast.clerk)
    topic = TopicFactory(state="consulting", unit=cast.rights, lead_unit=cast.housing)
    OpinionFactory(topic=topic, unit=cast.housing, reference=f"{topic.reference}-01", asked_by=cast.clerk)
    one = queries(client, topic.get_absolute_url(), counting)
    for number, unit in enumerate((cast.labour, cast.culture), start=2):
        OpinionFactory(topic=topic, unit=unit, reference=f"{topic.reference}-{number:02d}", asked_by=cast.clerk)
    assert queries(client, topic.get_absolute_url(), counting) == one


def test_unit_sees_its_own_opinion_alone(cast: Any) -> None:
    topic = consulting(cast)
    services.answer_opinion(
        opinion=opinion_of(topic, cast.labour), by=cast.other_liaison, answer="disagree", text="机密理由甲"
    )
    assert "机密理由甲" not in page(cast.liaison).get(topic.get_absolute_url()).content.decode()
    assert "机密理由甲" in page(cast.clerk).get(topic.get_absolute_url()).content.decode()
    assert page(cast.liaison).get(opinion_of(topic, cast.labour).get_absolute_url()).status_code == 404


def test_draft_answer_is_hidden_until_given(cast: Any) -> None:
    topic = consulting(cast)
    opinion = opinion_of(topic, cast.housing)
    services.save_opinion_draft(opinion=opinion, by=cast.liaison, answer="disagree", text="草稿甲乙丙")
    for person in (cast.clerk, cast.proposer, cast.gov):
        for url in (topic.get_absolute_url(), opinion.get_absolute_url()):
            assert "草稿甲乙丙" not in page(person).get(url).content.decode()
    answer = reverse("meetings:answer_opinion", args=[opinion.reference])
    assert "草稿甲乙丙" in page(cast.liaison).get(answer).content.decode()


def test_opinion_on_an_older_text_shows_the_difference(cast: Any) -> None:
    topic = consulting(cast)
    services.answer_opinion(opinion=opinion_of(topic, cast.housing), by=cast.liaison, answer="agree")
    services.edit_topic(
        topic=topic, by=cast.clerk, facts={"asked_decision": TEXT["asked_decision"].replace("每季度", "每月")}
    )
    shown = page(cast.clerk).get(topic.get_absolute_url()).content.decode()
    assert "意见按第1稿作出，现为第2稿" in shown
    assert "<del>季度</del><ins>月</ins>" in shown
    assert "请按现稿确认" in shown


def test_reopened_clearance_says_so(cast: Any) -> None:
    topic = services.edit_topic(topic=cleared(cast), by=cast.clerk, facts={"data": "新"})
    shown = page(cast.clerk).get(topic.get_absolute_url()).content.decode()
    assert shown.count("重新打开") == 2
    assert "之后有改动，须再审" in shown


def test_official_reads_the_topics_he_reviews(cast: Any) -> None:
    meeting = in_review(cast, topics=1)
    topic = meeting.items.get(position=2).topic
    other = submitted(cast)
    client = page(cast.official)
    assert client.get(topic.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404


def test_compare_shows_two_editions(cast: Any) -> None:
    topic = submitted(cast)
    services.edit_topic(topic=topic, by=cast.clerk, facts={"data": "两个季度共12件"}, why="补数据")
    shown = page(cast.clerk).get(reverse("meetings:compare", args=[topic.reference])).content.decode()
    assert "<ins>两个季度共12件</ins>" in shown
    assert "第1稿 → 第2稿" in shown


def test_moved_unit_tree_does_not_leak(cast: Any) -> None:
    """A liaison granted at a unit whose code is the beginning of another's sees only his own."""
    near = Unit.objects.create(
        name="近名局（演示）",
        short_name="近名局",
        code="ZJJ2",
        path=f"{cast.government.path}ZJJ2/",
        kind="department",
        side="government",
        parent=cast.government,
    )
    topic = consulting(cast)
    services.ask_opinions(topic=topic, units=[near], by=cast.clerk)
    assert page(cast.liaison).get(opinion_of(topic, near).get_absolute_url()).status_code == 404


def test_merged_topic_names_its_target_without_a_way_into_it(cast: Any) -> None:
    """The proposer reads where the matter went; the other unit's topic stays closed to her."""
    target = services.submit(
        topic=TopicFactory(state="draft", unit=cast.federation, filed_by=cast.clerk), by=cast.clerk
    )
    merged = services.merge(topic=submitted(cast), into=target, by=cast.clerk, reason="同类议题，一并研究")

    own = page(cast.proposer).get(merged.get_absolute_url()).content.decode()
    assert target.reference in own
    assert target.get_absolute_url() not in own
    assert target.get_absolute_url() in page(cast.clerk).get(merged.get_absolute_url()).content.decode()


def test_papers_are_offered_to_those_who_may_add_them(cast: Any) -> None:
    topic = submitted(cast)
    attach = reverse("meetings:attach_paper", args=[topic.reference])
    assert attach in page(cast.clerk).get(topic.get_absolute_url()).content.decode()
    assert attach not in page(cast.leader).get(topic.get_absolute_url()).content.decode()
