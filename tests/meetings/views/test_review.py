"""The official's review: one tap for each item, plain forms, nothing bound to words he did not see."""

from typing import Any

from django.test import Client
from django.urls import reverse

from meetings import services
from meetings.models import Meeting, Review
from tests.meetings.stories import page
from tests.meetings.topics import in_review


def review_url(meeting: Meeting) -> str:
    return reverse("meetings:review", args=[meeting.reference])


def tap(client: Client, shown: Any, **data: Any) -> Any:
    """Press a button of the form on the page `shown`; the answer, or where it leads to."""
    fields, item = shown.context["form"], shown.context["item"]
    url = reverse("meetings:review_item", args=[item.meeting.reference, item.reference.rpartition("-")[2]])
    hidden = {"seen": fields["seen"].value(), "version": fields["version"].value()}
    return client.post(url, {**hidden, **data})


def test_five_items_take_at_most_eight_taps(cast: Any) -> None:
    meeting = in_review(cast, topics=4)
    client, taps = page(cast.official), 0
    shown = client.get(meeting.get_absolute_url())
    assert "审阅议程（5项）" in shown.content.decode()
    shown, taps = client.get(review_url(meeting)), taps + 1
    while "review" in shown.context:
        done = tap(client, shown, agree="1")
        assert done.status_code == 302
        shown, taps = client.get(done.url), taps + 1
    assert "5项都已审阅" in shown.content.decode()
    assert taps == 6
    assert list(Review.objects.of(cast.official).values_list("answer", flat=True)) == ["agree"] * 5


def test_form_stands_on_the_first_page_with_what_it_binds(cast: Any) -> None:
    """The page that /review/ opens can be posted as it is, without a script."""
    meeting = in_review(cast, topics=1)
    shown = page(cast.official).get(review_url(meeting)).content.decode()
    item = meeting.items.get(position=1)
    assert f'value="{item.item_hash}"' in shown


def test_return_needs_words_and_keeps_the_choice(cast: Any) -> None:
    meeting = in_review(cast, topics=1)
    client = page(cast.official)
    done = tap(client, client.get(review_url(meeting)), answer="return", text="")
    shown = done.content.decode()
    assert done.status_code == 422
    assert "请写明需要补充或调整的内容。" in shown
    assert 'value="return" checked' in shown


def test_comment_is_kept_and_told(cast: Any) -> None:
    meeting = in_review(cast, topics=1)
    client = page(cast.official)
    done = tap(client, client.get(review_url(meeting)), answer="comment", text="压缩汇报时间")
    assert done.status_code == 302
    review = Review.objects.of(cast.official).get(item__position=1)
    assert (review.answer, review.text) == ("comment", "压缩汇报时间")
    assert "压缩汇报时间" in page(cast.clerk).get(meeting.get_absolute_url()).content.decode()


def test_item_changed_meanwhile_is_shown_again(cast: Any) -> None:
    meeting = in_review(cast, topics=1)
    client = page(cast.official)
    shown = client.get(review_url(meeting))
    services.edit_item(item=meeting.items.get(position=1), by=cast.clerk, facts={"minutes": 30})
    done = tap(client, shown, agree="1")
    assert done.status_code == 409
    assert "这一项刚刚改动过" in done.content.decode()
    assert tap(client, done, agree="1").status_code == 302


def test_edit_after_the_review_shows_the_difference(cast: Any) -> None:
    meeting = in_review(cast, topics=1)
    client = page(cast.official)
    for review in cast.official.reviews.all():
        services.review_item(review=review, by=cast.official, answer="agree")
    topic = meeting.items.get(position=2).topic
    services.edit_topic(
        topic=topic, by=cast.clerk, facts={"asked_decision": topic.asked_decision.replace("每季度", "每月")}
    )
    shown = client.get(review_url(meeting)).content.decode()
    assert "您表态之后，这一项有改动" in shown
    assert "<del>季度</del><ins>月</ins>" in shown


def test_colleague_s_words_are_not_shown_to_another_official(cast: Any) -> None:
    meeting = in_review(cast, topics=1)
    review = cast.second_official.reviews.get(item__position=1)
    services.review_item(review=review, by=cast.second_official, answer="return", text="悄悄话甲")
    client = page(cast.official)
    for url in (review_url(meeting), meeting.get_absolute_url()):
        assert "悄悄话甲" not in client.get(url).content.decode()


def test_official_without_items_gets_404(cast: Any) -> None:
    meeting = in_review(cast, topics=1)
    from tests.factories.accounts import UserFactory

    outsider = UserFactory(unit=cast.government, roles=["reviewing_official"])
    assert page(outsider).get(review_url(meeting)).status_code == 404


def test_frozen_agenda_says_the_review_is_over(cast: Any) -> None:
    meeting = in_review(cast, topics=1)
    for official in (cast.official, cast.second_official):
        for review in official.reviews.all():
            services.review_item(review=review, by=official, answer="agree")
    for host, person in (("union", cast.leader), ("government", cast.gov)):
        services.clear_agenda(meeting=meeting, by=person, host=host, verdict="cleared")
    services.freeze(meeting=meeting, by=cast.clerk)
    url = reverse("meetings:review_item", args=[meeting.reference, "02"])
    client = page(cast.official)
    assert "议程已经定稿，审阅已结束。" in client.get(url).content.decode()
    assert client.post(url, {"agree": "1"}).status_code == 409
