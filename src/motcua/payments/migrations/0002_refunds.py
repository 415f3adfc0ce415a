"""Money to be given back."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One new table."""

    dependencies = [
        ("agencies", "0003_early_warning"),
        ("payments", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Refund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="số hiệu"
                    ),
                ),
                (
                    "amount_dong",
                    models.PositiveBigIntegerField(verbose_name="số tiền hoàn (đồng)"),
                ),
                ("reason", models.CharField(max_length=255, verbose_name="lý do")),
                ("decided_at", models.DateTimeField(verbose_name="quyết định lúc")),
                ("paid_at", models.DateTimeField(blank=True, null=True, verbose_name="chi lúc")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cash", "Tiền mặt"),
                            ("transfer", "Chuyển khoản, mã QR"),
                            ("card", "Thẻ"),
                        ],
                        max_length=16,
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="người quyết định",
                    ),
                ),
                (
                    "paid_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="người chi",
                    ),
                ),
                (
                    "payment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refund",
                        to="payments.payment",
                        verbose_name="khoản đã thu",
                    ),
                ),
            ],
            options={
                "verbose_name": "khoản hoàn",
                "verbose_name_plural": "khoản hoàn",
                "ordering": ["decided_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_dong__gt", 0)), name="refund_is_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paid_at__isnull", True),
                            ("paid_at__gte", models.F("decided_at")),
                            _connector="OR",
                        ),
                        name="refund_paid_after_decision",
                    ),
                ],
            },
        ),
    ]
