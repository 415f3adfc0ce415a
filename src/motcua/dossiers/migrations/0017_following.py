"""What passes between citizen and office: words, and staged answers to form 02; the post."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import motcua.dossiers.lifecycle


class Migration(migrations.Migration):
    """Two tables, and two more acts in the ledger."""

    dependencies = [
        ("agencies", "0003_early_warning"),
        ("documents", "0003_erased_files"),
        ("dossiers", "0015_signed_files"),
        ("people", "0002_citizens"),
    ]

    operations = [
        migrations.CreateModel(
            name="DossierMessage",
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
                ("text", models.TextField(verbose_name="nội dung")),
                ("written_at", models.DateTimeField(verbose_name="viết lúc")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="được trả lời lúc"),
                ),
            ],
            options={
                "verbose_name": "tin nhắn về hồ sơ",
                "verbose_name_plural": "tin nhắn về hồ sơ",
                "ordering": ["written_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="SupplementAnswer",
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
                ("point", models.PositiveSmallIntegerField(verbose_name="điểm số")),
                ("text", models.TextField(blank=True, verbose_name="trả lời")),
                ("saved_at", models.DateTimeField(verbose_name="lưu lúc")),
                ("merged_at", models.DateTimeField(blank=True, null=True, verbose_name="nộp lúc")),
            ],
            options={
                "verbose_name": "câu trả lời bổ sung",
                "verbose_name_plural": "câu trả lời bổ sung",
                "ordering": ["pause", "point"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="dossierevent",
            name="dossierevent_action_is_known",
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
                    ("hand_to_post", "Giao bưu chính"),
                    ("come_back", "Bưu chính trả về"),
                    ("return_result", "Trả kết quả"),
                    ("reopen", "Mở lại hồ sơ"),
                    ("undo", "Hoàn tác"),
                    ("erase", "Xóa dữ liệu cá nhân hết hạn lưu trữ"),
                ],
                max_length=32,
                verbose_name="việc",
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
                            motcua.dossiers.lifecycle.Action["COME_BACK"],
                            motcua.dossiers.lifecycle.Action["COMPLETE_STEP"],
                            motcua.dossiers.lifecycle.Action["CONSULT"],
                            motcua.dossiers.lifecycle.Action["CORRECT_RECEIPT"],
                            motcua.dossiers.lifecycle.Action["ERASE"],
                            motcua.dossiers.lifecycle.Action["FINISH"],
                            motcua.dossiers.lifecycle.Action["HAND_TO_POST"],
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
            model_name="dossiermessage",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conversation",
                to="dossiers.dossier",
                verbose_name="hồ sơ",
            ),
        ),
        migrations.AddField(
            model_name="dossiermessage",
            name="officer",
            field=models.ForeignKey(
                blank=True,
                help_text="Để trống: người dân viết.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="cán bộ viết",
            ),
        ),
        migrations.AddField(
            model_name="dossiermessage",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.person",
                verbose_name="người dân viết",
            ),
        ),
        migrations.AddField(
            model_name="supplementanswer",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="dossiers.dossier",
                verbose_name="hồ sơ",
            ),
        ),
        migrations.AddField(
            model_name="supplementanswer",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="documents.storedfile",
                verbose_name="tệp",
            ),
        ),
        migrations.AddField(
            model_name="supplementanswer",
            name="pause",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="dossiers.pause",
                verbose_name="lần tạm dừng",
            ),
        ),
        migrations.AddIndex(
            model_name="dossiermessage",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True), ("officer__isnull", True)),
                fields=["written_at", "id"],
                name="dossiermessage_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplementanswer",
            constraint=models.UniqueConstraint(
                fields=("pause", "point"), name="supplementanswer_once"
            ),
        ),
    ]
