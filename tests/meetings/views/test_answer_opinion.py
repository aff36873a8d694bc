"""Answering on a phone: typed opinion, draft, stale text."""

from typing import Any

from django.urls import reverse

from meetings import services
from meetings.models import Opinion
from tests.meetings.stories import page
from tests.meetings.topics import consulting, opinion_of


def url_of(opinion: Opinion) -> str:
    return reverse("meetings:answer_opinion", args=[opinion.reference])


def test_words_are_asked_for_where_they_matter(cast: Any) -> None:
    opinion = opinion_of(consulting(cast), cast.housing)
    done = page(cast.liaison).post(url_of(opinion), {"answer": "agree_with_changes", "text": "  "})
    assert done.status_code == 422
    assert "请写明具体内容" in done.content.decode()
    assert Opinion.objects.get(pk=opinion.pk).state == "asked"


def test_nothing_chosen_is_said(cast: Any) -> None:
    opinion = opinion_of(consulting(cast), cast.housing)
    done = page(cast.liaison).post(url_of(opinion), {"text": "写了一半的话"})
    assert done.status_code == 422
    assert "请选择意见类型。" in done.content.decode()
    assert "写了一半的话" in done.content.decode()


def test_draft_is_kept_without_answering(cast: Any) -> None:
    opinion = opinion_of(consulting(cast), cast.housing)
    done = page(cast.liaison).post(url_of(opinion), {"answer": "disagree", "text": "", "keep": "1"})
    assert done.status_code == 302
    opinion.refresh_from_db()
    assert (opinion.state, opinion.draft_answer) == ("asked", "disagree")


def test_text_changed_meanwhile_is_shown_again(cast: Any) -> None:
    topic = consulting(cast)
    opinion = opinion_of(topic, cast.housing)
    client = page(cast.liaison)
    seen = client.get(url_of(opinion)).context["form"]["seen"].value()
    services.edit_topic(topic=topic, by=cast.clerk, facts={"data": "改后的数据甲"})
    done = client.post(url_of(opinion), {"answer": "agree", "seen": seen, "text": "我单位无不同意见"})
    shown = done.content.decode()
    assert done.status_code == 409
    assert "议题刚刚改为第2稿" in shown
    assert "改后的数据甲" in shown
    assert "我单位无不同意见" in shown
    form = done.context["form"]
    data = {"answer": "agree", "seen": form["seen"].value(), "version": form["version"].value(), "text": ""}
    assert client.post(url_of(opinion), data).status_code == 302
    assert Opinion.objects.get(pk=opinion.pk).edition == 2


def test_answering_twice_is_refused(cast: Any) -> None:
    opinion = opinion_of(consulting(cast), cast.housing)
    client = page(cast.liaison)
    assert client.post(url_of(opinion), {"answer": "agree"}).status_code == 302
    done = client.post(url_of(opinion), {"answer": "disagree", "text": "反悔"})
    assert done.status_code == 409
    assert "当前状态是“已答复”" in done.content.decode()


def test_page_explains_the_deadline_day_by_day(cast: Any) -> None:
    opinion = opinion_of(consulting(cast), cast.housing)
    assert "收到当日，不计" in page(cast.liaison).get(url_of(opinion)).content.decode()
