"""Trials of drafts, and whether publishing waits for one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """New tables; no row is touched."""

    dependencies = [
        ("agencies", "0006_reform_officer"),
        ("procedures", "0005_fees_by_rule"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_trial_required",
                    models.BooleanField(verbose_name="phải thử đến cuối trước khi công bố"),
                ),
                ("set_at", models.DateTimeField(verbose_name="đặt lúc")),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="người đặt",
                    ),
                ),
            ],
            options={
                "verbose_name": "quy tắc công bố",
                "verbose_name_plural": "quy tắc công bố",
            },
        ),
        migrations.CreateModel(
            name="ProcedureTrial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_digest",
                    models.CharField(max_length=64, verbose_name="dấu vết nội dung"),
                ),
                ("form_digest", models.CharField(max_length=64, verbose_name="dấu vết tờ khai")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("done", "Đi được đến cuối"),
                            ("doubtful", "Đến cuối, nhưng có chỗ chưa ổn"),
                            ("stuck", "Không đi được đến cuối"),
                        ],
                        max_length=16,
                        verbose_name="kết quả",
                    ),
                ),
                (
                    "problems",
                    models.JSONField(blank=True, default=list, verbose_name="chỗ chưa ổn"),
                ),
                (
                    "walked",
                    models.JSONField(blank=True, default=list, verbose_name="các bước đã qua"),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("direct", "Trực tiếp"),
                            ("online", "Trực tuyến"),
                            ("post", "Bưu chính công ích"),
                        ],
                        max_length=16,
                        verbose_name="kênh",
                    ),
                ),
                ("accepted_at", models.DateTimeField(verbose_name="thời điểm tiếp nhận đã chọn")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="ngày hẹn")),
                (
                    "statutory_due_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ngày theo quy định"),
                ),
                ("done_at", models.DateTimeField(verbose_name="thử lúc")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="người thử",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trials",
                        to="procedures.procedure",
                        verbose_name="thủ tục",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần thử bản thảo",
                "verbose_name_plural": "lần thử bản thảo",
                "ordering": ["-done_at", "-pk"],
                "indexes": [
                    models.Index(fields=["procedure", "-done_at"], name="proceduretrial_latest")
                ],
            },
        ),
    ]
