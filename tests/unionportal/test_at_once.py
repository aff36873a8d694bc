"""One button pressed by twenty hands in the same moment, over HTTP: the effect of one press, a sentence for the rest.

Everything commits; every press has its own thread, browser and connection. What "one effect" is, is measured on a twin
pressed once: the same number of new rows in every table (events, notices, numbers, entries), the same state.
"""

import threading
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from foundation.accounts.models import User
from meetings.models import Clearance, Minutes, Review, Topic
from tests.factories.accounts import UserFactory
from tests.factories.meetings import ReviewFactory
from tests.unionportal.bad_input import HANZI, Page
from tests.unionportal.places import Place, place
from tests.workflow.world import House

HANDS = 20
PRESSED = {
    "concerns:accept": "accepted",
    "concerns:dispatch": "dispatched",
    "meetings:accept_action": "accepted",
    "meetings:sign_minutes": "signed",
    "members:take_up": "reviewing",
    "members:approve": "enrolled",
}
"""Signing (签收, 签发), claiming (受理), reviewing and sending: the route, and where the record stands afterwards."""

Press = tuple[User, str, dict[str, Any]]


@pytest.fixture
def house(committing: str) -> House:
    return House()


def at_once(presses: list[Press]) -> list[tuple[int, str]]:
    """All presses, each in a thread of its own, let go together: (status, sentence of the refusal) of each."""
    start = threading.Barrier(len(presses))
    found: list[tuple[int, str]] = [(0, "never came back")] * len(presses)
    browsers = [Client(raise_request_exception=False) for _press in presses]
    for browser, (user, _url, _data) in zip(browsers, presses, strict=True):
        browser.force_login(user)

    def run(place: int) -> None:
        _user, url, data = presses[place]
        try:
            start.wait(30)
            answer = browsers[place].post(url, data)
            found[place] = answer.status_code, said(answer)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(presses))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return found


def said(answer: Any) -> str:
    return next((str(layer["refusal"]) for layer in answer.context or () if layer.get("refusal")), "")


def rows() -> Counter[str]:
    """How many rows every table has, sessions apart."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall() if "session" not in name]
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names))
        return Counter(dict(cursor.fetchall()))


def press(where: Place, hands: int, *, version: bool) -> tuple[list[tuple[int, str]], Counter[str]]:
    """The button of `where` by so many hands: the answers, and the rows that came of it."""
    data = Page(where).filled()
    if not version:
        data["version"] = ""
    before = rows()
    answers = at_once([(where.user, where.url, data)] * hands)
    return answers, rows() - before


@pytest.mark.parametrize("version", [True, False], ids=["page", "without_version"])
@pytest.mark.parametrize("name", PRESSED)
def test_twenty_presses_have_the_effect_of_one(house: House, name: str, version: bool) -> None:
    """With the version the page carries, and without: then the state alone must tell the second press."""
    press(place(house, name), 1, version=version)  # counters have their row from now on
    twin = place(house, name)
    once, effect = press(twin, 1, version=version)
    assert [status for status, _sentence in once] == [302], once
    assert effect

    where = place(house, name)
    answers, found = press(where, HANDS, version=version)
    refused = [sentence for status, sentence in answers if status == 409]
    assert Counter(status for status, _sentence in answers) == {302: 1, 409: HANDS - 1}
    assert all(HANZI.search(sentence) for sentence in refused)
    assert found == effect
    rows_of = type(where.record)._base_manager
    record, pressed_once = rows_of.get(pk=where.record.pk), rows_of.get(pk=twin.record.pk)
    assert (record.state, record.version) == (PRESSED[name], pressed_once.version)


def test_signing_twenty_times_takes_one_number(house: House) -> None:
    where = place(house, "meetings:sign_minutes")
    press(where, HANDS, version=True)
    minutes = Minutes.objects.get(pk=where.record.pk)
    assert minutes.number is not None
    assert list(minutes.number.series.issued.values_list("number", flat=True)) == [minutes.number.number]


# --- Two officials ---------------------------------------------------------------------------------------------------


def verdicts(where: Place, *words: tuple[User, str]) -> list[Press]:
    """The clearance page as each of them has it open, with his word."""
    data = Page(where).filled()
    return [(user, where.url, {**data, "verdict": word, "note": "请补充测算依据。"}) for user, word in words]


@pytest.mark.parametrize("state", ["leader_review", "gov_office"])
def test_two_officials_clear_and_return_a_topic_at_once(house: House, state: str) -> None:
    topic = house.record("meetings.topic", state)
    role, unit = (
        ("union_leader", house.federation) if state == "leader_review" else ("gov_office_liaison", house.office)
    )
    first, second = house.people[role], UserFactory(unit=unit, roles=[role])
    where = Place("meetings:clear", f"/meetings/topics/{topic.reference}/clear/", first, topic)
    answers = at_once(verdicts(where, (first, "cleared"), (second, "returned")))
    assert sorted(status for status, _sentence in answers) == [302, 409], answers
    assert all(HANZI.search(sentence) for status, sentence in answers if status == 409)
    now = Topic.objects.get(pk=topic.pk)
    [word] = Clearance.objects.filter(topic=topic)
    onward = "gov_office" if state == "leader_review" else "approved"
    assert (word.verdict, now.state, now.version) in {
        ("cleared", onward, topic.version + 1),
        ("returned", "returned", topic.version + 1),
    }


def test_one_official_on_two_devices_says_one_word_about_an_item(house: House) -> None:
    where = place(house, "meetings:review_item")
    data = Page(where).filled()
    answers = at_once(
        [(where.user, where.url, {**data, "answer": word, "text": "请补充。"}) for word in ("agree", "return")]
    )
    assert sorted(status for status, _sentence in answers) == [302, 409], answers
    review = Review.objects.get(pk=where.record.pk)
    kept = ("agree", "return")[[status for status, _sentence in answers].index(302)]
    assert (review.answer, review.version) == (kept, where.record.version + 1)


def test_two_officials_review_one_item_at_once(house: House) -> None:
    """Each has a word of his own: both stand, neither overwrites the other."""
    where = place(house, "meetings:review_item")
    other = UserFactory(unit=house.government, roles=["reviewing_official"])
    ReviewFactory(item=where.record.item, reviewer=other)
    data = {user: Page(Place(where.name, where.url, user, None)).filled() for user in (where.user, other)}
    answers = at_once(
        [
            (where.user, where.url, {**data[where.user], "answer": "agree"}),
            (other, where.url, {**data[other], "answer": "return", "text": "请补充测算依据。"}),
        ]
    )
    assert [status for status, _sentence in answers] == [302, 302], answers
    words = dict(Review.objects.filter(item=where.record.item).values_list("reviewer_id", "answer"))
    assert words == {where.user.pk: "agree", other.pk: "return"}
