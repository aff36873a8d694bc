from typing import Any

import pytest
from django.test import Client

from tests.factories.concerns import House


@pytest.fixture
def house(db: None) -> House:
    """A federation with a street, two departments and their people."""
    return House()


def page(user: Any) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client
