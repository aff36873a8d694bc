"""A notice that goes out later than the house asks for says why (D§1.4)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_session_to_report")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="urgent_reason",
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name="加急理由"),
        ),
    ]
