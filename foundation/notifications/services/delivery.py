"""The handler of the outbox (`settings.OUTBOX_HANDLER`): one parcel into one channel."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from foundation.notifications.services import email, inbox
from foundation.outbox.enums import Channel
from foundation.outbox.services.parcel import Parcel


@contextmanager
def deliver() -> Iterator[Callable[[Parcel], None]]:
    """A round of deliveries that shares one connection to the mail server.

    The function given delivers a parcel or raises what `foundation.outbox.services.trouble` offers. Delivering the
    same parcel again adds nothing to the inbox and repeats a mail under the same Message-ID.
    """
    with email.Postman() as postman:

        def one(parcel: Parcel) -> None:
            match parcel.row.channel:
                case Channel.INBOX:
                    inbox.leave(parcel)
                case Channel.EMAIL:
                    email.send(parcel, postman)
                case other:
                    raise ValueError(f"no channel is called {other!r}")

        yield one
