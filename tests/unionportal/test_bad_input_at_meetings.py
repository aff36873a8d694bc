"""The joint meeting's part of `test_bad_input.py`."""

import pytest

from tests.unionportal.bad_input import everything_wrong
from tests.unionportal.places import place
from tests.unionportal.test_bad_input import NAMES, WORDLESS
from tests.workflow.world import House

pytestmark = pytest.mark.slow  # minutes of nonsense; every push types it into the other apps' forms

TYPED = [name for name in NAMES if name not in WORDLESS and name.startswith("meetings:")]


@pytest.mark.django_db
@pytest.mark.parametrize("name", TYPED)
def test_bad_input_gets_a_sentence_and_keeps_the_words(name: str) -> None:
    assert everything_wrong(place(House(), name)) == ""
