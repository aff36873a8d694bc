"""The five columns of the reading site; the office may rename, add and close them."""

from typing import Any

from django.db import migrations

COLUMNS = [
    ("工会要闻", "yaowen", "headline"),
    ("联席会议", "lianxi", "block"),
    ("服务职工", "fuwu", "block"),
    ("基层动态", "jiceng", "block"),
    ("通知公告", "tongzhi", "aside"),
]


def load(apps: Any, schema_editor: Any) -> None:
    column = apps.get_model("news", "Column")
    for order, (name, slug, place) in enumerate(COLUMNS, start=1):
        column.objects.get_or_create(slug=slug, defaults={"name": name, "place": place, "sort_order": order * 10})


class Migration(migrations.Migration):
    dependencies = [("news", "0001_releases")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
