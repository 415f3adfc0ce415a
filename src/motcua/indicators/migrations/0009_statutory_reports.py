"""Templates of reports, causes of lateness, readers of digests, nine indices, full services."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.agencies import stamps
from motcua.dossiers import guards

WATCHED = ("indicators_reporttemplate", "indicators_nineversion")


class Migration(migrations.Migration):
    """Five tables; causes only grow."""

    dependencies = [
        ("agencies", "0006_reform_officer"),
        ("dossiers", "0021_reform_officer"),
        ("indicators", "0008_span_counts"),
        ("procedures", "0005_fees_by_rule"),
    ]

    operations = [
        migrations.CreateModel(
            name="NineVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(unique=True, verbose_name="áp dụng từ ngày")),
                ("is_on", models.BooleanField(default=False, verbose_name="đang dùng")),
                ("document", models.JSONField(verbose_name="ngưỡng")),
                ("legal_basis", models.CharField(max_length=255, verbose_name="căn cứ")),
                ("saved_at", models.DateTimeField(verbose_name="lập lúc")),
            ],
            options={
                "verbose_name": "bản chín chỉ số",
                "verbose_name_plural": "bản chín chỉ số",
                "ordering": ["-valid_from"],
            },
        ),
        migrations.CreateModel(
            name="DigestReader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("week", "Hằng tuần"), ("month", "Hằng tháng")],
                        max_length=8,
                        verbose_name="bao lâu một lần",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="đăng ký lúc")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="người nhận",
                    ),
                ),
            ],
            options={
                "verbose_name": "người nhận bản tin đơn vị",
                "verbose_name_plural": "người nhận bản tin đơn vị",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("officer", "agency", "rhythm"), name="digestreader_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LateCause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cause", models.SlugField(max_length=40, verbose_name="nguyên nhân")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="late_causes",
                        to="dossiers.dossier",
                        verbose_name="hồ sơ",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="người ghi",
                    ),
                ),
            ],
            options={
                "verbose_name": "nguyên nhân quá hạn",
                "verbose_name_plural": "nguyên nhân quá hạn",
                "indexes": [models.Index(fields=["dossier", "-id"], name="latecause_last")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cause", ""), _negated=True), name="latecause_is_said"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, verbose_name="mã biểu")),
                ("valid_from", models.DateField(verbose_name="áp dụng từ ngày")),
                ("document", models.JSONField(verbose_name="biểu")),
                ("saved_at", models.DateTimeField(verbose_name="lập lúc")),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="người lập",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản của biểu báo cáo",
                "verbose_name_plural": "bản của biểu báo cáo",
                "ordering": ["key", "-valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "valid_from"), name="reporttemplate_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FullService",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                ("legal_basis", models.CharField(max_length=255, verbose_name="căn cứ")),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="procedures.procedure",
                        verbose_name="thủ tục",
                    ),
                ),
            ],
            options={
                "verbose_name": "dịch vụ toàn trình",
                "verbose_name_plural": "dịch vụ toàn trình",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("procedure", "valid_from"), name="fullservice_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="fullservice_valid_in_order",
                    ),
                ],
            },
        ),
        migrations.RunSQL(stamps.watch(*WATCHED), stamps.unwatch(*WATCHED)),
        migrations.RunSQL(
            guards.protect("indicators_latecause"), guards.unprotect("indicators_latecause")
        ),
    ]
