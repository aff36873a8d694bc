"""会签: units sign in parallel; one that returns takes all signatures back."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections

from foundation.core.policies import Refused
from meetings import services
from tests.meetings.conftest import make_cast
from tests.meetings.stories import again, drafted, make_meeting


def sent(story: SimpleNamespace) -> Any:
    return services.send_to_countersign(minutes=drafted(story), by=story.clerk, units=[story.housing, story.labour])


def test_last_unit_hands_the_minutes_to_the_signer(story: SimpleNamespace) -> None:
    minutes = sent(story)

    assert services.countersign(minutes=minutes, by=story.other_liaison).state == "countersigning"
    minutes = services.countersign(minutes=minutes, by=story.liaison)

    assert (minutes.state, again(story.meeting).state) == ("signing", "signing")
    hashes = set(minutes.countersignatures.values_list("text_hash", flat=True))
    assert hashes == {services.text_hash(minutes)}


def test_a_unit_signs_once_and_only_when_asked(story: SimpleNamespace) -> None:
    minutes = sent(story)
    services.countersign(minutes=minutes, by=story.liaison)

    for other in (story.liaison, story.stranger, story.clerk):
        with pytest.raises(Refused, match="没有等您单位会签的内容。"):
            services.countersign(minutes=minutes, by=other)


def test_the_same_unit_asked_twice_is_asked_once(story: SimpleNamespace) -> None:
    minutes = services.send_to_countersign(minutes=drafted(story), by=story.clerk, units=[story.housing] * 2)

    assert minutes.countersignatures.count() == 1


@pytest.mark.slow
def test_two_units_that_sign_at_once_both_count(committing: str) -> None:
    story = make_meeting(make_cast())
    minutes = sent(story)

    def sign(user: Any) -> None:
        try:
            services.countersign(minutes=minutes, by=user)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(sign, (story.liaison, story.other_liaison)))

    assert again(minutes).state == "signing"
    assert minutes.countersignatures.exclude(signed_at=None).count() == 2
