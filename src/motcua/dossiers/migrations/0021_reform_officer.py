"""The role of reform officers, as a name only: no step is given to it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Choices."""

    dependencies = [
        ("dossiers", "0020_listening_roles"),
    ]

    operations = [
        migrations.AlterField(
            model_name="step",
            name="role",
            field=models.CharField(
                choices=[
                    ("desk_officer", "Cán bộ một cửa"),
                    ("handling_officer", "Chuyên viên thụ lý"),
                    ("reviewer", "Lãnh đạo phòng"),
                    ("approver", "Lãnh đạo cơ quan"),
                    ("clerk", "Văn thư"),
                    ("cashier", "Thủ quỹ"),
                    ("head_of_desk", "Trưởng bộ phận một cửa"),
                    ("administrator", "Quản trị hệ thống"),
                    ("auditor", "Kiểm tra, giám sát"),
                    ("organiser", "Điều phối hướng dẫn"),
                    ("petition_officer", "Tiếp nhận phản ánh"),
                    ("complaint_officer", "Tiếp công dân"),
                    ("reform_officer", "Cán bộ cải cách hành chính"),
                ],
                max_length=24,
                verbose_name="vai trò",
            ),
        ),
    ]
