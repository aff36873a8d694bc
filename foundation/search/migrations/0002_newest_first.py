from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(fields=["-dated_at", "-id"], name="search_entry_newest"),
        ),
    ]
