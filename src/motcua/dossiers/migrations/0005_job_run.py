"""Remember the latest run of each daily job."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One small table."""

    dependencies = [("dossiers", "0004_life_of_a_dossier")]

    operations = [
        migrations.CreateModel(
            name="JobRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.SlugField(max_length=40, unique=True, verbose_name="việc")),
                ("started_at", models.DateTimeField(verbose_name="bắt đầu lúc")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="xong lúc"),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="số việc đã làm")),
                (
                    "problems",
                    models.JSONField(blank=True, default=list, verbose_name="việc chưa làm được"),
                ),
            ],
            options={
                "verbose_name": "lần chạy việc hằng ngày",
                "verbose_name_plural": "lần chạy việc hằng ngày",
            },
        ),
    ]
