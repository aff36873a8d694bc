"""The chain walked by people in browsers of their own: from a worker's concern to the published release and back to her.

On the way every page is read as people read it (sentences, states), and must leave nothing on the console and nothing
for axe. The scenes are in `walk.py`, the hands and eyes in `people.py`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import mail
from docx import Document
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.e2e import walk as scenes
from tests.e2e.cast import make_cast
from tests.e2e.stage import DECIDED, Walk

pytestmark = pytest.mark.slow  # the whole walk; `make test-all`


@pytest.fixture
def walk(portal: str, browser: Browser, tmp_path: Path) -> Iterator[Walk]:
    made = Walk(browser, portal, make_cast(), tmp_path)
    yield made
    assert made.leave() == []


def test_chain_from_concern_to_release(walk: Walk) -> None:
    scenes.register_a_concern(walk)
    scenes.triage_and_dispatch(walk)
    scenes.sign_and_report(walk)
    scenes.register_a_second_one(walk)

    scenes.group_them(walk)
    scenes.raise_it(walk)
    scenes.ask_two_departments(walk)
    scenes.answer(walk)
    scenes.clear_by_both_hosts(walk)

    scenes.prepare_the_meeting(walk)
    scenes.send_for_review(walk)
    scenes.review_on_the_phone(walk)
    scenes.clear_and_freeze(walk)
    scenes.give_notice(walk)
    [letter] = [one for one in mail.outbox if "会议通知" in one.subject and "ye@" in one.to[0]]
    assert "METHOD:REQUEST" in str(letter.message())
    scenes.hold_the_meeting(walk)

    scenes.write_the_minutes(walk)
    scenes.countersign_and_sign(walk)
    word, pdf = scenes.download_the_minutes(walk)
    assert DECIDED.rstrip("。") in "".join(paragraph.text for paragraph in Document(str(word)).paragraphs)
    assert "泉丰工联纪〔" in "".join(page.extract_text() for page in PdfReader(pdf).pages)

    scenes.dispatch_the_action(walk)
    scenes.work_on_it(walk)
    scenes.close_it(walk)
    scenes.call_back(walk)

    scenes.report_to_the_next_meeting(walk)
    scenes.write_the_release(walk)
    scenes.review_three_times(walk)
    scenes.read_it_in_public(walk)
    scenes.look_back_along_the_chain(walk)
    scenes.find_nothing_as_a_stranger(walk)
