"""When an agency is reminded, and how long it waits for papers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns with defaults."""

    dependencies = [
        ("agencies", "0002_configuration_stamp"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="supplement_days",
            field=models.PositiveSmallIntegerField(
                default=30,
                help_text="Hạn đề nghị người nộp bổ sung, ghi trên phiếu.",
                verbose_name="chờ bổ sung (ngày làm việc)",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="warn_percent",
            field=models.PositiveSmallIntegerField(
                default=80,
                help_text="Phần thời hạn đã dùng thì bắt đầu nhắc sớm, từ 1 đến 100.",
                verbose_name="nhắc khi đã dùng (%)",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(("warn_percent__gte", 1), ("warn_percent__lte", 100)),
                name="agency_warns_within_the_limit",
            ),
        ),
    ]
