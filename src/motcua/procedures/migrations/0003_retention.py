"""How long personal data are kept, by procedure; watched like all configuration."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.agencies import stamps


class Migration(migrations.Migration):
    """New tables, empty columns and indexes; no row is rewritten."""

    dependencies = [
        ("procedures", "0002_watched"),
    ]

    operations = [
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="có hiệu lực từ")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True,
                        help_text="Để trống: đến khi có thay đổi.",
                        null=True,
                        verbose_name="đến hết ngày",
                    ),
                ),
                (
                    "years",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Để trống: lưu vĩnh viễn.",
                        null=True,
                        verbose_name="số năm sau khi kết thúc",
                    ),
                ),
                ("legal_basis", models.CharField(max_length=255, verbose_name="căn cứ")),
                ("is_proposal", models.BooleanField(default=False, verbose_name="mới là đề xuất")),
                (
                    "procedure",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống: mọi thủ tục chưa có quy tắc riêng.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="retention_rules",
                        to="procedures.procedure",
                        verbose_name="thủ tục",
                    ),
                ),
            ],
            options={
                "verbose_name": "thời hạn lưu trữ",
                "verbose_name_plural": "thời hạn lưu trữ",
                "ordering": ["procedure", "valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("procedure", "valid_from"), name="retentionrule_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("procedure__isnull", True)),
                        fields=("valid_from",),
                        name="retentionrule_default_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("years__isnull", True), ("years__gte", 1), _connector="OR"
                        ),
                        name="retentionrule_at_least_a_year",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            stamps.watch("procedures_retentionrule"), stamps.unwatch("procedures_retentionrule")
        ),
    ]
