"""A table with a clock that exists only while a test runs."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import connection, models

from foundation.worktime.models import Clocked
from foundation.worktime.querysets import ClockedQuerySet


class Task(Clocked):
    """What a feature's record looks like to the calendar; not in the app registry."""

    reference = models.CharField(max_length=20, unique=True)
    objects = ClockedQuerySet.as_manager()

    class Meta:
        apps = Apps()
        app_label = "tests"
        constraints: ClassVar = [*Clocked.Meta.constraints]


def create_table(model: type[models.Model]) -> None:
    """A temporary table for `model`, gone at rollback; the application's role may make no other."""
    with connection.schema_editor(collect_sql=True) as editor:
        editor.create_model(model)
    with connection.cursor() as cursor:
        for statement in editor.collected_sql:
            cursor.execute(statement.replace("CREATE TABLE", "CREATE TEMPORARY TABLE"))
