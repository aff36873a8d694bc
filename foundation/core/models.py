"""What every business record has."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core import clock


class Record(models.Model):
    """A row people work on.

    `key` is set in Python: encryption binds to it and history keeps it. `version` is what a person saw when she
    opened the page; a save compares it (`Stale`).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True


class Counter(models.Model):
    """The last number given out in a series of public references ("FZ-2026"); see `core.references`."""

    series = models.CharField(max_length=30, unique=True)
    value = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("编号计数")
        constraints = [models.CheckConstraint(condition=models.Q(value__gte=1), name="counter_counts")]
