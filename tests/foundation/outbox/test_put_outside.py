"""outbox.put outside a transaction, on a database where everything commits."""

import pytest

from foundation import outbox
from foundation.outbox.models import OutboxRow
from foundation.outbox.services import nudge
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MessageFactory
from tests.foundation.outbox.errands import CALLED


def test_put_outside_a_transaction_is_an_error(committing: str) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        outbox.put(CALLED, about=MessageFactory(), to=[UserFactory()])
    assert OutboxRow.objects.count() == 0


def test_put_mail_opens_its_own_transaction(committing: str) -> None:
    nudge.breaker.trip()  # no broker in this test
    try:
        outbox.put_mail(to=UserFactory(), subject="重设密码", body="链接")
    finally:
        nudge.breaker.open_until = 0.0
    assert OutboxRow.objects.get().notice == "mail"
