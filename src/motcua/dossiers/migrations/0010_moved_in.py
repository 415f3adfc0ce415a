"""Keep the dates that an old system had promised apart from those that were counted here."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more kind of date."""

    dependencies = [("dossiers", "0009_closed_days")]

    operations = [
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
                    ("imported", "Hẹn của hệ thống cũ"),
                    ("first_leg", "Hạn tại cơ quan tiếp nhận, thủ tục liên thông"),
                ],
                max_length=16,
                verbose_name="loại",
            ),
        ),
    ]
