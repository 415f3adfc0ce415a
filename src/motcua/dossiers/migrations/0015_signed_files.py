"""Let results and issued forms point to their signed files."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns that may be empty, and an index of what is still unsigned."""

    dependencies = [
        ("agencies", "0003_early_warning"),
        ("documents", "0003_erased_files"),
        ("dossiers", "0014_online"),
    ]

    operations = [
        migrations.AddField(
            model_name="issuedform",
            name="signed_file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signed_forms",
                to="documents.storedfile",
                verbose_name="tệp cơ quan đã ký số",
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="signed_file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signed_results",
                to="documents.storedfile",
                verbose_name="tệp đã ký số",
            ),
        ),
        migrations.AddIndex(
            model_name="issuedform",
            index=models.Index(
                condition=models.Q(("signed_file__isnull", True), ("voided_at__isnull", True)),
                fields=["issued_at"],
                name="issuedform_unsigned",
            ),
        ),
    ]
