"""Orders and their events, money that came in, receipts, cash books; refunds by two persons."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import motcua.payments.lifecycle


class Migration(migrations.Migration):
    """New tables, and three columns of refunds."""

    dependencies = [
        ("agencies", "0003_early_warning"),
        ("documents", "0003_erased_files"),
        ("payments", "0003_refunds_to_pay"),
    ]

    operations = [
        migrations.CreateModel(
            name="CashDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="ngày")),
                (
                    "opening_dong",
                    models.PositiveBigIntegerField(verbose_name="tồn đầu ngày (đồng)"),
                ),
                ("totals", models.JSONField(verbose_name="cộng trong ngày")),
                ("expected_dong", models.BigIntegerField(verbose_name="phải có (đồng)")),
                ("counted_dong", models.PositiveBigIntegerField(verbose_name="đếm được (đồng)")),
                (
                    "reason",
                    models.CharField(blank=True, max_length=255, verbose_name="lý do chênh lệch"),
                ),
                ("closed_at", models.DateTimeField(verbose_name="khóa lúc")),
                (
                    "seen_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="đã xem lúc"),
                ),
            ],
            options={
                "verbose_name": "sổ quỹ ngày",
                "verbose_name_plural": "sổ quỹ ngày",
                "ordering": ["-day", "officer"],
            },
        ),
        migrations.CreateModel(
            name="Collector",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên ghi trên biên lai")),
                ("tax_code", models.CharField(max_length=14, verbose_name="mã số thuế")),
                (
                    "form_symbol",
                    models.CharField(max_length=16, verbose_name="ký hiệu mẫu biên lai"),
                ),
                (
                    "series_symbol",
                    models.CharField(max_length=16, verbose_name="ký hiệu biên lai"),
                ),
                (
                    "bank_bin",
                    models.CharField(blank=True, max_length=6, verbose_name="BIN ngân hàng"),
                ),
                (
                    "bank_name",
                    models.CharField(blank=True, max_length=120, verbose_name="ngân hàng"),
                ),
                (
                    "account_number",
                    models.CharField(blank=True, max_length=19, verbose_name="số tài khoản"),
                ),
                (
                    "account_name",
                    models.CharField(blank=True, max_length=120, verbose_name="tên chủ tài khoản"),
                ),
                (
                    "takes_gateway",
                    models.BooleanField(default=True, verbose_name="nhận qua cổng VNPay"),
                ),
            ],
            options={
                "verbose_name": "đơn vị thu",
                "verbose_name_plural": "đơn vị thu",
            },
        ),
        migrations.CreateModel(
            name="Difference",
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
                            ("not_at_gateway", "Cổng không có giao dịch mà ta ghi đã nộp"),
                            ("gateway_amount", "Cổng ghi số tiền khác"),
                            ("gateway_unsettled", "Cổng ghi đã nộp mà ta chưa khớp được"),
                            ("not_in_statement", "Ngân hàng báo mà sao kê không có"),
                        ],
                        max_length=24,
                        verbose_name="chênh lệch",
                    ),
                ),
                (
                    "ours_dong",
                    models.PositiveBigIntegerField(default=0, verbose_name="sổ ta (đồng)"),
                ),
                (
                    "theirs_dong",
                    models.PositiveBigIntegerField(default=0, verbose_name="bên kia (đồng)"),
                ),
                ("found_at", models.DateTimeField(verbose_name="thấy lúc")),
                (
                    "resolved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="xong lúc"),
                ),
                ("note", models.CharField(blank=True, max_length=255, verbose_name="đã làm gì")),
            ],
            options={
                "verbose_name": "chênh lệch đối soát",
                "verbose_name_plural": "chênh lệch đối soát",
                "ordering": ["found_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Incoming",
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
                ("provider", models.SlugField(max_length=16, verbose_name="nơi báo")),
                ("provider_txn", models.CharField(max_length=80, verbose_name="số giao dịch")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("notice", "Ngân hàng báo"),
                            ("statement", "Sao kê"),
                            ("gateway", "Cổng VNPay"),
                        ],
                        max_length=16,
                        verbose_name="biết từ",
                    ),
                ),
                ("amount_dong", models.PositiveBigIntegerField(verbose_name="số tiền (đồng)")),
                (
                    "content",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="nội dung chuyển khoản"
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="tiền về lúc")),
                ("noted_at", models.DateTimeField(verbose_name="ghi nhận lúc")),
                (
                    "in_statement_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="thấy trong sao kê lúc"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("settled", "Đã khớp"),
                            ("unmatched", "Không thấy mã nộp tiền"),
                            ("ambiguous", "Có nhiều mã nộp tiền"),
                            ("wrong_amount", "Sai số tiền"),
                            ("double", "Nộp hai lần"),
                            ("not_due", "Không còn phải nộp"),
                            ("assigned", "Thủ quỹ đã gán"),
                            ("returned", "Đã chuyển trả"),
                        ],
                        max_length=16,
                        verbose_name="tình trạng",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="xử lý lúc"),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=255, verbose_name="ghi chú xử lý"),
                ),
            ],
            options={
                "verbose_name": "khoản tiền về",
                "verbose_name_plural": "khoản tiền về",
                "ordering": ["received_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Order",
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
                    "number",
                    models.CharField(max_length=16, unique=True, verbose_name="mã nộp tiền"),
                ),
                ("kind", models.SlugField(max_length=24, verbose_name="loại khoản")),
                ("payable", models.CharField(max_length=40, verbose_name="khoản")),
                (
                    "reference",
                    models.CharField(db_index=True, max_length=60, verbose_name="nội dung thu"),
                ),
                ("subject", models.CharField(max_length=60, verbose_name="của hồ sơ")),
                ("purpose", models.CharField(max_length=160, verbose_name="tên khoản")),
                ("amount_dong", models.PositiveBigIntegerField(verbose_name="số tiền (đồng)")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("opened", "Chưa nộp"),
                            ("waiting", "Chờ tiền về"),
                            ("failed", "Chưa thành công"),
                            ("expired", "Hết hạn chờ"),
                            ("settled", "Đã nộp"),
                            ("partly_refunded", "Đã hoàn một phần"),
                            ("refunded", "Đã hoàn"),
                        ],
                        max_length=16,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "attempts_count",
                    models.PositiveSmallIntegerField(default=0, verbose_name="số lần sang cổng"),
                ),
                (
                    "events_count",
                    models.PositiveIntegerField(default=0, verbose_name="số việc đã ghi"),
                ),
                ("opened_at", models.DateTimeField(verbose_name="mở lúc")),
                ("expires_at", models.DateTimeField(verbose_name="hết hạn lúc")),
            ],
            options={
                "verbose_name": "lệnh nộp tiền",
                "verbose_name_plural": "lệnh nộp tiền",
            },
        ),
        migrations.CreateModel(
            name="OrderEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveIntegerField(verbose_name="thứ tự")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("ask", "ask"),
                            ("fail", "fail"),
                            ("expire", "expire"),
                            ("settle", "settle"),
                            ("set_aside", "set_aside"),
                            ("refund_part", "refund_part"),
                            ("refund", "refund"),
                        ],
                        max_length=16,
                        verbose_name="việc",
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("opened", "Chưa nộp"),
                            ("waiting", "Chờ tiền về"),
                            ("failed", "Chưa thành công"),
                            ("expired", "Hết hạn chờ"),
                            ("settled", "Đã nộp"),
                            ("partly_refunded", "Đã hoàn một phần"),
                            ("refunded", "Đã hoàn"),
                        ],
                        max_length=16,
                        verbose_name="từ trạng thái",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("opened", "Chưa nộp"),
                            ("waiting", "Chờ tiền về"),
                            ("failed", "Chưa thành công"),
                            ("expired", "Hết hạn chờ"),
                            ("settled", "Đã nộp"),
                            ("partly_refunded", "Đã hoàn một phần"),
                            ("refunded", "Đã hoàn"),
                        ],
                        max_length=16,
                        verbose_name="đến trạng thái",
                    ),
                ),
                ("provider", models.SlugField(blank=True, max_length=16, verbose_name="nơi báo")),
                (
                    "provider_txn",
                    models.CharField(blank=True, max_length=80, verbose_name="giao dịch"),
                ),
                ("payload", models.JSONField(default=dict, verbose_name="nội dung")),
                ("at", models.DateTimeField(verbose_name="lúc")),
            ],
            options={
                "verbose_name": "diễn biến của lệnh",
                "verbose_name_plural": "diễn biến của lệnh",
                "ordering": ["order", "sequence"],
            },
        ),
        migrations.CreateModel(
            name="PaymentReceipt",
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
                            ("fee", "Biên lai thu"),
                            ("decrease", "Biên lai giảm (hoàn tiền)"),
                        ],
                        default="fee",
                        max_length=16,
                        verbose_name="loại",
                    ),
                ),
                ("series", models.CharField(max_length=40, verbose_name="ký hiệu")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("number", models.PositiveIntegerField(verbose_name="số")),
                ("amount_dong", models.PositiveBigIntegerField(verbose_name="số tiền (đồng)")),
                ("payload", models.JSONField(verbose_name="nội dung")),
                ("issued_at", models.DateTimeField(verbose_name="lập lúc")),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="hủy lúc")),
                (
                    "void_reason",
                    models.CharField(blank=True, max_length=255, verbose_name="lý do hủy"),
                ),
            ],
            options={
                "verbose_name": "biên lai",
                "verbose_name_plural": "biên lai",
            },
        ),
        migrations.CreateModel(
            name="ReceiptCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("series", models.CharField(max_length=40, verbose_name="ký hiệu")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("last_number", models.PositiveIntegerField(verbose_name="số cuối")),
            ],
            options={
                "verbose_name": "bộ đếm biên lai",
                "verbose_name_plural": "bộ đếm biên lai",
            },
        ),
        migrations.AddField(
            model_name="refund",
            name="approved_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="duyệt lúc"),
        ),
        migrations.AddField(
            model_name="refund",
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
        migrations.AlterField(
            model_name="payment",
            name="method",
            field=models.CharField(
                choices=[
                    ("cash", "Tiền mặt"),
                    ("transfer", "Chuyển khoản, mã QR"),
                    ("card", "Thẻ"),
                    ("gateway", "Cổng VNPay"),
                ],
                max_length=16,
                verbose_name="hình thức",
            ),
        ),
        migrations.AlterField(
            model_name="refund",
            name="decided_at",
            field=models.DateTimeField(verbose_name="đề nghị lúc"),
        ),
        migrations.AlterField(
            model_name="refund",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người đề nghị",
            ),
        ),
        migrations.AlterField(
            model_name="refund",
            name="method",
            field=models.CharField(
                blank=True,
                choices=[
                    ("cash", "Tiền mặt"),
                    ("transfer", "Chuyển khoản, mã QR"),
                    ("card", "Thẻ"),
                    ("gateway", "Cổng VNPay"),
                ],
                max_length=16,
                verbose_name="hình thức",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("approved_by", models.F("decided_by")), _negated=True),
                    _connector="OR",
                ),
                name="refund_by_two_persons",
            ),
        ),
        migrations.AddField(
            model_name="cashday",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cash_days",
                to="agencies.agency",
                verbose_name="cơ quan",
            ),
        ),
        migrations.AddField(
            model_name="cashday",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cash_days",
                to="agencies.officer",
                verbose_name="thủ quỹ",
            ),
        ),
        migrations.AddField(
            model_name="cashday",
            name="seen_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người xem",
            ),
        ),
        migrations.AddField(
            model_name="collector",
            name="agency",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="collector",
                to="agencies.agency",
                verbose_name="cơ quan thu",
            ),
        ),
        migrations.AddField(
            model_name="difference",
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
            model_name="difference",
            name="resolved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người xử lý",
            ),
        ),
        migrations.AddField(
            model_name="incoming",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                help_text="Theo tài khoản nhận hoặc mã nộp tiền; để trống: chưa biết.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
                verbose_name="cơ quan thu",
            ),
        ),
        migrations.AddField(
            model_name="incoming",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người xử lý",
            ),
        ),
        migrations.AddField(
            model_name="difference",
            name="incoming",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="differences",
                to="payments.incoming",
                verbose_name="khoản tiền về",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="agencies.agency",
                verbose_name="cơ quan thu",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="payment",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="order",
                to="payments.payment",
                verbose_name="khoản đã thu",
            ),
        ),
        migrations.AddField(
            model_name="incoming",
            name="order",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="incoming",
                to="payments.order",
                verbose_name="lệnh",
            ),
        ),
        migrations.AddField(
            model_name="difference",
            name="order",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="differences",
                to="payments.order",
                verbose_name="lệnh",
            ),
        ),
        migrations.AddField(
            model_name="orderevent",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người làm",
            ),
        ),
        migrations.AddField(
            model_name="orderevent",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="payments.order",
                verbose_name="lệnh",
            ),
        ),
        migrations.AddField(
            model_name="paymentreceipt",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payment_receipts",
                to="agencies.agency",
                verbose_name="cơ quan thu",
            ),
        ),
        migrations.AddField(
            model_name="paymentreceipt",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.storedfile",
                verbose_name="tệp",
            ),
        ),
        migrations.AddField(
            model_name="paymentreceipt",
            name="issued_by",
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
            model_name="paymentreceipt",
            name="payment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="receipts",
                to="payments.payment",
                verbose_name="khoản thu",
            ),
        ),
        migrations.AddField(
            model_name="paymentreceipt",
            name="refund",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="receipts",
                to="payments.refund",
                verbose_name="khoản hoàn",
            ),
        ),
        migrations.AddField(
            model_name="paymentreceipt",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="payments.paymentreceipt",
                verbose_name="thay cho",
            ),
        ),
        migrations.AddField(
            model_name="paymentreceipt",
            name="voided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người hủy",
            ),
        ),
        migrations.AddField(
            model_name="receiptcounter",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
                verbose_name="cơ quan thu",
            ),
        ),
        migrations.AddConstraint(
            model_name="cashday",
            constraint=models.UniqueConstraint(
                fields=("agency", "officer", "day"), name="cashday_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="cashday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("counted_dong", models.F("expected_dong")),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="cashday_difference_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="collector",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("account_number", ""), ("bank_bin", "")),
                    models.Q(
                        models.Q(("bank_bin", ""), _negated=True),
                        models.Q(("account_number", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="collector_whole_account",
            ),
        ),
        migrations.AddConstraint(
            model_name="collector",
            constraint=models.UniqueConstraint(
                condition=models.Q(("account_number", ""), _negated=True),
                fields=("account_number",),
                name="collector_own_account",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("state__in", ["opened", "waiting", "failed"])),
                fields=["expires_at", "id"],
                name="order_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_dong__gt", 0)), name="order_is_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("payment__isnull", True),
                        (
                            "state__in",
                            [
                                motcua.payments.lifecycle.OrderState["EXPIRED"],
                                motcua.payments.lifecycle.OrderState["FAILED"],
                                motcua.payments.lifecycle.OrderState["OPENED"],
                                motcua.payments.lifecycle.OrderState["WAITING"],
                            ],
                        ),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                [
                                    motcua.payments.lifecycle.OrderState["EXPIRED"],
                                    motcua.payments.lifecycle.OrderState["FAILED"],
                                    motcua.payments.lifecycle.OrderState["OPENED"],
                                    motcua.payments.lifecycle.OrderState["WAITING"],
                                ],
                            ),
                            _negated=True,
                        ),
                        ("payment__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="order_paid_iff_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            motcua.payments.lifecycle.OrderState["EXPIRED"],
                            motcua.payments.lifecycle.OrderState["FAILED"],
                            motcua.payments.lifecycle.OrderState["OPENED"],
                            motcua.payments.lifecycle.OrderState["WAITING"],
                        ],
                    )
                ),
                fields=("kind", "payable"),
                name="order_one_open",
            ),
        ),
        migrations.AddIndex(
            model_name="incoming",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["unmatched", "ambiguous", "wrong_amount", "double", "not_due"])
                ),
                fields=["received_at", "id"],
                name="incoming_to_decide",
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.UniqueConstraint(
                fields=("provider", "provider_txn"), name="incoming_transaction_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_dong__gt", 0)), name="incoming_is_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.UniqueConstraint(
                fields=("kind", "order", "incoming"),
                name="difference_told_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="orderevent",
            constraint=models.UniqueConstraint(
                fields=("order", "sequence"), name="orderevent_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="orderevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("act", "settle"), models.Q(("provider_txn", ""), _negated=True)
                ),
                fields=("provider", "provider_txn"),
                name="orderevent_settles_once",
            ),
        ),
        migrations.AddIndex(
            model_name="paymentreceipt",
            index=models.Index(fields=["agency", "issued_at", "id"], name="paymentreceipt_listed"),
        ),
        migrations.AddIndex(
            model_name="paymentreceipt",
            index=models.Index(
                condition=models.Q(("file__isnull", True)),
                fields=["issued_at", "id"],
                name="paymentreceipt_to_draw",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentreceipt",
            constraint=models.UniqueConstraint(
                fields=("agency", "series", "year", "number"), name="paymentreceipt_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentreceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                    models.Q(
                        ("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="paymentreceipt_void_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentreceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("number__lte", 99999999)),
                name="paymentreceipt_number_fits",
            ),
        ),
        migrations.AddConstraint(
            model_name="receiptcounter",
            constraint=models.UniqueConstraint(
                fields=("agency", "series", "year"), name="receiptcounter_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="receiptcounter",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_number__lte", 99999999)),
                name="receiptcounter_eight_digits",
            ),
        ),
    ]
