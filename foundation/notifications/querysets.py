"""Reading one's inbox. A message about a record she may no longer see is absent, and from the counts too."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

if TYPE_CHECKING:
    from foundation.notifications.models import Message


class MessageQuerySet(models.QuerySet["Message"]):
    def unread(self) -> "MessageQuerySet":
        return self.filter(read_at=None)

    def newest_first(self) -> "MessageQuerySet":
        return self.order_by("-created_at", "-id")

    def older_than(self, message: "Message") -> "MessageQuerySet":
        """What comes after `message` in the list, newest first."""
        return self.filter(Q(created_at__lt=message.created_at) | Q(created_at=message.created_at, id__lt=message.id))

    def up_to(self, message: "Message") -> "MessageQuerySet":
        """`message` and everything below it in the list."""
        return self.filter(Q(created_at__lt=message.created_at) | Q(created_at=message.created_at, id__lte=message.id))

    def visible_to(self, user: Any) -> "MessageQuerySet":
        """Her own messages whose record she may see today.

        One query for the kinds of record among the messages already chosen (so narrow first: `.unread()`), then one
        semi-join per kind through that model's own `visible_to`; CASE keeps each to its own kind.
        """
        own = self.filter(user=user)
        labels = own.exclude(object_label="").order_by().values_list("object_label", flat=True).distinct()
        kinds = [When(object_label="", then=Value(True))]
        for label in sorted(labels):
            try:
                model = apps.get_model(label)
            except LookupError:  # an app that is no longer installed
                continue
            # A message about a message would ask this question for ever.
            manager = model._default_manager
            records = manager.filter(user=user) if model is self.model else manager.visible_to(user)
            kinds.append(When(object_label=label, then=Exists(records.filter(pk=OuterRef("object_pk")))))
        readable = Case(*kinds, default=Value(False), output_field=models.BooleanField())
        return own.filter(Q(readable) if len(kinds) > 1 else Q(object_label=""))
