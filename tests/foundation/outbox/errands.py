"""A notice and handlers for the tests of the outbox. The record it is about is an inbox message, because that has an
owner, is visible to her alone and can be done with (read)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from foundation.outbox.notice import Notice
from foundation.outbox.services.parcel import Parcel
from foundation.outbox.services.trouble import Later, Trouble

CALLED = Notice("test.called", "有人找您", still_due=lambda message, user: message.read_at is None)
ALARMED = Notice("test.alarmed", "紧急情况", channels=("inbox",), to_actor=True, urgent=True)

delivered: list[tuple[str, str]] = []
answers: list[Exception | Later | Trouble] = []


@contextmanager
def handler() -> Iterator[Callable[[Parcel], None]]:
    """Notes what arrives; raises the next of `answers` instead, if there is one."""

    def deliver(parcel: Parcel) -> None:
        if answers:
            raise answers.pop(0)
        delivered.append((parcel.row.recipient, parcel.row.channel))

    yield deliver
