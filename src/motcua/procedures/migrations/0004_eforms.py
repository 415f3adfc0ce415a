"""Electronic forms, their versions, and which procedure asks with which."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """New tables and an empty column; no row is rewritten."""

    dependencies = [
        ("agencies", "0003_early_warning"),
        ("procedures", "0003_retention"),
    ]

    operations = [
        migrations.CreateModel(
            name="EForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="mã tờ khai")),
                ("name", models.CharField(max_length=255, verbose_name="tên")),
                (
                    "is_plain",
                    models.BooleanField(default=False, verbose_name="lập từ nội dung thủ tục"),
                ),
            ],
            options={
                "verbose_name": "tờ khai điện tử",
                "verbose_name_plural": "tờ khai điện tử",
                "ordering": ["code"],
            },
        ),
        migrations.AddField(
            model_name="procedure",
            name="eform",
            field=models.ForeignKey(
                blank=True,
                help_text="Để trống: tờ khai chung, lập từ nội dung thủ tục.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="procedures",
                to="procedures.eform",
                verbose_name="tờ khai điện tử",
            ),
        ),
        migrations.CreateModel(
            name="EFormVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="bản số")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Bản thảo"), ("published", "Đã công bố")],
                        default="draft",
                        max_length=16,
                        verbose_name="tình trạng",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="áp dụng từ")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                ("definition", models.JSONField(verbose_name="nội dung")),
                (
                    "digest",
                    models.CharField(blank=True, max_length=64, verbose_name="dấu vết nội dung"),
                ),
                (
                    "change_note",
                    models.CharField(blank=True, max_length=255, verbose_name="thay đổi gì"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="công bố lúc"),
                ),
                ("edited_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="procedures.eform",
                        verbose_name="tờ khai",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="người công bố",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản của tờ khai",
                "verbose_name_plural": "bản của tờ khai",
                "ordering": ["form", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("form", "number"), name="eformversion_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("form",),
                        name="eformversion_one_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("valid_from__isnull", False), _connector="OR"
                        ),
                        name="eformversion_published_has_day",
                    ),
                ],
            },
        ),
    ]
