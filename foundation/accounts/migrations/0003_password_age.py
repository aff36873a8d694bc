"""Passwords that are there already count as set today: their age was not kept."""

from typing import Any

from django.db import migrations

from foundation.core import clock


def count_from_today(apps: Any, schema_editor: Any) -> None:
    users = apps.get_model("accounts", "User")
    users.objects.filter(password_set_at=None).exclude(password__startswith="!").update(password_set_at=clock.now())


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_sign_in")]
    operations = [migrations.RunPython(count_from_today, migrations.RunPython.noop, elidable=True)]
