"""What happens to a dossier between acceptance and hand-over."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import motcua.dossiers.lifecycle


class Migration(migrations.Migration):
    """New tables, empty columns and indexes; no row is rewritten."""

    dependencies = [
        ("agencies", "0003_early_warning"),
        ("documents", "0002_watched"),
        ("dossiers", "0003_collector_proof"),
    ]

    operations = [
        migrations.CreateModel(
            name="Apology",
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
                ("reason", models.TextField(blank=True, verbose_name="lý do chậm")),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(verbose_name="số ngày làm việc gia hạn"),
                ),
                ("new_due_at", models.DateTimeField(verbose_name="hẹn lại")),
                ("drafted_at", models.DateTimeField(verbose_name="soạn lúc")),
                ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="ký lúc")),
                (
                    "dropped_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="bỏ bản soạn lúc"),
                ),
                (
                    "override_reason",
                    models.TextField(blank=True, verbose_name="lý do hẹn lại lần nữa"),
                ),
            ],
            options={
                "verbose_name": "lần xin lỗi và hẹn lại",
                "verbose_name_plural": "lần xin lỗi và hẹn lại",
                "ordering": ["drafted_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
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
                ("question", models.TextField(verbose_name="nội dung hỏi")),
                ("due_at", models.DateTimeField(verbose_name="đề nghị trả lời trước")),
                ("asked_at", models.DateTimeField(verbose_name="hỏi lúc")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc"),
                ),
                ("answer", models.TextField(blank=True, verbose_name="trả lời")),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Hồ sơ đã xong hay dừng.",
                        null=True,
                        verbose_name="không cần trả lời từ",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần lấy ý kiến",
                "verbose_name_plural": "lần lấy ý kiến",
                "ordering": ["asked_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="DossierNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="nội dung")),
                ("written_at", models.DateTimeField(verbose_name="ghi lúc")),
            ],
            options={
                "verbose_name": "ghi chú nội bộ",
                "verbose_name_plural": "ghi chú nội bộ",
                "ordering": ["written_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="DossierRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="ngày")),
                ("first_at", models.DateTimeField(verbose_name="lần đầu")),
                ("last_at", models.DateTimeField(verbose_name="lần cuối")),
                ("count", models.PositiveIntegerField(default=1, verbose_name="số lần")),
            ],
            options={
                "verbose_name": "lượt xem hồ sơ",
                "verbose_name_plural": "lượt xem hồ sơ",
                "ordering": ["-last_at"],
            },
        ),
        migrations.CreateModel(
            name="Pause",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("supplement", "Chờ bổ sung giấy tờ"),
                            ("not_eligible", "Hồ sơ chưa đủ điều kiện giải quyết"),
                            ("financial", "Chờ nghĩa vụ tài chính"),
                        ],
                        max_length=16,
                        verbose_name="loại",
                    ),
                ),
                ("reason", models.TextField(verbose_name="lý do")),
                ("legal_basis", models.CharField(max_length=255, verbose_name="căn cứ pháp lý")),
                ("restarts", models.BooleanField(default=False, verbose_name="tính lại từ đầu")),
                (
                    "document",
                    models.CharField(
                        blank=True,
                        help_text="Số, ngày thông báo nộp tiền.",
                        max_length=255,
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "amount_dong",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="số tiền (đồng)"
                    ),
                ),
                (
                    "reply_by",
                    models.DateField(
                        blank=True, null=True, verbose_name="đề nghị bổ sung trước ngày"
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="từ lúc")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="đến lúc")),
                (
                    "end_note",
                    models.CharField(blank=True, max_length=255, verbose_name="căn cứ tiếp tục"),
                ),
                (
                    "override_reason",
                    models.TextField(blank=True, verbose_name="lý do cho phép lần nữa"),
                ),
            ],
            options={
                "verbose_name": "lần tạm dừng",
                "verbose_name_plural": "lần tạm dừng",
                "ordering": ["started_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Result",
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
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="bản số")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("granted", "Đồng ý giải quyết"),
                            ("refused", "Không đồng ý, có lý do"),
                        ],
                        max_length=16,
                        verbose_name="kết luận",
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="trích yếu")),
                (
                    "reasons",
                    models.JSONField(blank=True, default=list, verbose_name="lý do từ chối"),
                ),
                ("made_at", models.DateTimeField(verbose_name="soạn lúc")),
                (
                    "approved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="duyệt lúc"),
                ),
                (
                    "approved_sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="dấu vết bản đã duyệt"
                    ),
                ),
                (
                    "signer_title",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="chức vụ người duyệt"
                    ),
                ),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số")),
                (
                    "document_number",
                    models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu"),
                ),
                ("dated", models.DateField(blank=True, null=True, verbose_name="ngày văn bản")),
                (
                    "numbered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="vào số lúc"),
                ),
                (
                    "voided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="thay thế lúc"),
                ),
                ("void_reason", models.TextField(blank=True, verbose_name="lý do thay thế")),
            ],
            options={
                "verbose_name": "kết quả giải quyết",
                "verbose_name_plural": "kết quả giải quyết",
                "ordering": ["dossier", "version"],
            },
        ),
        migrations.CreateModel(
            name="RunningNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("series", models.SlugField(max_length=32, verbose_name="dãy số")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("last_number", models.PositiveIntegerField(verbose_name="số cuối")),
            ],
            options={
                "verbose_name": "số thứ tự trong năm",
                "verbose_name_plural": "số thứ tự trong năm",
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="tên")),
                ("query", models.CharField(max_length=500, verbose_name="bộ lọc")),
                ("saved_at", models.DateTimeField(verbose_name="lưu lúc")),
            ],
            options={
                "verbose_name": "danh sách đã lưu",
                "verbose_name_plural": "danh sách đã lưu",
                "ordering": ["name"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="dossierevent",
            name="dossierevent_action_is_known",
        ),
        migrations.RemoveIndex(
            model_name="step",
            name="step_open_by_role",
        ),
        migrations.AddField(
            model_name="dossier",
            name="book_number",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Trong năm tiếp nhận.",
                null=True,
                verbose_name="số thứ tự trong sổ",
            ),
        ),
        migrations.AddField(
            model_name="dossier",
            name="linked_agency",
            field=models.ForeignKey(
                blank=True,
                help_text="Cơ quan thứ hai cùng giải quyết; hồ sơ vẫn chỉ được đếm một lần.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="linked_dossiers",
                to="agencies.agency",
                verbose_name="cơ quan liên thông",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assigned_steps",
                to="agencies.officer",
                verbose_name="người được giao",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="budget_minutes",
            field=models.PositiveIntegerField(
                default=0, verbose_name="thời gian được giao (phút)"
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="received_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="nhận bàn giao lúc"),
        ),
        migrations.AddField(
            model_name="step",
            name="received_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người nhận bàn giao",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="warn_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="nhắc từ"),
        ),
        migrations.AlterField(
            model_name="dossierevent",
            name="action",
            field=models.CharField(
                choices=[
                    ("lodge", "Nộp hồ sơ"),
                    ("accept", "Tiếp nhận"),
                    ("refuse", "Từ chối tiếp nhận"),
                    ("receive", "Cơ quan có thẩm quyền nhận hồ sơ"),
                    ("start", "Chuyển xử lý"),
                    ("complete_step", "Xong bước"),
                    ("take", "Nhận bàn giao"),
                    ("assign", "Phân công"),
                    ("return_step", "Trả lại bước trước"),
                    ("consult", "Lấy ý kiến cơ quan khác"),
                    ("answer_consultation", "Trả lời ý kiến"),
                    ("correct_receipt", "Sửa giấy tiếp nhận"),
                    ("ask_supplement", "Yêu cầu bổ sung"),
                    ("resume", "Tiếp tục xử lý"),
                    ("resubmit", "Nộp lại sau bổ sung"),
                    ("ask_payment", "Yêu cầu thực hiện nghĩa vụ tài chính"),
                    ("settle", "Xong nghĩa vụ tài chính, chờ trả"),
                    ("collect_fee", "Thu phí"),
                    ("refund_fee", "Hoàn phí"),
                    ("apologize", "Xin lỗi và hẹn lại"),
                    ("attach_result", "Kèm kết quả"),
                    ("approve_result", "Duyệt kết quả"),
                    ("number_result", "Vào số kết quả"),
                    ("withdraw", "Rút hồ sơ"),
                    ("stop", "Dừng xử lý"),
                    ("finish", "Hoàn thành xử lý"),
                    ("return_result", "Trả kết quả"),
                    ("reopen", "Mở lại hồ sơ"),
                    ("undo", "Hoàn tác"),
                ],
                max_length=32,
                verbose_name="việc",
            ),
        ),
        migrations.AlterField(
            model_name="duedate",
            name="kind",
            field=models.CharField(
                choices=[
                    ("promise", "Hẹn trả khi tiếp nhận"),
                    ("statutory", "Hạn theo luật định"),
                    ("expected", "Dự kiến, cơ quan có thẩm quyền chưa nhận"),
                    ("extension", "Hẹn lại"),
                    ("recomputed", "Tính lại sau tạm dừng"),
                    ("reopened", "Hẹn khi mở lại"),
                    ("first_leg", "Hạn tại cơ quan tiếp nhận, thủ tục liên thông"),
                ],
                max_length=16,
                verbose_name="loại",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["agency", "role", "due_at", "id"],
                name="step_open_by_role",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["assignee", "due_at", "id"],
                name="step_open_by_assignee",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "action__in",
                        [
                            motcua.dossiers.lifecycle.Action["ACCEPT"],
                            motcua.dossiers.lifecycle.Action["ANSWER_CONSULTATION"],
                            motcua.dossiers.lifecycle.Action["APOLOGIZE"],
                            motcua.dossiers.lifecycle.Action["APPROVE_RESULT"],
                            motcua.dossiers.lifecycle.Action["ASK_PAYMENT"],
                            motcua.dossiers.lifecycle.Action["ASK_SUPPLEMENT"],
                            motcua.dossiers.lifecycle.Action["ASSIGN"],
                            motcua.dossiers.lifecycle.Action["ATTACH_RESULT"],
                            motcua.dossiers.lifecycle.Action["COLLECT_FEE"],
                            motcua.dossiers.lifecycle.Action["COMPLETE_STEP"],
                            motcua.dossiers.lifecycle.Action["CONSULT"],
                            motcua.dossiers.lifecycle.Action["CORRECT_RECEIPT"],
                            motcua.dossiers.lifecycle.Action["FINISH"],
                            motcua.dossiers.lifecycle.Action["LODGE"],
                            motcua.dossiers.lifecycle.Action["NUMBER_RESULT"],
                            motcua.dossiers.lifecycle.Action["RECEIVE"],
                            motcua.dossiers.lifecycle.Action["REFUND_FEE"],
                            motcua.dossiers.lifecycle.Action["REFUSE"],
                            motcua.dossiers.lifecycle.Action["REOPEN"],
                            motcua.dossiers.lifecycle.Action["RESUBMIT"],
                            motcua.dossiers.lifecycle.Action["RESUME"],
                            motcua.dossiers.lifecycle.Action["RETURN_RESULT"],
                            motcua.dossiers.lifecycle.Action["RETURN_STEP"],
                            motcua.dossiers.lifecycle.Action["SETTLE"],
                            motcua.dossiers.lifecycle.Action["START"],
                            motcua.dossiers.lifecycle.Action["STOP"],
                            motcua.dossiers.lifecycle.Action["TAKE"],
                            motcua.dossiers.lifecycle.Action["UNDO"],
                            motcua.dossiers.lifecycle.Action["WITHDRAW"],
                        ],
                    )
                ),
                name="dossierevent_action_is_known",
            ),
        ),
        migrations.AddField(
            model_name="apology",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="apologies",
                to="dossiers.dossier",
                verbose_name="hồ sơ",
            ),
        ),
        migrations.AddField(
            model_name="apology",
            name="drafted_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Để trống: hệ thống soạn.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người soạn",
            ),
        ),
        migrations.AddField(
            model_name="apology",
            name="form",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="apologies",
                to="dossiers.issuedform",
                verbose_name="phiếu đã lập",
            ),
        ),
        migrations.AddField(
            model_name="apology",
            name="signed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người ký",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="agencies.agency",
                verbose_name="cơ quan được hỏi",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người trả lời",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người hỏi",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="dossiers.dossier",
                verbose_name="hồ sơ",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="documents.storedfile",
                verbose_name="văn bản trả lời",
            ),
        ),
        migrations.AddField(
            model_name="dossiernote",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="dossiers.dossier",
                verbose_name="hồ sơ",
            ),
        ),
        migrations.AddField(
            model_name="dossiernote",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người ghi",
            ),
        ),
        migrations.AddField(
            model_name="dossierread",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reads",
                to="dossiers.dossier",
                verbose_name="hồ sơ",
            ),
        ),
        migrations.AddField(
            model_name="dossierread",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người xem",
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pauses",
                to="dossiers.dossier",
                verbose_name="hồ sơ",
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người ghi nhận",
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="form",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pauses",
                to="dossiers.issuedform",
                verbose_name="phiếu đã lập",
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="overridden_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="lãnh đạo cho phép lần nữa",
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="started_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người lập",
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người duyệt",
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="dossiers.dossier",
                verbose_name="hồ sơ",
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="documents.storedfile",
                verbose_name="tệp",
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người soạn",
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="numbered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="văn thư",
            ),
        ),
        migrations.AddField(
            model_name="runningnumber",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="running_numbers",
                to="agencies.agency",
                verbose_name="cơ quan",
            ),
        ),
        migrations.AddField(
            model_name="savedview",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="saved_views",
                to="agencies.officer",
                verbose_name="cán bộ",
            ),
        ),
        migrations.AddConstraint(
            model_name="apology",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dropped_at__isnull", True), ("signed_at__isnull", True)),
                fields=("dossier",),
                name="apology_one_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="apology",
            constraint=models.UniqueConstraint(
                condition=models.Q(("override_reason", ""), ("signed_at__isnull", False)),
                fields=("dossier",),
                name="apology_signed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="apology",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_at__isnull", True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="apology_signed_with_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True), ("closed_at__isnull", True)),
                fields=["agency", "due_at", "id"],
                name="consultation_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierread",
            constraint=models.UniqueConstraint(
                fields=("dossier", "officer", "day"), name="dossierread_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("dossier",),
                name="pause_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True),
                    ("ended_at__gte", models.F("started_at")),
                    _connector="OR",
                ),
                name="pause_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind__in", ["not_eligible", "supplement"]), ("override_reason", "")
                ),
                fields=("dossier",),
                name="pause_supplement_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.UniqueConstraint(
                fields=("dossier", "version"), name="result_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("dossier",),
                name="result_one_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("voided_at__isnull", True),
                    models.Q(("void_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="result_void_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("numbered_at__isnull", True), ("approved_at__isnull", False), _connector="OR"
                ),
                name="result_numbered_after_approval",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_at__isnull", True),
                    models.Q(("approved_sha256", ""), _negated=True),
                    _connector="OR",
                ),
                name="result_approved_bytes",
            ),
        ),
        migrations.AddConstraint(
            model_name="runningnumber",
            constraint=models.UniqueConstraint(
                fields=("agency", "series", "year"), name="runningnumber_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                fields=("officer", "name"), name="savedview_name_once"
            ),
        ),
    ]
