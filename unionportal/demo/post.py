"""Delivering the story's notices at their moment, as workers would have done."""

from collections.abc import Iterator
from contextlib import contextmanager

from foundation.accounts.models import User
from foundation.notifications.models import Message
from foundation.notifications.services import inbox
from foundation.outbox.models import OutboxRow
from foundation.outbox.services import relay
from foundation.outbox.services.parcel import Parcel, open_for
from foundation.outbox.services.put import lapse
from unionportal.demo.stage import Stage

TOLD_SINCE = -80
"""Working day since which notices are delivered: before the invitations to the second meeting. Older ones lapse."""
UNREAD_SINCE = -4
"""Working day since which messages are left unread."""


@contextmanager
def postman(stage: Stage) -> Iterator["Postman"]:
    """A round of deliveries for the whole story."""
    with relay.open_handler() as deliver:
        yield Postman(stage, deliver)


class Postman:
    """Called after each act. The rows are uncommitted, so no worker can hold them and none has to be claimed; each goes
    to inbox and mail, or is cancelled with its reason, exactly as the relay does it. What could not be delivered waits
    for a worker."""

    def __init__(self, stage: Stage, deliver: relay.Deliver) -> None:
        self.people = {user.actor_reference: user for user in stage.users.values()}
        self.since = stage.at(TOLD_SINCE, 0)
        self.deliver = deliver
        self.stage = stage
        self.last = 0
        self.begun = False

    def __call__(self) -> None:
        if self.stage.now < self.since:
            return
        if not self.begun:
            self.begun = True
            lapse(before=self.since)
            self.last = OutboxRow.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        for row in OutboxRow.objects.waiting().filter(pk__gt=self.last).order_by("pk"):
            relay.settle(row, self.deliver, self._open)
            self.last = row.pk

    def _open(self, row: OutboxRow) -> Parcel:
        """Users do not change in the story: they are not read again for each of their notices."""
        return open_for(row, self.people[row.recipient])


def read_old_mail(stage: Stage) -> None:
    """Everybody has read what came before the last days."""
    before = stage.at(UNREAD_SINCE, 0)
    for user in User.objects.order_by("pk"):
        inbox.read(messages=Message.objects.filter(user=user, created_at__lt=before), by=user)
