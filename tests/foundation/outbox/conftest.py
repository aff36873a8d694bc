from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def handed(settings: Any) -> Iterator[list[tuple[str, str]]]:
    """What the relay handed over: (recipient, channel)."""
    from tests.foundation.outbox import errands  # models can only be imported once Django is set up

    settings.OUTBOX_HANDLER = "tests.foundation.outbox.errands.handler"
    yield errands.delivered
    errands.delivered.clear()
    errands.answers.clear()
