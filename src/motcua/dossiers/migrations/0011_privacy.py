"""Reads in full, requests about personal data, and their erasure by rule."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import motcua.dossiers.lifecycle


class Migration(migrations.Migration):
    """New tables, empty columns and indexes; no row is rewritten."""

    dependencies = [
        ("agencies", "0003_early_warning"),
        ("dossiers", "0010_moved_in"),
        ("people", "0001_initial"),
        ("procedures", "0003_retention"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("number_search", "Tìm theo số định danh"),
                            ("prefill", "Điền sẵn theo số định danh khi tiếp nhận"),
                            ("book", "Mở sổ theo dõi hồ sơ"),
                            ("book_print", "In sổ theo dõi hồ sơ"),
                            ("list_print", "In danh sách hồ sơ của một lượt"),
                            ("export", "Xuất danh sách ra tệp"),
                            ("extract", "Trích lục diễn biến hồ sơ"),
                            ("own_data", "Trao dữ liệu cho chính chủ"),
                        ],
                        max_length=16,
                        verbose_name="việc",
                    ),
                ),
                ("happened_at", models.DateTimeField(verbose_name="lúc")),
                ("is_outside_hours", models.BooleanField(default=False, verbose_name="ngoài giờ")),
                (
                    "subject",
                    models.CharField(
                        blank=True,
                        help_text="Không ghi tên, số của ai.",
                        max_length=160,
                        verbose_name="phạm vi",
                    ),
                ),
                (
                    "number_hash",
                    models.CharField(blank=True, max_length=64, verbose_name="dấu vết của số"),
                ),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="số dòng")),
            ],
            options={
                "verbose_name": "lần tra cứu, trích xuất",
                "verbose_name_plural": "lần tra cứu, trích xuất",
                "ordering": ["-happened_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="hết hạn lưu ngày")),
                ("listed_at", models.DateTimeField(verbose_name="lên danh sách lúc")),
                (
                    "hold",
                    models.CharField(blank=True, max_length=255, verbose_name="chưa xóa được vì"),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="xác nhận lúc"),
                ),
                ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="xóa lúc")),
                (
                    "fields_count",
                    models.PositiveIntegerField(default=0, verbose_name="số ô đã xóa"),
                ),
                (
                    "files_count",
                    models.PositiveIntegerField(default=0, verbose_name="số tệp đã xóa"),
                ),
            ],
            options={
                "verbose_name": "lần xóa dữ liệu cá nhân",
                "verbose_name_plural": "lần xóa dữ liệu cá nhân",
            },
        ),
        migrations.CreateModel(
            name="PrivacyRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asks",
                    models.CharField(
                        choices=[
                            ("nobody", "Không hỏi ai"),
                            ("auditors", "Hỏi người kiểm tra, giám sát"),
                            ("everybody", "Hỏi mọi người không có phần việc ở hồ sơ"),
                        ],
                        default="auditors",
                        max_length=16,
                        verbose_name="hỏi lý do xem",
                    ),
                ),
                (
                    "many_a_day",
                    models.PositiveIntegerField(
                        default=80, verbose_name="xem nhiều bất thường (hồ sơ một ngày)"
                    ),
                ),
                (
                    "margin_minutes",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="trước và sau giờ làm vẫn coi là trong giờ (phút)"
                    ),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        verbose_name="trả lời yêu cầu của người dân trong (ngày làm việc)",
                    ),
                ),
            ],
            options={
                "verbose_name": "quy tắc về dữ liệu cá nhân",
                "verbose_name_plural": "quy tắc về dữ liệu cá nhân",
            },
        ),
        migrations.CreateModel(
            name="SubjectRequest",
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
                            ("see", "Xem, nhận bản sao dữ liệu của mình"),
                            ("correct", "Sửa dữ liệu sai"),
                            ("restrict", "Hạn chế xử lý dữ liệu"),
                            ("erase", "Xóa dữ liệu"),
                            ("complain", "Khiếu nại về dữ liệu cá nhân"),
                        ],
                        max_length=16,
                        verbose_name="yêu cầu",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Chờ trả lời"),
                            ("granted", "Đã đáp ứng"),
                            ("refused", "Không đáp ứng, có lý do"),
                        ],
                        default="open",
                        max_length=16,
                        verbose_name="tình trạng",
                    ),
                ),
                (
                    "person_name",
                    models.CharField(blank=True, max_length=255, verbose_name="họ và tên"),
                ),
                ("words", models.TextField(verbose_name="nội dung")),
                ("received_at", models.DateTimeField(verbose_name="nhận lúc")),
                ("due_at", models.DateTimeField(verbose_name="trả lời trước")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc"),
                ),
                ("answer", models.TextField(blank=True, verbose_name="trả lời")),
                (
                    "file_sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="dấu vết tệp đã trao"
                    ),
                ),
                (
                    "dossiers_count",
                    models.PositiveIntegerField(default=0, verbose_name="số hồ sơ đã trao"),
                ),
            ],
            options={
                "verbose_name": "yêu cầu về dữ liệu cá nhân",
                "verbose_name_plural": "yêu cầu về dữ liệu cá nhân",
                "ordering": ["due_at", "id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="dossierevent",
            name="dossierevent_action_is_known",
        ),
        migrations.AddField(
            model_name="dossier",
            name="erased_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Hết thời hạn lưu trữ; từ đó không còn việc nào làm được với hồ sơ.",
                null=True,
                verbose_name="xóa dữ liệu cá nhân lúc",
            ),
        ),
        migrations.AddField(
            model_name="dossierpersonaldata",
            name="erased_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="xóa lúc"),
        ),
        migrations.AddField(
            model_name="dossierread",
            name="documents_count",
            field=models.PositiveIntegerField(default=0, verbose_name="số lần mở giấy tờ"),
        ),
        migrations.AddField(
            model_name="dossierread",
            name="is_own_work",
            field=models.BooleanField(default=True, verbose_name="thuộc việc của mình"),
        ),
        migrations.AddField(
            model_name="dossierread",
            name="outside_count",
            field=models.PositiveIntegerField(default=0, verbose_name="số lần ngoài giờ"),
        ),
        migrations.AddField(
            model_name="dossierread",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("inspection", "Kiểm tra, giám sát theo kế hoạch"),
                    ("complaint", "Giải quyết phản ánh, khiếu nại, tố cáo"),
                    ("request", "Người dân hỏi về hồ sơ của mình"),
                    ("colleague", "Hỗ trợ đồng nghiệp đang thụ lý"),
                    ("report", "Đối chiếu số liệu, báo cáo"),
                    ("other", "Việc khác, ghi rõ bên dưới"),
                ],
                max_length=16,
                verbose_name="lý do",
            ),
        ),
        migrations.AddField(
            model_name="dossierread",
            name="reason_text",
            field=models.CharField(blank=True, max_length=255, verbose_name="nói rõ lý do"),
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
                    ("erase", "Xóa dữ liệu cá nhân hết hạn lưu trữ"),
                ],
                max_length=32,
                verbose_name="việc",
            ),
        ),
        migrations.AlterField(
            model_name="dossierpersonaldata",
            name="salt",
            field=models.CharField(blank=True, max_length=64, verbose_name="muối"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(
                    ("erased_at__isnull", True),
                    (
                        "state__in",
                        [
                            motcua.dossiers.lifecycle.State["NOT_ACCEPTED"],
                            motcua.dossiers.lifecycle.State["RETURNED"],
                            motcua.dossiers.lifecycle.State["STOPPED"],
                            motcua.dossiers.lifecycle.State["WITHDRAWN"],
                        ],
                    ),
                ),
                fields=["ended_at", "id"],
                name="dossier_ended",
            ),
        ),
        migrations.AddIndex(
            model_name="dossierread",
            index=models.Index(fields=["-last_at", "-id"], name="dossierread_latest"),
        ),
        migrations.AddIndex(
            model_name="dossierread",
            index=models.Index(fields=["officer", "-day"], name="dossierread_by_officer"),
        ),
        migrations.AddIndex(
            model_name="dossierread",
            index=models.Index(
                condition=models.Q(("outside_count__gt", 0)),
                fields=["-last_at", "-id"],
                name="dossierread_outside",
            ),
        ),
        migrations.AddIndex(
            model_name="dossierread",
            index=models.Index(
                condition=models.Q(("is_own_work", False)),
                fields=["-last_at", "-id"],
                name="dossierread_not_own",
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
                            motcua.dossiers.lifecycle.Action["ERASE"],
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
        migrations.AddConstraint(
            model_name="dossierread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("documents_count__lte", models.F("count")),
                    ("outside_count__lte", models.F("count")),
                ),
                name="dossierread_parts_of_the_whole",
            ),
        ),
        migrations.AddField(
            model_name="accessrecord",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
                verbose_name="cơ quan",
            ),
        ),
        migrations.AddField(
            model_name="accessrecord",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="cán bộ",
            ),
        ),
        migrations.AddField(
            model_name="erasure",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người xác nhận",
            ),
        ),
        migrations.AddField(
            model_name="erasure",
            name="dossier",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="erasure",
                to="dossiers.dossier",
                verbose_name="hồ sơ",
            ),
        ),
        migrations.AddField(
            model_name="erasure",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="procedures.retentionrule",
                verbose_name="theo quy tắc",
            ),
        ),
        migrations.AddField(
            model_name="privacyrule",
            name="agency",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="privacy_rule",
                to="agencies.agency",
                verbose_name="cơ quan",
            ),
        ),
        migrations.AddField(
            model_name="subjectrequest",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
                verbose_name="nơi nhận",
            ),
        ),
        migrations.AddField(
            model_name="subjectrequest",
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
            model_name="subjectrequest",
            name="dossier",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="subject_requests",
                to="dossiers.dossier",
                verbose_name="về hồ sơ",
            ),
        ),
        migrations.AddField(
            model_name="subjectrequest",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="subject_requests",
                to="people.person",
                verbose_name="người yêu cầu",
            ),
        ),
        migrations.AddField(
            model_name="subjectrequest",
            name="received_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người nhận",
            ),
        ),
        migrations.AddIndex(
            model_name="accessrecord",
            index=models.Index(fields=["-happened_at", "-id"], name="accessrecord_latest"),
        ),
        migrations.AddIndex(
            model_name="accessrecord",
            index=models.Index(fields=["officer", "-happened_at"], name="accessrecord_by_officer"),
        ),
        migrations.AddIndex(
            model_name="erasure",
            index=models.Index(
                condition=models.Q(("erased_at__isnull", True)),
                fields=["confirmed_at", "id"],
                name="erasure_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at__isnull", True),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="erasure_only_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="privacyrule",
            constraint=models.UniqueConstraint(
                fields=("agency",), name="privacyrule_one_for_all", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="privacyrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_days__gte", 1), ("many_a_day__gte", 1)),
                name="privacyrule_something",
            ),
        ),
        migrations.AddIndex(
            model_name="subjectrequest",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["agency", "due_at", "id"],
                name="subjectrequest_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True), ("answered_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="subjectrequest_answered_iff_not_open",
            ),
        ),
    ]
