"""Index 766: versions of the formula, what is entered for it, and months that are closed."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.agencies import stamps
from motcua.dossiers import guards

WATCHED = "indicators_indexversion"
ONLY_GROW = (
    "indicators_indexinput",
    "indicators_indexrun",
    "indicators_closedindexitem",
)
DATED = "indicators_indexinput"


class Migration(migrations.Migration):
    """Four tables; the formula moves the stamp, the rest only grows."""

    dependencies = [
        ("agencies", "0005_listening_roles"),
        ("indicators", "0004_closed_figures_only_grow"),
        ("dossiers", "0002_ledger_and_watch"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(unique=True, verbose_name="áp dụng từ ngày")),
                ("document", models.JSONField(verbose_name="công thức")),
                ("legal_basis", models.CharField(max_length=255, verbose_name="căn cứ")),
                ("saved_at", models.DateTimeField(verbose_name="lập lúc")),
            ],
            options={
                "verbose_name": "bản công thức chỉ số 766",
                "verbose_name_plural": "bản công thức chỉ số 766",
                "ordering": ["-valid_from"],
            },
        ),
        migrations.CreateModel(
            name="IndexRun",
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
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="bản")),
                (
                    "reason",
                    models.CharField(blank=True, max_length=255, verbose_name="vì sao có bản sau"),
                ),
                ("counting", models.PositiveSmallIntegerField(verbose_name="bản cách đếm")),
                ("formula_from", models.DateField(verbose_name="công thức áp dụng từ")),
                ("document", models.JSONField(verbose_name="công thức")),
                ("cut_off", models.DateTimeField(verbose_name="chốt mọi việc ghi trước")),
                ("closed_at", models.DateTimeField(verbose_name="khóa lúc")),
            ],
            options={
                "verbose_name": "lần khóa chỉ số 766",
                "verbose_name_plural": "lần khóa chỉ số 766",
                "ordering": ["first", "version"],
                "constraints": [
                    models.UniqueConstraint(fields=("period", "version"), name="indexrun_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="indexrun_later_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndexInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="tháng báo cáo")),
                ("key", models.CharField(max_length=40, verbose_name="chỉ số")),
                ("part", models.PositiveBigIntegerField(verbose_name="tử số")),
                ("whole", models.PositiveBigIntegerField(verbose_name="mẫu số")),
                ("source", models.CharField(max_length=255, verbose_name="nguồn")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
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
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="người nhập",
                    ),
                ),
            ],
            options={
                "verbose_name": "số liệu nhập cho chỉ số 766",
                "verbose_name_plural": "số liệu nhập cho chỉ số 766",
                "indexes": [
                    models.Index(fields=["month", "agency", "key", "-id"], name="indexinput_month")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("part__lte", models.F("whole"))),
                        name="indexinput_is_a_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="indexinput_of_a_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="indexinput_has_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosedIndexItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="chỉ số")),
                ("part", models.PositiveBigIntegerField(verbose_name="tử số")),
                ("whole", models.PositiveBigIntegerField(verbose_name="mẫu số")),
                (
                    "points",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="điểm"),
                ),
                ("source", models.CharField(blank=True, max_length=255, verbose_name="nguồn")),
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
                        related_name="items",
                        to="indicators.indexrun",
                        verbose_name="lần khóa",
                    ),
                ),
            ],
            options={
                "verbose_name": "chỉ số 766 đã khóa",
                "verbose_name_plural": "chỉ số 766 đã khóa",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "agency", "key"), name="closedindexitem_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(stamps.watch(WATCHED), stamps.unwatch(WATCHED)),
        *(
            migrations.RunSQL(guards.protect(table), guards.unprotect(table))
            for table in ONLY_GROW
        ),
        migrations.RunSQL(guards.date_rows(DATED), guards.undate_rows(DATED)),
    ]
