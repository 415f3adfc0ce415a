"""How a fee was counted, who asks to be let off, and the act that decides it."""

import django.db.models.deletion
from django.db import migrations, models

import motcua.dossiers.lifecycle


class Migration(migrations.Migration):
    """A new table, empty columns and one more act; no row is rewritten."""

    dependencies = [
        ("agencies", "0004_factor_demand"),
        ("dossiers", "0018_reuse_of_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReliefClaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="mã")),
                ("name", models.CharField(max_length=160, verbose_name="đối tượng")),
                (
                    "percent",
                    models.PositiveSmallIntegerField(default=100, verbose_name="được bớt (%)"),
                ),
                (
                    "legal_basis",
                    models.CharField(blank=True, max_length=255, verbose_name="căn cứ"),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="giấy tờ chứng minh"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="đề nghị lúc")),
                (
                    "is_granted",
                    models.BooleanField(blank=True, null=True, verbose_name="được xác nhận"),
                ),
                ("reason", models.CharField(blank=True, max_length=255, verbose_name="lý do")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="xét lúc"),
                ),
            ],
            options={
                "verbose_name": "đề nghị miễn, giảm phí",
                "verbose_name_plural": "đề nghị miễn, giảm phí",
            },
        ),
        migrations.RemoveConstraint(
            model_name="dossierevent",
            name="dossierevent_action_is_known",
        ),
        migrations.AddField(
            model_name="charge",
            name="reckoning",
            field=models.JSONField(
                blank=True,
                help_text="Mức, số bản, số trang, phần được bớt.",
                null=True,
                verbose_name="cách tính",
            ),
        ),
        migrations.AddField(
            model_name="onlinedraft",
            name="fee",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="copies, pages, relief (mã đối tượng), evidence (số hiệu tệp).",
                verbose_name="số bản và phần xin miễn, giảm",
            ),
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
                    ("reckon_fee", "Tính lại phí, xét miễn giảm"),
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
                            motcua.dossiers.lifecycle.Action["RECKON_FEE"],
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
            model_name="reliefclaim",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người xét",
            ),
        ),
        migrations.AddField(
            model_name="reliefclaim",
            name="dossier",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="relief_claim",
                to="dossiers.dossier",
                verbose_name="hồ sơ",
            ),
        ),
        migrations.AddConstraint(
            model_name="reliefclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("is_granted__isnull", True)),
                    models.Q(("decided_at__isnull", False), ("is_granted__isnull", False)),
                    _connector="OR",
                ),
                name="reliefclaim_decided_once",
            ),
        ),
    ]
