"""Bad input at every form: a sentence in Chinese that names the field, what was typed stays, nothing is written.

The forms are found through the URLconf, their fields through the form on the page, what is wrong by kind of field: a new
form is tested as soon as it has an address, and a new address fails until it is in `places.OTHERS` or `WORDLESS`.
"""

import pytest

from tests.unionportal.bad_input import Page, everything_wrong
from tests.unionportal.places import OTHERS, moves, place, routes
from tests.workflow.world import House

ANSWERS_WHILE_TYPING = "在输入时应答，不保存"
BUTTON = "只有一个按钮"
WORDLESS: dict[str, str] = {
    "concerns:look": ANSWERS_WHILE_TYPING,
    "meetings:preview_section": ANSWERS_WHILE_TYPING,
    "news:check": ANSWERS_WHILE_TYPING,
    "meetings:mark_arrival": BUTTON,
    "meetings:move_item": BUTTON,
    "meetings:remove_item": BUTTON,
    "meetings:remove_paper": BUTTON,
    "meetings:start_item": BUTTON,
    "meetings:uninvite": BUTTON,
    "meetings:urge_opinion": BUTTON,
    "imports:upload": "表格文件的错，见 tests/foundation/imports",
    "imports:wrong_rows": BUTTON,
    "news:draft_release": BUTTON,
    "news:drop_correction": BUTTON,
}
"""Routes without anything typed, each with its reason."""

NAMES = sorted(name for name, _pattern in routes())
TYPED = [name for name in NAMES if name not in WORDLESS and not name.startswith("meetings:")]
"""Those of the joint meeting, as many again, stand in `test_bad_input_at_meetings.py`: one file for each core."""


def test_every_form_is_in_the_table() -> None:
    assert set(NAMES) - {*moves(), *OTHERS, *WORDLESS} == set()
    assert {*OTHERS, *WORDLESS} - set(NAMES) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", TYPED)
def test_bad_input_gets_a_sentence_and_keeps_the_words(name: str) -> None:
    assert everything_wrong(place(House(), name)) == ""


@pytest.mark.django_db
def test_what_is_right_is_taken_and_seen_as_written() -> None:
    """Else nothing above would mean anything."""
    page = Page(place(House(), "concerns:triage"))
    answer = page.post(page.filled())
    assert (answer.status_code, answer.untouched) == (302, False)
