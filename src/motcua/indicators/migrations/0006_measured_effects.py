"""What models have changed, as it was measured; nobody changes or deletes it."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.dossiers import guards

TABLE = "indicators_measuredeffect"


class Migration(migrations.Migration):
    """One table that only grows."""

    dependencies = [
        ("indicators", "0005_index_766"),
        ("initiatives", "0002_only_grow"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeasuredEffect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("aim", models.CharField(max_length=16, verbose_name="chỉ số")),
                ("first", models.DateField(verbose_name="từ ngày")),
                ("last", models.DateField(verbose_name="đến ngày")),
                ("formula", models.PositiveSmallIntegerField(verbose_name="bản cách đo")),
                ("cut_off", models.DateTimeField(verbose_name="số liệu đến lúc")),
                ("measured_at", models.DateTimeField(verbose_name="đo lúc")),
                ("kind", models.CharField(max_length=24, verbose_name="kết luận")),
                ("change", models.FloatField(blank=True, null=True, verbose_name="thay đổi")),
                ("low", models.FloatField(blank=True, null=True, verbose_name="ít nhất")),
                ("high", models.FloatField(blank=True, null=True, verbose_name="nhiều nhất")),
                ("adopting", models.PositiveIntegerField(verbose_name="đơn vị áp dụng")),
                ("others", models.PositiveIntegerField(verbose_name="đơn vị để so")),
                ("whole", models.PositiveBigIntegerField(verbose_name="hồ sơ hoặc phiếu")),
                ("document", models.JSONField(verbose_name="kết quả đo")),
                ("inputs", models.JSONField(verbose_name="đo từ đâu")),
                ("digest", models.CharField(max_length=64, verbose_name="dấu vết số liệu")),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effects",
                        to="initiatives.initiative",
                        verbose_name="mô hình",
                    ),
                ),
            ],
            options={
                "verbose_name": "tác động đã đo",
                "verbose_name_plural": "tác động đã đo",
                "indexes": [
                    models.Index(fields=["initiative", "aim", "-id"], name="measuredeffect_last")
                ],
            },
        ),
        migrations.RunSQL(guards.protect(TABLE), guards.unprotect(TABLE)),
    ]
