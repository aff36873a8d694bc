import django.core.serializers.json
import django.db.models.functions.datetime
from django.db import migrations, models

import foundation.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditLink",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="链序号")),
                ("row_id", models.BigIntegerField(unique=True, verbose_name="审计记录")),
                ("h", models.BinaryField(max_length=32, verbose_name="散列值")),
            ],
            options={
                "verbose_name": "审计链",
                "verbose_name_plural": "审计链",
                "db_table": "audit_link",
                "ordering": ["-seq"],
            },
        ),
        migrations.CreateModel(
            name="AuditRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=80, verbose_name="事件")),
                ("actor", models.CharField(max_length=80, verbose_name="操作者")),
                ("subject_label", models.CharField(blank=True, max_length=80, verbose_name="对象类型")),
                ("subject_pk", models.CharField(blank=True, max_length=40, verbose_name="对象主键")),
                ("subject_reference", models.CharField(blank=True, max_length=120, verbose_name="对象编号")),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="单位")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="要素",
                    ),
                ),
                ("request_id", models.CharField(blank=True, max_length=64, verbose_name="请求编号")),
                ("ip", models.GenericIPAddressField(blank=True, null=True, verbose_name="来源地址")),
                ("at", models.DateTimeField(default=foundation.core.clock.now, verbose_name="时间")),
                (
                    "written_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="入库时间"
                    ),
                ),
            ],
            options={
                "verbose_name": "审计记录",
                "verbose_name_plural": "审计记录",
                "db_table": "audit_row",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["subject_label", "subject_pk", "id"], name="audit_row_subject"),
                    models.Index(fields=["actor", "id"], name="audit_row_actor"),
                    models.Index(fields=["event", "id"], name="audit_row_event"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("event__regex", "^[a-z_]+\\.[a-z_]+$")), name="audit_row_event_is_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("actor", ""), _negated=True), name="audit_row_has_actor"
                    ),
                ],
            },
        ),
    ]
