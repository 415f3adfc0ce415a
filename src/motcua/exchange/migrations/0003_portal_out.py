"""What the national portal is told: messages, files it has, times in which it was away."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """New tables only."""

    dependencies = [
        ("dossiers", "0021_reform_officer"),
        ("exchange", "0002_only_grow"),
    ]

    operations = [
        migrations.CreateModel(
            name="PortalFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(max_length=64, unique=True, verbose_name="dấu vết nội dung"),
                ),
                ("sent_at", models.DateTimeField(verbose_name="Cổng nhận lúc")),
            ],
            options={
                "verbose_name": "tệp Cổng đã nhận",
                "verbose_name_plural": "tệp Cổng đã nhận",
            },
        ),
        migrations.CreateModel(
            name="PortalOutage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("began_at", models.DateTimeField(verbose_name="bắt đầu lúc")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="hết lúc")),
                ("reason", models.CharField(max_length=500, verbose_name="lý do")),
            ],
            options={
                "verbose_name": "lần Cổng không trả lời",
                "verbose_name_plural": "lần Cổng không trả lời",
                "ordering": ["-began_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("ended_at",),
                        name="portaloutage_one_open",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PortalMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60, verbose_name="mã hồ sơ ở Cổng")),
                ("sequence", models.PositiveIntegerField(verbose_name="thứ tự")),
                (
                    "number",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="số thứ tự ở Cổng"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Đang chờ gửi"),
                            ("sent", "Đã gửi"),
                            ("refused", "Bị từ chối"),
                            ("replaced", "Đã có bản mới hơn"),
                        ],
                        default="waiting",
                        max_length=16,
                        verbose_name="tình trạng",
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(verbose_name="trạng thái hồ sơ")),
                ("events", models.PositiveIntegerField(verbose_name="số việc đã ghi khi lập")),
                ("payload", models.TextField(blank=True, verbose_name="nội dung chờ gửi")),
                ("sha256", models.CharField(max_length=64, verbose_name="dấu vết nội dung")),
                ("files", models.JSONField(blank=True, default=list, verbose_name="tệp kèm")),
                ("queued_at", models.DateTimeField(verbose_name="lập lúc")),
                ("next_attempt_at", models.DateTimeField(verbose_name="gửi lúc")),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="số lần thử")),
                (
                    "sent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="Cổng nhận lúc"),
                ),
                (
                    "replaced_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="thôi dùng lúc"),
                ),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=500, verbose_name="lý do gần nhất"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portal_messages",
                        to="dossiers.dossier",
                        verbose_name="hồ sơ",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần đồng bộ",
                "verbose_name_plural": "lần đồng bộ",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_attempt_at", "id"],
                        name="portalmessage_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["dossier", "id"],
                        name="portalmessage_in_turn",
                    ),
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["queued_at"],
                        name="portalmessage_oldest",
                    ),
                    models.Index(
                        condition=models.Q(("state", "refused")),
                        fields=["id"],
                        name="portalmessage_refused",
                    ),
                    models.Index(
                        condition=models.Q(("sent_at__isnull", False)),
                        fields=["sent_at"],
                        name="portalmessage_sent",
                    ),
                    models.Index(fields=["code"], name="portalmessage_code"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dossier", "sequence"), name="portalmessage_sequence_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "sent")),
                        fields=("dossier", "number"),
                        name="portalmessage_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True),
                            models.Q(("number__isnull", False), ("sent_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="portalmessage_sent_with_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "waiting"), models.Q(("payload", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True), ("payload", "")
                            ),
                            _connector="OR",
                        ),
                        name="portalmessage_words_while_waiting",
                    ),
                ],
            },
        ),
    ]
