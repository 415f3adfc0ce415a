"""Councils of units, and every decision by which something was recognised, with its level."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.dossiers import guards

TABLE = "initiatives_recognition"
# What was recognised before was so by the council of a province.
TOLD = """
    INSERT INTO initiatives_recognition
        (initiative_id, council_id, level, number, decided_on, reach, recorded_at)
    SELECT id, council_id, 'province', decision_number, decision_on, recognised_reach, now()
    FROM initiatives_initiative WHERE decision_number <> '' AND council_id IS NOT NULL
"""


class Migration(migrations.Migration):
    """Tables, their guards, and what was recognised before."""

    dependencies = [
        ("agencies", "0006_reform_officer"),
        ("initiatives", "0002_only_grow"),
        ("dossiers", "0002_ledger_and_watch"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recognition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("unit", "Cấp đơn vị"),
                            ("commune", "Cấp xã"),
                            ("department", "Cấp sở, ngành"),
                            ("province", "Cấp tỉnh"),
                        ],
                        max_length=12,
                        verbose_name="cấp công nhận",
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="số quyết định")),
                ("decided_on", models.DateField(verbose_name="ngày quyết định")),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("unit", "Trong đơn vị"),
                            ("commune", "Cấp xã"),
                            ("province", "Cấp tỉnh"),
                            ("nation", "Toàn quốc"),
                        ],
                        max_length=12,
                        verbose_name="phạm vi ảnh hưởng",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
            ],
            options={
                "verbose_name": "quyết định công nhận",
                "verbose_name_plural": "quyết định công nhận",
                "ordering": ["initiative", "pk"],
            },
        ),
        migrations.AddField(
            model_name="council",
            name="level",
            field=models.CharField(
                choices=[
                    ("unit", "Cấp đơn vị"),
                    ("commune", "Cấp xã"),
                    ("department", "Cấp sở, ngành"),
                    ("province", "Cấp tỉnh"),
                ],
                default="province",
                max_length=12,
                verbose_name="cấp",
            ),
        ),
        migrations.AlterField(
            model_name="council",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reform_councils",
                to="agencies.agency",
                verbose_name="cơ quan thường trực",
            ),
        ),
        migrations.AlterField(
            model_name="council",
            name="province",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.unit",
                verbose_name="tỉnh, thành phố",
            ),
        ),
        migrations.AlterField(
            model_name="initiativeevent",
            name="action",
            field=models.CharField(
                choices=[
                    ("register", "Đăng ký"),
                    ("take_up", "Nhận kiểm tra"),
                    ("send_back", "Trả lại để bổ sung"),
                    ("find_eligible", "Xác nhận hợp lệ"),
                    ("refuse", "Không đủ điều kiện"),
                    ("open_scoring", "Mở chấm điểm"),
                    ("recommend", "Chốt điểm: đề nghị công nhận"),
                    ("not_recommend", "Chốt điểm: không đề nghị"),
                    ("score_again", "Chấm lại"),
                    ("recognise", "Công nhận"),
                    ("not_recognise", "Không công nhận"),
                    ("apply", "Ghi nhận áp dụng"),
                    ("copied", "Đơn vị khác bắt đầu làm theo"),
                    ("revise", "Viết bản mới"),
                    ("publish", "Đưa vào thư viện"),
                    ("withdraw_publication", "Gỡ khỏi thư viện"),
                    ("refer_up", "Gửi lên hội đồng tỉnh"),
                    ("end", "Dừng"),
                ],
                max_length=24,
                verbose_name="việc",
            ),
        ),
        migrations.AddConstraint(
            model_name="council",
            constraint=models.UniqueConstraint(
                condition=models.Q(("level", "province")),
                fields=("province",),
                name="council_one_of_a_province",
            ),
        ),
        migrations.AddConstraint(
            model_name="council",
            constraint=models.UniqueConstraint(
                condition=models.Q(("level", "province"), _negated=True),
                fields=("agency",),
                name="council_one_of_a_unit",
            ),
        ),
        migrations.AddField(
            model_name="recognition",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="initiatives.council",
                verbose_name="hội đồng",
            ),
        ),
        migrations.AddField(
            model_name="recognition",
            name="initiative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recognitions",
                to="initiatives.initiative",
                verbose_name="mô hình, sáng kiến",
            ),
        ),
        migrations.AddField(
            model_name="recognition",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.officer",
                verbose_name="người ghi",
            ),
        ),
        migrations.RunSQL(guards.protect(TABLE), guards.unprotect(TABLE)),
        migrations.RunSQL(guards.date_rows(TABLE), guards.undate_rows(TABLE)),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
    ]
