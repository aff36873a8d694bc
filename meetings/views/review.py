"""The official's review: one item after the other, made for a phone."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.http import allow, answer, reads, reads_and_writes
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from meetings import services
from meetings.forms.meetings import ReviewForm
from meetings.models import Meeting, Review, TopicVersion
from meetings.models.text import differences
from meetings.policies.meetings import check_can_review
from meetings.rights import Right
from meetings.views.meetings import visible_meeting
from meetings.views.posting import typed


@reads
@allow(Right.REVIEW)
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """Straight to the first item that waits; when none does, what was said on each."""
    meeting, reviews = _mine(request, reference)
    waiting = _next(reviews, None)
    if waiting is None:
        return render(request, "meetings/reviewed.html", {"meeting": meeting, "reviews": reviews})
    context = {**_context(meeting, reviews, waiting), "form": _form(waiting)}
    return render(request, "meetings/review.html", context, fragment="review-item")


@reads_and_writes
@allow(Right.REVIEW)
def review_item(request: HttpRequest, reference: str, item: str) -> HttpResponse:
    """One item: read, one tap 同意, or 退回 / 意见 with a sentence; then on to the next."""
    meeting, reviews = _mine(request, reference)
    current = next((one for one in reviews if one.item.reference == f"{meeting.reference}-{item}"), None)
    if current is None:
        raise Http404
    form = _form(current, typed(request))

    def act() -> Any:
        facts = form.cleaned_data
        return services.review_item(
            review=current,
            by=request.user,  # type: ignore[arg-type]
            answer=facts["answer"],
            text=facts["text"],
            seen=facts["seen"],
            version=form.seen_version,
        )

    def fresh() -> dict[str, Any]:
        row, again = _mine(request, reference)
        shown = next(one for one in again if one.pk == current.pk)
        form.show_seen(shown.item.item_hash)
        return _context(row, again, shown)

    def onward(saved: Review) -> str:
        for one in reviews:
            if one.pk == saved.pk:
                one.item_hash = saved.item_hash
        following = _next(reviews, current)
        if following is None:
            return reverse("meetings:review", args=[meeting.reference])
        return item_url(meeting, following)

    return answer(
        request,
        form=form,
        act=act,
        template="meetings/review.html",
        fragment="review-item",
        context=fresh,
        to=onward,
        said=_("已保存"),
    )


def _form(current: Review, data: Any = None) -> ReviewForm:
    """The form of one item, bound to the item as it is now."""
    initial = {"answer": current.answer, "text": current.text, "seen": current.item.item_hash}
    return ReviewForm(data, record=current, initial=initial)


def item_url(meeting: Meeting, review: Review) -> str:
    return reverse("meetings:review_item", args=[meeting.reference, review.item.reference.rpartition("-")[2]])


def _mine(request: HttpRequest, reference: str) -> tuple[Meeting, list[Review]]:
    """The meeting and this official's reviews in the order of the agenda; 404 when there is nothing for him."""
    meeting = visible_meeting(request, reference)
    rows = (
        Review.objects.of(request.user)
        .filter(item__meeting=meeting)
        .select_related("reviewer", "item__unit", "item__topic__unit", "item__topic__lead_unit")
    )
    reviews = list(rows.order_by("item__position"))
    if not reviews:
        raise Http404
    for one in reviews:
        one.item.meeting = meeting
        one.waiting = one.item_hash != one.item.item_hash
        one.url = item_url(meeting, one)
    return meeting, reviews


def _next(reviews: list[Review], after: Review | None) -> Review | None:
    """The next item that waits, going on behind `after` and round."""
    start = next((place for place, one in enumerate(reviews) if after is not None and one.pk == after.pk), -1)
    for one in reviews[start + 1 :] + reviews[: start + 1]:
        if one.item_hash != one.item.item_hash:
            return one
    return None


def _context(meeting: Meeting, reviews: list[Review], current: Review) -> dict[str, Any]:
    place = reviews.index(current)
    topic = current.item.topic
    return {
        "review": current,  # first: the form's version is this record's
        "meeting": meeting,
        "reviews": reviews,
        "item": current.item,
        "topic": topic,
        "tail": current.item.reference.rpartition("-")[2],
        "place": place + 1,
        "total": len(reviews),
        "done": sum(one.item_hash == one.item.item_hash for one in reviews),
        "minutes": sum(one.item.minutes for one in reviews),
        "previous": reviews[place - 1] if place else None,
        "next": reviews[place + 1] if place + 1 < len(reviews) else None,
        "changes": _changes(current) if current.answer and current.item_hash != current.item.item_hash else [],
        "assisting": list(topic.assisting_units.all()) if topic else [],
        "papers": list(topic.papers.current().select_related("attachment")) if topic else [],
        "closed": refusal_of(check_can_review, current.reviewer, current),
    }


def _changes(current: Review) -> list[Any]:
    """What is different from the item this official saw, its topic's text included."""
    found = differences({**current.seen, "topic_hash": ""}, {**current.item.canonical(), "topic_hash": ""})
    topic = current.item.topic
    old_hash = current.seen.get("topic_hash")
    if topic is not None and old_hash and old_hash != topic.text_hash:
        by_hash = {
            v.text_hash: v for v in TopicVersion.objects.filter(topic=topic, text_hash__in=[old_hash, topic.text_hash])
        }
        old, new = by_hash.get(old_hash), by_hash.get(topic.text_hash)
        if old is not None and new is not None:
            found += [
                change for change in differences(old.text, new.text) if change.label not in {c.label for c in found}
            ]
    return found
