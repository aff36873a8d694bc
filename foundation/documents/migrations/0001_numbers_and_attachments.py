import uuid

import django.db.models.deletion
from django.db import migrations, models

import foundation.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [("orgs", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="编码")),
                ("name", models.CharField(max_length=60, verbose_name="用途")),
                ("prefix", models.CharField(max_length=14, unique=True, verbose_name="发文机关代字")),
                ("remark", models.CharField(blank=True, max_length=100, verbose_name="说明")),
            ],
            options={
                "verbose_name": "文号序列",
                "verbose_name_plural": "文号序列",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("prefix__regex", "^[\\u4e00-\\u9fff]{2,14}$")),
                        name="numberseries_prefix_is_hanzi",
                        violation_error_message="代字应为2至14个汉字。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(default=foundation.core.clock.now, editable=False)),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                ("stored_as", models.CharField(editable=False, max_length=60, unique=True)),
                ("size", models.PositiveBigIntegerField(editable=False, verbose_name="大小")),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="校验值")),
                ("content_type", models.CharField(editable=False, max_length=100, verbose_name="类型")),
                ("uploaded_by", models.CharField(editable=False, max_length=80, verbose_name="上传人")),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件",
                "verbose_name_plural": "附件",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="attachment_not_empty"),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="attachment_has_checksum"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="最近序号")),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counters",
                        to="documents.numberseries",
                        verbose_name="文号序列",
                    ),
                ),
            ],
            options={
                "verbose_name": "文号计数",
                "verbose_name_plural": "文号计数",
                "ordering": ["series", "year"],
                "constraints": [
                    models.UniqueConstraint(fields=("series", "year"), name="numbercounter_one_per_year"),
                    models.CheckConstraint(
                        condition=models.Q(("last__lte", 99999)), name="numbercounter_last_in_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IssuedNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                ("text", models.CharField(max_length=40, unique=True, verbose_name="文号")),
                ("subject_reference", models.CharField(blank=True, max_length=120, verbose_name="用于")),
                (
                    "issued_at",
                    models.DateTimeField(default=foundation.core.clock.now, editable=False, verbose_name="编号时间"),
                ),
                ("issued_by", models.CharField(max_length=80, verbose_name="编号人")),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="documents.numberseries",
                        verbose_name="文号序列",
                    ),
                ),
            ],
            options={
                "verbose_name": "已发文号",
                "verbose_name_plural": "已发文号",
                "ordering": ["series", "-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("series", "year", "number"), name="issuednumber_never_twice"),
                    models.CheckConstraint(
                        condition=models.Q(("number__range", (1, 99999))), name="issuednumber_number_in_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1900, 2099))), name="issuednumber_year_in_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("text__regex", "^[\\u4e00-\\u9fff]{2,14}〔(19|20)\\d{2}〕[1-9]\\d{0,4}号$")
                        ),
                        name="issuednumber_text_is_well_formed",
                    ),
                ],
            },
        ),
    ]
