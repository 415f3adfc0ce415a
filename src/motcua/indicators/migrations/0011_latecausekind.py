"""Causes of lateness that an administrator adds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A new table; no row is touched."""

    dependencies = [
        ("indicators", "0010_kept_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="LateCauseKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="mã")),
                ("label", models.CharField(max_length=160, verbose_name="nguyên nhân")),
                ("is_offered", models.BooleanField(default=True, verbose_name="còn cho chọn")),
            ],
            options={
                "verbose_name": "nguyên nhân quá hạn để chọn",
                "verbose_name_plural": "nguyên nhân quá hạn để chọn",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[a-z0-9-]+$")),
                        name="latecausekind_code_is_plain",
                    )
                ],
            },
        ),
    ]
