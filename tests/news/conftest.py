"""Each test starts with no page kept by this process."""

from collections.abc import Iterator

import pytest

from news.views import editions


@pytest.fixture(autouse=True)
def _no_pages_kept() -> Iterator[None]:
    editions._pages.clear()
    yield
    editions._pages.clear()
