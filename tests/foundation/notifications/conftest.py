import copy
from pathlib import Path
from typing import Any

import pytest

import tests.foundation.outbox.errands  # noqa: F401 - declares the notice of `MessageFactory`

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture(autouse=True)
def _test_templates(settings: Any) -> None:
    """The texts of the notices that only tests declare."""
    engines = copy.deepcopy(settings.TEMPLATES)
    engines[0]["DIRS"] = [*engines[0]["DIRS"], TEMPLATES]
    settings.TEMPLATES = engines
