"""Keep who is to be told what by telephone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns, empty at first, and their index."""

    dependencies = [
        ("agencies", "0003_early_warning"),
        ("dossiers", "0005_job_run"),
        ("people", "0001_initial"),
        ("procedures", "0002_watched"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="call_since",
            field=models.DateTimeField(blank=True, null=True, verbose_name="phải gọi báo từ"),
        ),
        migrations.AddField(
            model_name="dossier",
            name="call_topic",
            field=models.SlugField(
                blank=True,
                help_text="Người nộp không có thư.",
                max_length=40,
                verbose_name="phải gọi báo việc",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("call_since__isnull", False)),
                fields=["receiving_agency", "call_since", "id"],
                name="dossier_to_call",
            ),
        ),
    ]
