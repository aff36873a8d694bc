"""The same walk with scripts switched off: every form is a form, every step a page."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.cast import make_cast
from tests.e2e.stage import Walk
from tests.e2e.walk import STORY


@pytest.mark.slow  # the whole walk; `make test-all`
def test_chain_is_walked_without_a_script(portal: str, browser: Browser, tmp_path: Path) -> None:
    walk = Walk(browser, portal, make_cast(), tmp_path, scripts=False)
    for scene in STORY:
        scene(walk)
    assert walk.leave() == []
