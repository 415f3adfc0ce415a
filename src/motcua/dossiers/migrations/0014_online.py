"""Drafts of citizens, and what was answered when a dossier was lodged online."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """New tables; no row is rewritten."""

    dependencies = [
        ("agencies", "0003_early_warning"),
        ("documents", "0003_erased_files"),
        ("dossiers", "0013_standing_in"),
        ("people", "0002_citizens"),
        ("procedures", "0004_eforms"),
    ]

    operations = [
        migrations.CreateModel(
            name="LodgedForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("values", models.JSONField(verbose_name="điều đã khai")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lodged_forms",
                        to="documents.storedfile",
                        verbose_name="tờ khai",
                    ),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lodged_form",
                        to="dossiers.dossier",
                        verbose_name="hồ sơ",
                    ),
                ),
                (
                    "form_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.eformversion",
                        verbose_name="bản tờ khai",
                    ),
                ),
            ],
            options={
                "verbose_name": "tờ khai đã nộp",
                "verbose_name_plural": "tờ khai đã nộp",
            },
        ),
        migrations.CreateModel(
            name="OnlineDraft",
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
                    "standing",
                    models.CharField(
                        choices=[
                            ("self", "Cho chính tôi"),
                            ("parent", "Cho con chưa thành niên của tôi"),
                            ("guardian", "Cho người tôi giám hộ"),
                            ("proxy", "Cho người đã ủy quyền cho tôi"),
                        ],
                        default="self",
                        max_length=16,
                        verbose_name="nộp cho ai",
                    ),
                ),
                (
                    "principal",
                    models.JSONField(blank=True, default=dict, verbose_name="người được nộp thay"),
                ),
                (
                    "language",
                    models.CharField(default="vi", max_length=2, verbose_name="ngôn ngữ câu hỏi"),
                ),
                (
                    "values",
                    models.JSONField(blank=True, default=dict, verbose_name="nội dung đã gõ"),
                ),
                (
                    "origins",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Câu nào điền sẵn, từ đâu.",
                        verbose_name="lấy từ đâu",
                    ),
                ),
                (
                    "document_digest",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="dấu vết điều đã khai"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="lần lưu")),
                ("started_at", models.DateTimeField(verbose_name="bắt đầu lúc")),
                ("saved_at", models.DateTimeField(verbose_name="lưu lúc")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="cơ quan giải quyết",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                        verbose_name="tờ khai đã lập",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="dossiers.dossier",
                        verbose_name="đã thành hồ sơ",
                    ),
                ),
                (
                    "files",
                    models.ManyToManyField(
                        blank=True, to="documents.storedfile", verbose_name="tệp đã gửi"
                    ),
                ),
                (
                    "form_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.eformversion",
                        verbose_name="bản tờ khai",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="online_drafts",
                        to="people.person",
                        verbose_name="người nộp",
                    ),
                ),
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
                "verbose_name": "bản nháp nộp trực tuyến",
                "verbose_name_plural": "bản nháp nộp trực tuyến",
                "ordering": ["-saved_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("dossier__isnull", True)),
                        fields=["person", "-saved_at"],
                        name="onlinedraft_open",
                    ),
                    models.Index(fields=["saved_at"], name="onlinedraft_saved"),
                ],
            },
        ),
    ]
