"""Keep by which paper somebody else collected a result."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column with an empty default; no row is rewritten."""

    dependencies = [
        ("dossiers", "0002_ledger_and_watch"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="collector_proof",
            field=models.CharField(
                blank=True,
                help_text="Giấy ủy quyền, giấy tờ.",
                max_length=255,
                verbose_name="căn cứ nhận thay",
            ),
        ),
    ]
