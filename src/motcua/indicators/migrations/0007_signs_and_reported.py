"""Signs of gaming: traces, the rule, what was found; and reports that others published."""

import uuid
from datetime import date

import django.db.models.deletion
from django.db import migrations, models

from motcua.agencies import stamps
from motcua.dossiers import guards

WATCHED = "indicators_signrule"
ONLY_GROW = ("indicators_signnote", "indicators_reportedreport")


class Migration(migrations.Migration):
    """New tables only; no row is touched."""

    dependencies = [
        ("agencies", "0006_reform_officer"),
        ("dossiers", "0021_reform_officer"),
        ("indicators", "0006_measured_effects"),
        ("procedures", "0005_fees_by_rule"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        default=date(2020, 1, 1),
                        unique=True,
                        verbose_name="áp dụng từ ngày",
                    ),
                ),
                (
                    "gap_minutes",
                    models.PositiveIntegerField(
                        default=480, verbose_name="từ nộp đến tiếp nhận quá (phút làm việc)"
                    ),
                ),
                (
                    "relodge_days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="nộp lại trong vòng (ngày) sau khi rút"
                    ),
                ),
                (
                    "pause_minutes",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="dừng tính hạn khi còn không quá (phút làm việc)"
                    ),
                ),
                (
                    "finish_minutes",
                    models.PositiveSmallIntegerField(
                        default=15, verbose_name="xong khi còn không quá (phút làm việc)"
                    ),
                ),
                (
                    "burst_minutes",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="xong hàng loạt trong (phút)"
                    ),
                ),
                (
                    "burst_least",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="xong hàng loạt từ (hồ sơ)"
                    ),
                ),
                (
                    "people_least",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="một tài khoản, điện thoại nộp cho từ (người)"
                    ),
                ),
                (
                    "late_minutes",
                    models.PositiveIntegerField(default=60, verbose_name="ghi lùi quá (phút)"),
                ),
                (
                    "minimum_sample",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="ít nhất để nói (hồ sơ)"
                    ),
                ),
                (
                    "minimum_units",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="ít nhất để so (đơn vị)"
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=255, verbose_name="căn cứ, ghi chú"),
                ),
            ],
            options={
                "verbose_name": "quy tắc dấu hiệu",
                "verbose_name_plural": "quy tắc dấu hiệu",
                "ordering": ["-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("burst_least__gte", 2),
                            ("minimum_sample__gte", 1),
                            ("minimum_units__gte", 3),
                        ),
                        name="signrule_of_some",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TraceMark",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, primary_key=True, serialize=False, verbose_name="số"
                    ),
                ),
                (
                    "formula",
                    models.PositiveSmallIntegerField(default=0, verbose_name="bản công thức"),
                ),
                (
                    "recorded_before",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="đã tính mọi việc ghi trước"
                    ),
                ),
                (
                    "counted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="số liệu đến"),
                ),
            ],
            options={
                "verbose_name": "mốc của vết",
                "verbose_name_plural": "mốc của vết",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="tracemark_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportedReport",
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
                    "group",
                    models.UUIDField(default=uuid.uuid4, verbose_name="số hiệu chung của các bản"),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="bản")),
                (
                    "reason",
                    models.CharField(blank=True, max_length=255, verbose_name="vì sao có bản sau"),
                ),
                (
                    "code",
                    models.SlugField(
                        blank=True, max_length=60, verbose_name="mã trong dữ liệu kèm theo"
                    ),
                ),
                ("province", models.CharField(max_length=120, verbose_name="tỉnh, thành phố")),
                ("body", models.CharField(max_length=160, verbose_name="đơn vị báo cáo")),
                ("level", models.CharField(blank=True, max_length=40, verbose_name="cấp")),
                ("period_start", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                ("period_end", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "received",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="tiếp nhận trong kỳ"
                    ),
                ),
                (
                    "carried_over",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="kỳ trước chuyển sang"
                    ),
                ),
                (
                    "workload",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="tổng phải giải quyết"
                    ),
                ),
                (
                    "total",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="tổng số hồ sơ"
                    ),
                ),
                (
                    "online",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="nộp trực tuyến"
                    ),
                ),
                (
                    "direct",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="nộp trực tiếp, bưu chính"
                    ),
                ),
                (
                    "resolved",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="đã giải quyết"
                    ),
                ),
                (
                    "due",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="đến hạn trong kỳ"
                    ),
                ),
                (
                    "early_on_time",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="trước và đúng hạn"
                    ),
                ),
                (
                    "early",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="trước hạn"
                    ),
                ),
                (
                    "on_time",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="đúng hạn"),
                ),
                (
                    "late",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="quá hạn"),
                ),
                (
                    "in_progress",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="đang giải quyết"
                    ),
                ),
                (
                    "in_progress_not_due",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="đang giải quyết, trong hạn"
                    ),
                ),
                (
                    "in_progress_overdue",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="đang giải quyết, quá hạn"
                    ),
                ),
                (
                    "returned_withdrawn",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="trả lại, rút"
                    ),
                ),
                (
                    "paid_online",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="thanh toán trực tuyến"
                    ),
                ),
                (
                    "digitized_in",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="số hóa khi tiếp nhận"
                    ),
                ),
                (
                    "digitized_in_total",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="phải số hóa khi tiếp nhận"
                    ),
                ),
                (
                    "digitized_out",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="số hóa kết quả"
                    ),
                ),
                (
                    "digitized_out_total",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="phải số hóa kết quả"
                    ),
                ),
                (
                    "reported_ontime_pct",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=7,
                        null=True,
                        verbose_name="tỷ lệ trước và đúng hạn (%)",
                    ),
                ),
                (
                    "reported_early_pct",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=7,
                        null=True,
                        verbose_name="tỷ lệ trước hạn (%)",
                    ),
                ),
                (
                    "reported_on_time_pct",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=7,
                        null=True,
                        verbose_name="tỷ lệ đúng hạn (%)",
                    ),
                ),
                (
                    "reported_late_pct",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=7,
                        null=True,
                        verbose_name="tỷ lệ quá hạn (%)",
                    ),
                ),
                (
                    "denominator",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "Tiếp nhận trong kỳ"),
                            ("resolved", "Đã giải quyết"),
                            ("due", "Đến hạn trong kỳ"),
                            ("workload", "Tổng phải giải quyết"),
                            ("total", "Tổng số hồ sơ"),
                        ],
                        max_length=12,
                        verbose_name="mẫu số báo cáo nói là",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                ("source", models.CharField(max_length=500, verbose_name="nguồn")),
                ("entered_at", models.DateTimeField(verbose_name="nhập lúc")),
                ("recorded_at", models.DateTimeField(verbose_name="máy chủ ghi lúc")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        help_text="Có thì trang đặt số của hệ thống bên cạnh.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="cơ quan trong hệ thống",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống: kèm theo sản phẩm.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="người nhập",
                    ),
                ),
            ],
            options={
                "verbose_name": "báo cáo đã công bố",
                "verbose_name_plural": "báo cáo đã công bố",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["group", "-version"], name="reportedreport_versions")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "version"), name="reportedreport_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code", "version"),
                        name="reportedreport_shipped_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reportedreport_later_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="reportedreport_has_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_start__isnull", True),
                            ("period_end__isnull", True),
                            ("period_start__lte", models.F("period_end")),
                            _connector="OR",
                        ),
                        name="reportedreport_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignNote",
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
                ("key", models.CharField(max_length=40, verbose_name="dấu hiệu")),
                ("first", models.DateField(verbose_name="từ ngày")),
                ("last", models.DateField(verbose_name="đến ngày")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("explained", "Đã xem, có lý do chính đáng"),
                            ("needs_work", "Cần chấn chỉnh"),
                            ("passed_on", "Chuyển nơi có thẩm quyền"),
                            ("answer", "Ý kiến của cán bộ"),
                        ],
                        max_length=16,
                        verbose_name="kết luận",
                    ),
                ),
                ("text", models.TextField(verbose_name="lời")),
                ("part", models.PositiveIntegerField(verbose_name="tử số khi ấy")),
                ("whole", models.PositiveIntegerField(verbose_name="mẫu số khi ấy")),
                ("written_at", models.DateTimeField(verbose_name="ghi lúc")),
                ("recorded_at", models.DateTimeField(verbose_name="máy chủ ghi lúc")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống: của cả đơn vị.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="cán bộ",
                    ),
                ),
                (
                    "written_by",
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
                "verbose_name": "ghi nhận về dấu hiệu",
                "verbose_name_plural": "ghi nhận về dấu hiệu",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["agency", "key", "-id"], name="signnote_unit"),
                    models.Index(
                        condition=models.Q(("officer__isnull", False)),
                        fields=["officer", "-id"],
                        name="signnote_officer",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="signnote_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part__lte", models.F("whole"))),
                        name="signnote_is_a_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "answer"), _negated=True),
                            ("officer__isnull", False),
                            _connector="OR",
                        ),
                        name="signnote_answer_of_officer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignTrace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("events_count", models.PositiveIntegerField(verbose_name="số việc đã tính")),
                ("formula", models.PositiveSmallIntegerField(verbose_name="bản công thức")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("direct", "Trực tiếp"),
                            ("online", "Trực tuyến"),
                            ("post", "Bưu chính công ích"),
                        ],
                        max_length=16,
                        verbose_name="kênh nộp",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("live", "Thật"),
                            ("demo", "Trình diễn"),
                            ("imported", "Chuyển từ hệ thống cũ"),
                        ],
                        max_length=16,
                        verbose_name="nguồn",
                    ),
                ),
                ("acted_on", models.DateField(verbose_name="việc đầu tiên ngày")),
                ("last_on", models.DateField(verbose_name="việc cuối ngày")),
                ("lodged_on", models.DateField(blank=True, null=True, verbose_name="ngày nộp")),
                (
                    "accepted_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày tiếp nhận"),
                ),
                (
                    "waited_minutes",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="từ nộp đến tiếp nhận (phút làm việc)"
                    ),
                ),
                (
                    "is_undated",
                    models.BooleanField(default=False, verbose_name="tiếp nhận không có ngày hẹn"),
                ),
                (
                    "stated_limit",
                    models.CharField(blank=True, max_length=40, verbose_name="số ngày tự ghi"),
                ),
                (
                    "handled_on",
                    models.DateField(blank=True, null=True, verbose_name="bắt đầu xử lý ngày"),
                ),
                (
                    "asked",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="số lần yêu cầu bổ sung"
                    ),
                ),
                (
                    "asked_again",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="trong đó lần thứ hai trở đi"
                    ),
                ),
                (
                    "paused_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="dừng tính hạn lần đầu ngày"
                    ),
                ),
                (
                    "due_day_pauses",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="dừng tính hạn trong ngày hẹn"
                    ),
                ),
                (
                    "pause_left",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="dừng khi còn (phút làm việc)"
                    ),
                ),
                (
                    "apologized_on",
                    models.DateField(blank=True, null=True, verbose_name="hẹn lại lần đầu ngày"),
                ),
                (
                    "apologized_again",
                    models.PositiveSmallIntegerField(default=0, verbose_name="hẹn lại lần nữa"),
                ),
                (
                    "due_day_apologies",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="hẹn lại trong ngày hẹn"
                    ),
                ),
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày kết thúc"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="kết thúc lúc"),
                ),
                (
                    "outcome",
                    models.CharField(blank=True, max_length=16, verbose_name="kết thúc thế nào"),
                ),
                (
                    "is_dated",
                    models.BooleanField(default=False, verbose_name="có ngày hẹn khi kết thúc"),
                ),
                (
                    "end_left",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="kết thúc khi còn (phút làm việc)"
                    ),
                ),
                (
                    "owes_result",
                    models.BooleanField(default=False, verbose_name="phải có văn bản kết quả"),
                ),
                (
                    "lacks_result",
                    models.BooleanField(
                        default=False, verbose_name="kết quả chưa duyệt, chưa vào số"
                    ),
                ),
                (
                    "turned_back_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="trả lại người nộp lần đầu ngày"
                    ),
                ),
                (
                    "lacks_form",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="lần trả lại không có phiếu"
                    ),
                ),
                ("recorded_on", models.DateField(blank=True, null=True, verbose_name="ghi ngày")),
                (
                    "latest_minutes",
                    models.IntegerField(default=0, verbose_name="ghi chậm nhất (phút)"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="cơ quan giải quyết",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_traces",
                        to="dossiers.dossier",
                        verbose_name="hồ sơ",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="Để trống: của cả hồ sơ.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="cán bộ",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedure",
                        verbose_name="thủ tục",
                    ),
                ),
                (
                    "receiving_agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="cơ quan tiếp nhận",
                    ),
                ),
            ],
            options={
                "verbose_name": "vết của hồ sơ",
                "verbose_name_plural": "vết của hồ sơ",
                "indexes": [
                    models.Index(
                        condition=models.Q(("officer__isnull", True)),
                        fields=["last_on"],
                        name="signtrace_wholes",
                    ),
                    models.Index(
                        condition=models.Q(("officer__isnull", False)),
                        fields=["officer", "last_on"],
                        name="signtrace_officers",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dossier", "officer"), name="signtrace_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.RunSQL(stamps.watch(WATCHED), stamps.unwatch(WATCHED)),
        *(
            migrations.RunSQL(guards.protect(table), guards.unprotect(table))
            for table in ONLY_GROW
        ),
        *(
            migrations.RunSQL(guards.date_rows(table), guards.undate_rows(table))
            for table in ONLY_GROW
        ),
    ]
