"""The queue by urgency and by last change; made while the portal runs, so outside a transaction."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("concerns", "0003_indexes_of_the_queue")]

    operations = [
        AddIndexConcurrently(
            model_name="concern",
            index=models.Index(fields=["-changed_at", "-id"], name="concern_changed"),
        ),
        AddIndexConcurrently(
            model_name="concern",
            index=models.Index(
                models.Case(
                    models.When(urgency="critical", then=models.Value(0)),
                    models.When(urgency="urgent", then=models.Value(1)),
                    default=models.Value(2),
                    output_field=models.IntegerField(),
                ),
                models.OrderBy(models.F("due_at"), nulls_last=True),
                models.F("id"),
                name="concern_by_urgency",
            ),
        ),
    ]
