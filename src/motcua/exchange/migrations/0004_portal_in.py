"""What comes from the national portal: lodgings, copies of others' dossiers, the catalogue."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """New tables only."""

    dependencies = [
        ("agencies", "0006_reform_officer"),
        ("dossiers", "0021_reform_officer"),
        ("exchange", "0003_portal_out"),
        ("procedures", "0005_fees_by_rule"),
    ]

    operations = [
        migrations.CreateModel(
            name="PortalMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "list",
                    models.CharField(
                        choices=[
                            ("lodged", "Hồ sơ nộp tại Cổng"),
                            ("mirrored", "Hồ sơ hệ thống bộ xử lý"),
                            ("catalogue", "Thay đổi của danh mục thủ tục"),
                        ],
                        max_length=16,
                        unique=True,
                        verbose_name="danh sách",
                    ),
                ),
                (
                    "number",
                    models.PositiveBigIntegerField(default=0, verbose_name="đã đọc đến số"),
                ),
                (
                    "read_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="đọc lần cuối"),
                ),
                (
                    "problem",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="vì sao chưa đọc được"
                    ),
                ),
            ],
            options={
                "verbose_name": "mốc đọc Cổng quốc gia",
                "verbose_name_plural": "mốc đọc Cổng quốc gia",
            },
        ),
        migrations.CreateModel(
            name="PortalLeft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "list",
                    models.CharField(
                        choices=[
                            ("lodged", "Hồ sơ nộp tại Cổng"),
                            ("mirrored", "Hồ sơ hệ thống bộ xử lý"),
                            ("catalogue", "Thay đổi của danh mục thủ tục"),
                        ],
                        max_length=16,
                        verbose_name="danh sách",
                    ),
                ),
                ("key", models.CharField(max_length=80, verbose_name="mã ở Cổng")),
                ("number", models.PositiveBigIntegerField(verbose_name="số thứ tự ở Cổng")),
                ("content", models.JSONField(verbose_name="nội dung")),
                ("reason", models.CharField(max_length=500, verbose_name="chưa nhận được vì")),
                ("left_at", models.DateTimeField(verbose_name="từ lúc")),
                ("tried_at", models.DateTimeField(verbose_name="thử lần cuối")),
                ("tries", models.PositiveIntegerField(default=1, verbose_name="số lần thử")),
            ],
            options={
                "verbose_name": "mục chưa nhận được từ Cổng",
                "verbose_name_plural": "mục chưa nhận được từ Cổng",
                "ordering": ["left_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("list", "key"), name="portalleft_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CatalogueProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveBigIntegerField(unique=True, verbose_name="số thứ tự ở Cổng"),
                ),
                ("valid_from", models.DateField(verbose_name="hiệu lực từ")),
                ("content", models.JSONField(verbose_name="nội dung")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Chờ quyết định"),
                            ("taken_over", "Đã đưa vào bản thảo"),
                            ("declined", "Không dùng"),
                            ("replaced", "Có tin mới hơn"),
                        ],
                        default="waiting",
                        max_length=16,
                        verbose_name="tình trạng",
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=500, verbose_name="lý do không dùng"),
                ),
                ("received_at", models.DateTimeField(verbose_name="nhận lúc")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="quyết định lúc"),
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
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="procedures.procedure",
                        verbose_name="thủ tục",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề xuất sửa thủ tục",
                "verbose_name_plural": "đề xuất sửa thủ tục",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("procedure",),
                        name="catalogueproposal_one_waits",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MirroredDossier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã hồ sơ")),
                ("number", models.PositiveBigIntegerField(verbose_name="số thứ tự ở Cổng")),
                ("procedure_code", models.CharField(max_length=40, verbose_name="mã thủ tục")),
                ("procedure_name", models.TextField(verbose_name="thủ tục")),
                ("field", models.CharField(max_length=160, verbose_name="lĩnh vực")),
                (
                    "field_slug",
                    models.SlugField(max_length=160, verbose_name="lĩnh vực trong địa chỉ"),
                ),
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
                ("owner", models.CharField(max_length=255, verbose_name="chủ hồ sơ, viết tắt")),
                (
                    "handled_by",
                    models.CharField(blank=True, max_length=255, verbose_name="nơi xử lý"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "Mới đăng ký"),
                            ("accepted", "Được tiếp nhận"),
                            ("not_accepted", "Không được tiếp nhận"),
                            ("in_progress", "Đang xử lý"),
                            ("awaiting_supplement", "Chờ bổ sung giấy tờ"),
                            ("awaiting_payment", "Chờ thực hiện nghĩa vụ tài chính"),
                            ("withdrawn", "Đã rút hồ sơ"),
                            ("stopped", "Dừng xử lý"),
                            ("finished", "Đã xử lý xong"),
                            ("returned", "Đã trả kết quả"),
                        ],
                        max_length=24,
                        verbose_name="trạng thái",
                    ),
                ),
                ("submitted_at", models.DateTimeField(verbose_name="nộp lúc")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="tiếp nhận lúc"),
                ),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="hẹn trả")),
                (
                    "waiting_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="chờ bổ sung từ"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="xử lý xong lúc"),
                ),
                (
                    "returned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="trả lúc"),
                ),
                (
                    "progress",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="at, unit, title, state của từng bước; không có tên người.",
                        verbose_name="quá trình xử lý",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "Đang giải quyết"),
                            ("finished", "Đã xử lý xong"),
                            ("withdrawn", "Đã rút hồ sơ"),
                            ("stopped", "Dừng xử lý"),
                        ],
                        max_length=16,
                        verbose_name="kết thúc thế nào",
                    ),
                ),
                (
                    "accepted_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày tiếp nhận"),
                ),
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày kết thúc"),
                ),
                (
                    "waiting_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày yêu cầu bổ sung"),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="ngày hẹn")),
                (
                    "by_day",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "–"),
                            ("early", "Trước hạn"),
                            ("on_time", "Đúng hạn"),
                            ("late", "Quá hạn"),
                        ],
                        max_length=8,
                        verbose_name="theo ngày",
                    ),
                ),
                ("first_at", models.DateTimeField(verbose_name="nhận lần đầu lúc")),
                ("heard_at", models.DateTimeField(verbose_name="nhận tin cuối lúc")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mirrored_dossiers",
                        to="agencies.agency",
                        verbose_name="cơ quan giải quyết",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống: danh mục ở đây không có thủ tục ấy.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedure",
                        verbose_name="thủ tục trong danh mục",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ hệ thống bộ xử lý",
                "verbose_name_plural": "hồ sơ hệ thống bộ xử lý",
                "indexes": [
                    models.Index(
                        fields=["agency", "-submitted_at"], name="mirroreddossier_agency"
                    ),
                    models.Index(fields=["agency", "accepted_on"], name="mirroreddossier_counted"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "accepted",
                                    "awaiting_payment",
                                    "awaiting_supplement",
                                    "finished",
                                    "in_progress",
                                    "not_accepted",
                                    "returned",
                                    "stopped",
                                    "submitted",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="mirroreddossier_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True),
                            ("ended_at__isnull", True),
                            ("ended_at__gte", models.F("accepted_at")),
                            _connector="OR",
                        ),
                        name="mirroreddossier_ended_after_accepted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PortalLodging",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "portal_code",
                    models.CharField(max_length=80, unique=True, verbose_name="mã hồ sơ ở Cổng"),
                ),
                ("number", models.PositiveBigIntegerField(verbose_name="số thứ tự ở Cổng")),
                (
                    "is_identified",
                    models.BooleanField(default=False, verbose_name="tài khoản đã xác thực VNeID"),
                ),
                (
                    "says_paid",
                    models.BooleanField(default=False, verbose_name="Cổng báo đã nộp tiền"),
                ),
                (
                    "troubles",
                    models.JSONField(blank=True, default=list, verbose_name="tệp không giữ được"),
                ),
                ("taken_at", models.DateTimeField(verbose_name="nhận lúc")),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="đã báo Cổng lúc"),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portal_lodging",
                        to="dossiers.dossier",
                        verbose_name="hồ sơ",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần nộp tại Cổng quốc gia",
                "verbose_name_plural": "lần nộp tại Cổng quốc gia",
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_at__isnull", True)),
                        fields=["id"],
                        name="portallodging_untold",
                    )
                ],
            },
        ),
    ]
