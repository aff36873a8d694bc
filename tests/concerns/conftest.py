import pytest

from tests.factories.concerns import House


@pytest.fixture
def house(db: None) -> House:
    """A federation with a street, two departments and their people."""
    return House()


def no_strip(request, record):
    return ""


@pytest.fixture(autouse=True)
def _without_chain(settings):
    settings.CHAIN_STRIP = "tests.concerns.conftest.no_strip"
