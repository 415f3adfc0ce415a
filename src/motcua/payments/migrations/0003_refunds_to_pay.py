"""Find what the cashier is to give back without reading every refund."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One small index: only of refunds not paid yet."""

    dependencies = [("payments", "0002_refunds")]

    operations = [
        migrations.AddIndex(
            model_name="refund",
            index=models.Index(
                condition=models.Q(("paid_at__isnull", True)),
                fields=["decided_at", "id"],
                name="refund_to_pay",
            ),
        ),
    ]
