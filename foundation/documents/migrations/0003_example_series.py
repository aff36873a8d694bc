"""Series to start with. Real 代字 are the office's own (D§1.5, grade C): these are marked 示例 and may be edited until
the first number is given out."""

from typing import Any

from django.db import migrations

SERIES = [
    ("minutes", "联席会议纪要", "泉丰工联纪"),
    ("notice", "会议通知等文件", "泉丰工"),
    ("letter", "征求意见函等函件", "泉丰工函"),
    ("slip", "督办通知单", "泉丰工督"),
]


def add(apps: Any, schema_editor: Any) -> None:
    series = apps.get_model("documents", "NumberSeries")
    series.objects.bulk_create(
        [
            series(code=code, name=name, prefix=prefix, remark="示例，启用前请改为本单位代字")
            for code, name, prefix in SERIES
        ]
    )


def remove(apps: Any, schema_editor: Any) -> None:
    apps.get_model("documents", "NumberSeries").objects.filter(
        code__in=[code for code, _, _ in SERIES], issued=None
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_number_guards")]

    operations = [migrations.RunPython(add, remove)]
