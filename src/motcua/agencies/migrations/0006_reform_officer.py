"""The role of those who look after administrative reform."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Choices and the constraint that names them."""

    dependencies = [
        ("agencies", "0005_listening_roles"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="roleassignment",
            name="roleassignment_role_is_known",
        ),
        migrations.AlterField(
            model_name="factordemand",
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
                unique=True,
                verbose_name="vai trò",
            ),
        ),
        migrations.AlterField(
            model_name="roleassignment",
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
        migrations.AddConstraint(
            model_name="roleassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "desk_officer",
                            "handling_officer",
                            "reviewer",
                            "approver",
                            "clerk",
                            "cashier",
                            "head_of_desk",
                            "administrator",
                            "auditor",
                            "organiser",
                            "petition_officer",
                            "complaint_officer",
                            "reform_officer",
                        ],
                    )
                ),
                name="roleassignment_role_is_known",
            ),
        ),
    ]
