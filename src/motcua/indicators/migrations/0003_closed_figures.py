"""Figures of days that are over."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two tables."""

    dependencies = [
        ("agencies", "0004_factor_demand"),
        ("indicators", "0002_watched"),
    ]

    operations = [
        migrations.CreateModel(
            name="FigureRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="con số")),
                ("formula", models.PositiveSmallIntegerField(verbose_name="bản công thức")),
                ("cut_off", models.DateTimeField(verbose_name="chốt mọi việc ghi trước")),
                ("closed_at", models.DateTimeField(verbose_name="khóa lúc")),
            ],
            options={
                "verbose_name": "lần khóa số liệu",
                "verbose_name_plural": "lần khóa số liệu",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "formula", "cut_off"), name="figurerun_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="ngày")),
                ("part", models.PositiveBigIntegerField(verbose_name="tử số")),
                ("whole", models.PositiveBigIntegerField(verbose_name="mẫu số")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="bản")),
                (
                    "reason",
                    models.CharField(blank=True, max_length=255, verbose_name="vì sao có bản sau"),
                ),
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
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="indicators.figurerun",
                        verbose_name="lần khóa",
                    ),
                ),
            ],
            options={
                "verbose_name": "con số đã khóa",
                "verbose_name_plural": "con số đã khóa",
                "indexes": [models.Index(fields=["day", "agency"], name="closedfigure_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "day", "agency"), name="closedfigure_once"
                    )
                ],
            },
        ),
    ]
