"""Fees by copy and page, and how much a class of people is let off."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """New columns with the value that held before; no row is rewritten."""

    dependencies = [
        ("agencies", "0004_factor_demand"),
        ("procedures", "0004_eforms"),
    ]

    operations = [
        migrations.AddField(
            model_name="feeexemption",
            name="evidence",
            field=models.CharField(blank=True, max_length=255, verbose_name="giấy tờ chứng minh"),
        ),
        migrations.AddField(
            model_name="feeexemption",
            name="percent",
            field=models.PositiveSmallIntegerField(
                default=100, help_text="100 là miễn.", verbose_name="được bớt (%)"
            ),
        ),
        migrations.AddField(
            model_name="provincialfee",
            name="further_dong",
            field=models.PositiveBigIntegerField(
                blank=True, null=True, verbose_name="mỗi trang tiếp theo (đồng)"
            ),
        ),
        migrations.AddField(
            model_name="provincialfee",
            name="further_from",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Để trống: mọi trang như nhau.",
                null=True,
                verbose_name="từ trang thứ",
            ),
        ),
        migrations.AddField(
            model_name="provincialfee",
            name="most_dong",
            field=models.PositiveBigIntegerField(
                blank=True, null=True, verbose_name="tối đa mỗi bản (đồng)"
            ),
        ),
        migrations.AddField(
            model_name="provincialfee",
            name="per",
            field=models.CharField(
                choices=[("dossier", "mỗi hồ sơ"), ("copy", "mỗi bản"), ("page", "mỗi trang")],
                default="dossier",
                max_length=8,
                verbose_name="tính theo",
            ),
        ),
        migrations.AddConstraint(
            model_name="feeexemption",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent__gte", 1), ("percent__lte", 100)),
                name="feeexemption_percent",
            ),
        ),
        migrations.AddConstraint(
            model_name="provincialfee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("further_dong__isnull", True), ("further_from__isnull", True)),
                    models.Q(
                        ("further_dong__isnull", False),
                        ("further_from__gte", 2),
                        ("further_from__isnull", False),
                        ("per", "page"),
                    ),
                    _connector="OR",
                ),
                name="provincialfee_further_by_page",
            ),
        ),
        migrations.AddConstraint(
            model_name="provincialfee",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_dong__isnull", True), ("per", "page"), _connector="OR"),
                name="provincialfee_most_by_page",
            ),
        ),
    ]
