"""One decision: its words, its source, what became of it, cut to the reader."""

from types import SimpleNamespace

from django.urls import reverse

from meetings.models import Decision
from tests.meetings.stories import DECIDED, held, issued, page


def test_decision_shows_its_words_and_its_action(story: SimpleNamespace) -> None:
    issued(story)
    decision = Decision.objects.get()

    shown = page(story.clerk).get(decision.get_absolute_url())

    text = shown.content.decode()
    assert DECIDED in text
    assert shown.context["minutes"].number.text in text
    assert [action.decision for action in shown.context["actions"]] == [decision]


def test_unit_reads_what_involves_it_but_no_draft_of_the_minutes(story: SimpleNamespace) -> None:
    held(story)
    decision = Decision.objects.get()

    shown = page(story.liaison).get(decision.get_absolute_url())

    assert (shown.status_code, shown.context["minutes"]) == (200, None)
    assert shown.context["topic"] == story.topics[0]


def test_decision_does_not_exist_for_the_uninvolved(story: SimpleNamespace) -> None:
    held(story)

    for other in (story.stranger, story.other_liaison):
        assert page(other).get(Decision.objects.get().get_absolute_url()).status_code == 404
    assert page(story.clerk).get(reverse("meetings:decision", args=["YD-2026-99-01"])).status_code == 404
