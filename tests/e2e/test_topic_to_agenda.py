"""From a cluster to a cleared agenda, counted in taps and keys: on a phone, with a script and without one."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from meetings.models import Opinion, Review, Topic
from tests.e2e.people import Person
from tests.factories.accounts import UserFactory
from tests.factories.concerns import ClusterFactory, ConcernFactory
from tests.meetings.conftest import make_cast
from tests.meetings.topics import consulting, in_review, opinion_of


@pytest.fixture
def cast(committing: str) -> SimpleNamespace:
    return make_cast()


@pytest.fixture
def at(portal: str, browser: Browser) -> Any:
    """`at("official", phone=True)`: that person at her browser; in the end her pages had no fault."""
    people: list[Person] = []

    def sit_down(name: str, **manner: Any) -> Person:
        people.append(Person(browser, portal, name, **manner))
        return people[-1]

    yield sit_down
    assert [problem for person in people for problem in person.leave()] == []


class Taps:
    """Counts what a thumb does."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, selector: str) -> None:
        self.count += 1
        with self.page.expect_navigation():
            self.page.locator(selector).first.tap()


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
def test_official_clears_five_items_in_eight_taps(
    cast: SimpleNamespace, at: Callable[..., Person], scripts: bool
) -> None:
    meeting = in_review(cast, topics=4)
    official = at("official", phone=True, scripts=scripts).open(meeting.get_absolute_url())
    taps = Taps(official.page)
    taps.on('a[href$="/review/"]')
    for _ in range(5):
        official.arrive()
        taps.on('button[name="agree"]')
    official.sees("5项都已审阅")
    assert taps.count <= 8
    assert list(Review.objects.of(cast.official).values_list("answer", flat=True)) == ["agree"] * 5


def test_return_opens_the_words_and_keeps_them(cast: SimpleNamespace, at: Callable[..., Person]) -> None:
    meeting = in_review(cast, topics=1)
    official = at("official", phone=True).open(f"{meeting.get_absolute_url()}review/")
    page = official.page
    assert not page.locator("#opinion-text").is_visible()
    page.locator("label.choice", has_text="退回").tap()
    page.fill("#opinion-text", "请补充近两季度数据。")
    with page.expect_navigation():
        page.get_by_role("button", name="保存，下一项").tap()
    official.arrive()
    review = Review.objects.of(cast.official).get(item__position=1)
    assert (review.answer, review.text) == ("return", "请补充近两季度数据。")


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
def test_liaison_answers_on_a_phone(cast: SimpleNamespace, at: Callable[..., Person], scripts: bool) -> None:
    opinion = opinion_of(consulting(cast), cast.housing)
    liaison = at("zjj", phone=True, scripts=scripts).open(f"{opinion.get_absolute_url()}answer/")
    liaison.choose("不同意").try_to("答复意见", "有1处需要修改")
    liaison.fill("意见内容", "数据口径不一致，请核对后再征求。").press("答复意见")
    liaison.sees("已答复", "数据口径不一致")
    assert Opinion.objects.get(pk=opinion.pk).answer == "disagree"


def test_raising_a_cluster_takes_six_steps(cast: SimpleNamespace, at: Callable[..., Person]) -> None:
    UserFactory(username="quanyi", unit=cast.federation, roles=["rights_clerk"])
    concerns = [ConcernFactory(state="handling", handler=cast.labour, unit=cast.federation) for _ in range(2)]
    cluster = ClusterFactory(concerns=concerns, unit=cast.federation, common_cause="加班工资未按实际工时计算。")
    clerk = at("quanyi").open(cluster.get_absolute_url())
    effort = 1
    clerk.follow("提请上会", within="main")
    effort += 1
    clerk.fill("拟请议定事项", "由区人社局牵头，开展快递行业工时和加班工资专项检查。")
    effort += 1
    clerk.pick("拟主办单位", cast.labour.name)
    effort += 1
    clerk.press("提请上会", "已提请上会").state("已提交").sees("2件诉求汇总")
    assert effort <= 6
    assert Topic.objects.get().cluster == cluster
