"""Inbox messages and outbox rows."""

import uuid

import factory

from foundation.notifications.models import Message
from foundation.outbox.models import OutboxRow
from tests.factories.accounts import UserFactory


class MessageFactory(factory.django.DjangoModelFactory[Message]):
    """A message in `user`'s inbox, about nothing."""

    class Meta:
        model = Message

    key = factory.LazyFunction(uuid.uuid4)
    user = factory.SubFactory(UserFactory)
    notice = "test.called"
    subject = factory.Sequence(lambda n: f"通知{n}（演示）")


class OutboxRowFactory(factory.django.DjangoModelFactory[OutboxRow]):
    """A row waiting to leave a message about nothing in somebody's inbox."""

    class Meta:
        model = OutboxRow

    key = factory.LazyFunction(uuid.uuid4)
    notice = "test.called"
    recipient = "user:1"
    channel = "inbox"
