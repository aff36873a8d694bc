import pytest

from tests.factories.concerns import House


@pytest.fixture
def house(db: None) -> House:
    """A federation with a street, two departments and their people."""
    return House()
