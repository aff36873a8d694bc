"""The chain walked by people in browsers of their own: from a worker's concern to the published release and back to her."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e import walk as scenes
from tests.e2e.cast import make_cast
from tests.e2e.walk import Walk

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
