"""Delivering the story's notices at their moment, as workers would have done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from foundation.accounts.models import User
from foundation.notifications.models import Message
from foundation.notifications.services import inbox
from foundation.outbox.models import OutboxRow
from foundation.outbox.services import relay
from unionportal.demo.stage import Stage

UNREAD_SINCE = -4
"""Working day since which messages are left unread."""


@contextmanager
def postman() -> Iterator[Callable[[], None]]:
    """Gives the function that delivers what was put since it was last called.

    The rows are uncommitted, so no worker can hold them and none has to be claimed. Each goes to inbox and mail, or is
    cancelled with its reason, exactly as the relay does it. What could not be delivered waits for a worker.
    """
    last = 0
    with relay.open_handler() as deliver:

        def send() -> None:
            nonlocal last
            for row in OutboxRow.objects.filter(pk__gt=last).order_by("pk"):
                relay.settle(row, deliver)
                last = row.pk

        yield send


def read_old_mail(stage: Stage) -> None:
    """Everybody has read what came before the last days."""
    before = stage.at(UNREAD_SINCE, 0)
    for user in User.objects.order_by("pk"):
        inbox.read(messages=Message.objects.filter(user=user, created_at__lt=before), by=user)
