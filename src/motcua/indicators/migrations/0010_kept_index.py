"""Index 766 of periods that go on, as last counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One table, which may be thrown away at any time."""

    dependencies = [
        ("indicators", "0009_statutory_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptIndex",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(max_length=8, verbose_name="kỳ")),
                ("first", models.DateField(verbose_name="từ ngày")),
                ("last", models.DateField(verbose_name="đến ngày")),
                ("cut_off", models.DateTimeField(verbose_name="số liệu đến lúc")),
                ("counted_at", models.DateTimeField(verbose_name="đếm lúc")),
                ("took_ms", models.PositiveIntegerField(verbose_name="đếm trong (mili giây)")),
                ("moves", models.JSONField(verbose_name="dựa trên")),
                ("document", models.JSONField(verbose_name="số đếm")),
            ],
            options={
                "verbose_name": "chỉ số 766 của kỳ đang chạy",
                "verbose_name_plural": "chỉ số 766 của các kỳ đang chạy",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("period", "first", "last"), name="keptindex_once"
                    )
                ],
            },
        ),
    ]
