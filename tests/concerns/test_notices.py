"""Notices: words for each, no personal data, cancelled once they lost their point."""

import pytest
from django.template import Context
from django.template.loader import select_template

from concerns import notices
from concerns.states import State
from foundation.outbox import notice as registry
from tests.factories.concerns import House

OURS = [one for one in registry.every() if one.code.startswith("concern.")]


def test_every_notice_of_the_app_is_known() -> None:
    assert {one.code for one in OURS} == {
        "concern.alarmed",
        "concern.dispatched",
        "concern.returned",
        "concern.reported",
        "concern.sent_back",
        "concern.callback_opened",
        "concern.reopened",
        "concern.raised",
        "concern.decision_received",
        "concern.closed",
    }


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.code)
def test_words_name_the_number_and_no_person(house: House, one: registry.Notice) -> None:
    concern = house.concern(state=State.CLOSED, street_unit=house.street)
    facts = {"record": concern, "user": house.clerk, "url": ""}

    text = select_template(one.templates("concerns")).template.render(Context(facts, autoescape=False))

    subject, blank, body = text.split("\n", 2)
    assert concern.reference in subject
    assert (blank, body.strip() != "") == ("", True)
    for secret in ("王职工", "13800000001", concern.narrative):
        assert secret not in text


@pytest.mark.parametrize(
    ("one", "due", "over"),
    [
        (notices.DISPATCHED, State.DISPATCHED, State.ACCEPTED),
        (notices.RETURNED, State.RETURNED, State.DISPATCHED),
        (notices.REPORTED, State.REPORTED, State.CALLBACK),
        (notices.SENT_BACK, State.HANDLING, State.REPORTED),
        (notices.CALLBACK_OPENED, State.CALLBACK, State.CLOSED),
        (notices.DECISION_RECEIVED, State.HANDLING, State.CLOSED),
    ],
)
def test_notice_is_due_as_long_as_somebody_must_act(house: House, one: registry.Notice, due: str, over: str) -> None:
    assert one.still_due is not None
    assert one.still_due(house.concern(state=due), house.clerk) is True
    assert one.still_due(house.concern(state=over), house.clerk) is False
