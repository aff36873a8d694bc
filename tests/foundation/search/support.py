"""Two kinds of records that exist only while a test runs: letters belong to somebody, slips to all."""

from types import SimpleNamespace
from typing import Any, ClassVar, Self

from django.apps.registry import Apps
from django.db import models

from foundation.core import clock
from foundation.search.searchable import Searchable

APPS = Apps()


class ScopedQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(models.Q(owner=user.pk) | models.Q(owner=None))


class Paper(models.Model):
    reference = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    number = models.CharField(max_length=60, blank=True)
    owner = models.IntegerField(null=True)
    draft = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return f"/{self._meta.model_name}/{self.reference}/"


class Letter(Paper):
    class Meta:
        apps: ClassVar = APPS
        app_label = "tests"


class Slip(Paper):
    class Meta:
        apps: ClassVar = APPS
        app_label = "tests"


def _searchable(model: type[Paper], kind: str) -> Searchable:
    return Searchable(
        model,
        kind,
        title=lambda record: record.title,
        text=lambda record: record.text,
        numbers=lambda record: [record.number],
        listed=lambda record: not record.draft,
    )


CONTRIBUTIONS = SimpleNamespace(SEARCHABLE=[_searchable(Letter, "来信"), _searchable(Slip, "单据")])
