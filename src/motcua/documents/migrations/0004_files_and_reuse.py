"""Uploads in pieces, the verdict of the scanner, kinds of papers and the store of each person."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from motcua.agencies import stamps

TABLES = ("documents_paperkind",)


class Migration(migrations.Migration):
    """New tables and empty columns; no row is rewritten."""

    dependencies = [
        ("agencies", "0003_early_warning"),
        ("documents", "0003_erased_files"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldPaper",
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
                ("name", models.CharField(max_length=255, verbose_name="tên giấy tờ")),
                (
                    "issuer",
                    models.CharField(blank=True, max_length=160, verbose_name="cơ quan cấp"),
                ),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="số")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="ngày cấp")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="có giá trị đến"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("desk", "Số hóa tại bộ phận một cửa"),
                            ("result", "Kết quả giải quyết thủ tục"),
                            ("national", "Kho dữ liệu quốc gia"),
                        ],
                        max_length=16,
                        verbose_name="nguồn",
                    ),
                ),
                (
                    "source_key",
                    models.CharField(
                        blank=True,
                        help_text="Mã theo dõi của hồ sơ.",
                        max_length=40,
                        verbose_name="từ hồ sơ",
                    ),
                ),
                ("verified_at", models.DateTimeField(verbose_name="đối chiếu lúc")),
                ("is_digitised", models.BooleanField(default=False, verbose_name="được số hóa")),
                ("is_reused", models.BooleanField(default=False, verbose_name="được tái sử dụng")),
                (
                    "is_from_national_store",
                    models.BooleanField(default=False, verbose_name="lấy từ kho quốc gia"),
                ),
                (
                    "replacing_result_code",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="mã kết quả thay thế"
                    ),
                ),
                (
                    "objected_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="người dân phản đối lúc"
                    ),
                ),
                ("objection", models.TextField(blank=True, verbose_name="nội dung phản đối")),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Kết quả đã bị thay thế, hoặc phản đối được chấp nhận.",
                        null=True,
                        verbose_name="thôi dùng từ",
                    ),
                ),
            ],
            options={
                "verbose_name": "giấy tờ trong kho",
                "verbose_name_plural": "giấy tờ trong kho",
                "ordering": ["person", "kind", "-verified_at"],
            },
        ),
        migrations.CreateModel(
            name="PaperKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="mã")),
                ("name", models.CharField(max_length=160, verbose_name="tên")),
                (
                    "names",
                    models.TextField(
                        blank=True,
                        help_text="Mỗi dòng một cách gọi. Giấy tờ có tên chứa dòng nào thì là loại này.",
                        verbose_name="gọi trong thủ tục là",
                    ),
                ),
                (
                    "issuer",
                    models.CharField(blank=True, max_length=160, verbose_name="cơ quan cấp"),
                ),
                (
                    "valid_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Tính từ ngày cấp. Để trống: không có thời hạn.",
                        null=True,
                        verbose_name="có giá trị (tháng)",
                    ),
                ),
                (
                    "database",
                    models.CharField(
                        blank=True,
                        help_text="Ghi tên cơ sở dữ liệu đã có giấy này; khi đó muốn thu phải ghi lý do.",
                        max_length=160,
                        verbose_name="cơ sở dữ liệu đã có",
                    ),
                ),
            ],
            options={
                "verbose_name": "loại giấy tờ",
                "verbose_name_plural": "loại giấy tờ",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Upload",
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
                ("name", models.CharField(max_length=255, verbose_name="tên tệp")),
                ("size", models.PositiveBigIntegerField(verbose_name="kích thước (byte)")),
                (
                    "fingerprint",
                    models.CharField(
                        blank=True,
                        help_text="Trình duyệt đặt, để nhận ra đúng tệp khi gửi tiếp.",
                        max_length=80,
                        verbose_name="dấu riêng",
                    ),
                ),
                (
                    "sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="dấu vết đã khai"),
                ),
                ("begun_at", models.DateTimeField(verbose_name="bắt đầu lúc")),
                ("expires_at", models.DateTimeField(verbose_name="bỏ nếu chưa xong trước")),
            ],
            options={
                "verbose_name": "lần gửi tệp",
                "verbose_name_plural": "lần gửi tệp",
            },
        ),
        migrations.AddField(
            model_name="storedfile",
            name="scan_finding",
            field=models.CharField(blank=True, max_length=120, verbose_name="mã độc tìm thấy"),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="scanned_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="quét lúc"),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="stored_by_person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.person",
                verbose_name="người dân gửi",
            ),
        ),
        migrations.AlterField(
            model_name="storedfile",
            name="scan_state",
            field=models.CharField(
                choices=[
                    ("unscanned", "Chưa quét"),
                    ("waiting", "Chờ quét"),
                    ("clean", "An toàn"),
                    ("infected", "Có mã độc"),
                ],
                default="unscanned",
                max_length=16,
                verbose_name="quét mã độc",
            ),
        ),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(
                condition=models.Q(
                    ("erased_at__isnull", True), ("scan_state__in", ["unscanned", "waiting"])
                ),
                fields=["id"],
                name="storedfile_to_scan",
            ),
        ),
        migrations.AddField(
            model_name="heldpaper",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="held_papers",
                to="documents.storedfile",
                verbose_name="tệp",
            ),
        ),
        migrations.AddField(
            model_name="heldpaper",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="held_papers",
                to="people.person",
                verbose_name="của ai",
            ),
        ),
        migrations.AddField(
            model_name="heldpaper",
            name="verified_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người đối chiếu",
            ),
        ),
        migrations.AddField(
            model_name="heldpaper",
            name="kind",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="held_papers",
                to="documents.paperkind",
                verbose_name="loại giấy tờ",
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="uploads",
                to="documents.storedfile",
                verbose_name="tệp đã lưu",
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="officer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="agencies.officer",
                verbose_name="cán bộ gửi",
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.person",
                verbose_name="người dân gửi",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldpaper",
            constraint=models.UniqueConstraint(
                fields=("person", "kind", "file"), name="heldpaper_file_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="heldpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="heldpaper_valid_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(fields=["expires_at"], name="upload_expires"),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("officer__isnull", True), ("person__isnull", False)),
                    models.Q(("officer__isnull", False), ("person__isnull", True)),
                    _connector="OR",
                ),
                name="upload_of_one_owner",
            ),
        ),
        migrations.RunSQL(stamps.watch(*TABLES), stamps.unwatch(*TABLES)),
    ]
