"""Counts of days, months and years, kept with the facts.

Nothing is filled here: ``FactMark.spans`` is empty, so whoever catches up first adds up all facts
by the definitions of the program that it is, and until then pages count them as before.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables, a nullable column and an index that is empty; no row is touched."""

    dependencies = [
        ("agencies", "0006_reform_officer"),
        ("dossiers", "0021_reform_officer"),
        ("indicators", "0007_signs_and_reported"),
        ("procedures", "0005_fees_by_rule"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="lĩnh vực")),
                ("slug", models.CharField(max_length=160, verbose_name="lĩnh vực trong địa chỉ")),
            ],
            options={
                "verbose_name": "lĩnh vực đã đếm",
                "verbose_name_plural": "lĩnh vực đã đếm",
            },
        ),
        migrations.CreateModel(
            name="CountedProcedure",
            fields=[
                (
                    "procedure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="procedures.procedure",
                        verbose_name="thủ tục",
                    ),
                ),
            ],
            options={
                "verbose_name": "thủ tục đã đếm",
                "verbose_name_plural": "thủ tục đã đếm",
            },
        ),
        migrations.CreateModel(
            name="SpanCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "span",
                    models.CharField(
                        choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm")],
                        max_length=5,
                        verbose_name="khoảng",
                    ),
                ),
                ("day", models.DateField(verbose_name="từ ngày")),
                ("c4", models.IntegerField(verbose_name="cột 4")),
                ("c5", models.IntegerField(verbose_name="cột 5")),
                ("c8_w", models.IntegerField(verbose_name="cột 8, chờ bổ sung là đã giải quyết")),
                ("c9_w", models.IntegerField(verbose_name="cột 9, chờ bổ sung là đã giải quyết")),
                (
                    "c10_w",
                    models.IntegerField(verbose_name="cột 10, chờ bổ sung là đã giải quyết"),
                ),
                (
                    "c11_w",
                    models.IntegerField(
                        verbose_name="cột 11 tăng thêm, chờ bổ sung là đã giải quyết"
                    ),
                ),
                (
                    "c13_w",
                    models.IntegerField(
                        verbose_name="cột 13 tăng thêm, chờ bổ sung là đã giải quyết"
                    ),
                ),
                (
                    "c8_e",
                    models.IntegerField(verbose_name="cột 8, chờ bổ sung là đang giải quyết"),
                ),
                (
                    "c9_e",
                    models.IntegerField(verbose_name="cột 9, chờ bổ sung là đang giải quyết"),
                ),
                (
                    "c10_e",
                    models.IntegerField(verbose_name="cột 10, chờ bổ sung là đang giải quyết"),
                ),
                (
                    "c11_e",
                    models.IntegerField(
                        verbose_name="cột 11 tăng thêm, chờ bổ sung là đang giải quyết"
                    ),
                ),
                (
                    "c13_e",
                    models.IntegerField(
                        verbose_name="cột 13 tăng thêm, chờ bổ sung là đang giải quyết"
                    ),
                ),
                ("owing", models.IntegerField(verbose_name="có phí, lệ phí")),
                ("paid", models.IntegerField(verbose_name="nộp tiền trực tuyến")),
            ],
            options={
                "verbose_name": "số cộng sẵn",
                "verbose_name_plural": "số cộng sẵn",
            },
        ),
        migrations.AddField(
            model_name="dossierfact",
            name="paid_online",
            field=models.BooleanField(
                blank=True,
                help_text="Để trống: không có phí, lệ phí phải nộp.",
                null=True,
                verbose_name="nộp tiền trực tuyến",
            ),
        ),
        migrations.AddField(
            model_name="factmark",
            name="spans",
            field=models.CharField(
                blank=True, default="", max_length=16, verbose_name="bản cộng sẵn"
            ),
        ),
        migrations.AddIndex(
            model_name="dossierfact",
            index=models.Index(
                condition=models.Q(
                    ("ended_on__lt", models.F("accepted_on")),
                    ("waiting_on__lt", models.F("accepted_on")),
                    _connector="OR",
                ),
                fields=["dossier"],
                name="dossierfact_apart",
            ),
        ),
        migrations.AddConstraint(
            model_name="countedfield",
            constraint=models.UniqueConstraint(fields=("name", "slug"), name="countedfield_once"),
        ),
        migrations.AddField(
            model_name="countedprocedure",
            name="field",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.countedfield",
                verbose_name="lĩnh vực",
            ),
        ),
        migrations.AddField(
            model_name="spancount",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
                verbose_name="cơ quan giải quyết",
            ),
        ),
        migrations.AddField(
            model_name="spancount",
            name="field",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.countedfield",
                verbose_name="lĩnh vực",
            ),
        ),
        migrations.AddIndex(
            model_name="spancount",
            index=models.Index(
                condition=models.Q(("field__isnull", True)),
                fields=["span", "day", "agency"],
                name="spancount_agencies",
            ),
        ),
        migrations.AddConstraint(
            model_name="spancount",
            constraint=models.UniqueConstraint(
                fields=("agency", "span", "day", "field"),
                name="spancount_once",
                nulls_distinct=False,
            ),
        ),
    ]
